"""What somebody may choose for a booklet of their own: a list for the script that makes it."""

from __future__ import annotations

import json
from pathlib import Path

from reader import files
from reader.press import products, subjects
from reader.press.formats import CARDS, CHAPTER, FORM
from reader.source.book import Book

FOLDER = "binder"
HELPS = (f"{FOLDER}/", "assets/js/binder.js", "assets/js/pdf-lib")  # fetched when they are asked for; no use without papers


def write(site: Path, book: Book) -> None:
    """List the chapters and forms that have a paper, by address and title, in the order of the book."""
    rows = {"chapters": [products.plain(CHAPTER)], "forms": [products.plain(FORM), products.plain(CARDS)]}
    made = {
        name: [
            (item.path, item.subject.title)
            for subject in subjects.of(book, wanted[0].each)
            for item in products.items_of(subject, wanted[0].each)
            if item.row in wanted and (site / item.path).is_file()
        ]
        for name, wanted in rows.items()
    }
    said = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    files.write(site / FOLDER / "list.js", f"readerBinderList={said};\n".encode())

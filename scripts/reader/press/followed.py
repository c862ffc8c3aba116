"""What follows when chapters are laid out: files made from their finished pages and from what has changed in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reader.living import changes
from reader.press import paste_over, products, store, toolchain
from reader.press.formats import CHAPTER, Format
from reader.press.material import Job, Sheets, Text
from reader.source.book import Book
from reader.source.history import History


def wanted(
    book: Book, history: History, laid: list[tuple[Format, Text, Job]], cache: Path
) -> Iterator[tuple[str, str, Text, Sheets]]:
    """Each file as its key, its row, its text and the chapter it follows. In another language nothing is remembered."""
    rows = products.followed()
    chapters = [(text, job) for form, text, job in laid if form == CHAPTER]
    moves = changes.moves(book, history) if rows and chapters and book.strings is None else []
    for text, job in chapters:
        moved = paste_over.of_chapter(moves, text.subject.folder)
        said = repr([(move.day, move.what, move.old, move.new, [page.path for page in move.pages]) for move in moved])
        for row in rows if moved else ():
            if row.offered(text.subject):
                made = store.made(cache, job.key, products.plain(CHAPTER).path_of(text.subject))
                chapter = Sheets(made.content, made.pages, job.name, job.title, "", "", book.root, cache)
                key = toolchain.key(book.root, job.key, said, (*row.styles, row.template), row.kind)
                yield key, row.kind, replace(text, moves=moved), chapter

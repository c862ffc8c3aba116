"""What can be put together on the print page: papers.js, a script, because a page opened from a disk may not fetch files."""

from __future__ import annotations

import json

from reader.press import products, subjects
from reader.press.formats import CARDS, CHAPTER, FORM
from reader.press.products import Paper
from reader.source.book import Book
from reader.source.engine_settings import book_name

FILE = "papers.js"


def as_script(book: Book, papers: list[Paper], edition: str) -> str:
    """Every chapter, form and sheet of cards that was printed: path, title, number of pages; nothing for no papers."""
    known = {paper.path: paper for paper in papers}
    listed = []
    for form in (CHAPTER, FORM, CARDS):
        row = products.plain(form)
        for subject in subjects.of(book, row.each):
            if row.offered(subject) and (paper := known.get(row.path_of(subject))):
                listed.append({"of": row.each, "title": subject.title, "path": paper.path, "pages": paper.pages})
    if not listed:
        return ""
    data = {"name": book_name(book.root), "edition": f"Edition {edition}" if edition else "", "papers": listed}
    return f"window.readerPapers = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"

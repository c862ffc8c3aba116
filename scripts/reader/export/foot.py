"""What stands at the foot of a form, whatever kind of file it is: who keeps it, whose it is, what it is from."""

from __future__ import annotations

from reader.render.notes import Notes
from reader.source.book import Book
from reader.source.engine_settings import book_name
from reader.source.page import Page


def lines(book: Book, page: Page, notes: Notes) -> list[str]:
    """Who keeps it, and how long; then that it is no official form, and its sources by publisher, each once."""
    named: dict[str, dict[str, None]] = {}
    for name in notes.numbers:
        source = book.register.sources[name]
        named.setdefault(source.publisher, {})[source.dated] = None
    origin = "; ".join(", ".join((publisher, *dates)) for publisher, dates in named.items())
    whose = f"{book_name(book.root)}: the reader's own form, not an official one. {book.words.get('independent', '')}"
    return [page.keeps, f"{whose}{f' From: {origin}.' if origin else ''}"]

"""What could not even be read: front matter, registers, the nav."""

from __future__ import annotations

from collections.abc import Iterator

from reader.book import Book
from reader.finding import Finding

NAME = "contents"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Pass on what reading the book found wrong (rules front-matter, register and nav)."""
    yield from book.problems
    yield from book.register.problems

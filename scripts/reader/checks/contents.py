"""What could not even be read: front matter, registers, the nav, the glossary."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding

NAME = "contents"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Pass on what reading the book found wrong (rules front-matter, register, nav and glossary)."""
    yield from book.problems
    yield from book.register.problems
    yield from book.glossary.problems

"""The list of words that shame people can be read: without it the page that shows it would be empty."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding

NAME = "language-list"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Pass on what is wrong with docs/language.yml."""
    yield from book.language.problems

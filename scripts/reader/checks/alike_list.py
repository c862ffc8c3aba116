"""The list of words that mean the same to somebody who searches can be read: the search would do without what can't."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding

NAME = "alike"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Pass on what is wrong with docs/alike.yml."""
    yield from book.alike.problems

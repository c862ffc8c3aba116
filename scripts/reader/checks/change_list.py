"""The change log in words can be read: an entry that can't be would never reach whoever holds an older copy."""

from __future__ import annotations

from collections.abc import Iterator

from reader.living import changelog
from reader.source.book import Book
from reader.source.finding import Finding

NAME = changelog.RULE
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Pass on what is wrong with docs/changes.yml."""
    yield from changelog.read(book.root)[1]

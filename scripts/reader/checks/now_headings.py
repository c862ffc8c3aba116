"""The sections that now/ shows are there: a heading that got other words would vanish from the page for an overdose."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source import now
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "now-headings"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Look for every heading that a page names in its field `now`."""
    for page in book.pages:
        for heading in page.now:
            if heading not in now.headings(page):
                there = "; ".join(now.headings(page)) or "none"
                yield Finding(page.file, 1, NAME, f"“now:” names the section “{heading}”, and this page has no such heading; "
                              f"write one of its headings, letter by letter: {there}")  # fmt: skip

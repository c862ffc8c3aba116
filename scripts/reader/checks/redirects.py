"""A page that moves leaves its old address behind in docs/redirects.yml."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.redirects import FILE, read

NAME = "redirects"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Every old address is free, and every new one is a page."""
    moved, problems = read(book.root)
    yield from problems
    pages = {page.path for page in book.pages}
    for old, (new, line) in moved.items():
        if old in pages:
            yield Finding(FILE, line, NAME, f"{old} is still a page; delete this line, or the page")
        if new not in pages:
            yield Finding(FILE, line, NAME, f"{old} leads to {new}, which is no page; write where it is now")

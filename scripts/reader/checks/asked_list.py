"""The questions that lead to pages can be read, and each list of them belongs to a page."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source.asked import FILE, RULE
from reader.source.book import Book
from reader.source.finding import Finding

NAME = RULE
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Pass on what is wrong with docs/asked.yml, and name what leads to no page."""
    yield from book.asked.problems
    pages = {page.path for page in book.pages}
    for path in book.asked.questions:
        if path not in pages:
            yield Finding(FILE, book.asked.lines[path], NAME, f"{path} is no page; write where it is now, or delete these lines")

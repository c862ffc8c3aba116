"""No built page shows the marks it was made from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reader.checks.built_pages import Built
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.syntax import LEAKED

NAME = "site-leftovers"
SEVERITY = "stop"


def check(site: Path, pages: list[Built], book: Book) -> Iterator[Finding]:
    """Look for marks of facts, notes, includes and boxes in words and links."""
    for page in pages:
        for text, line in (*page.words, *page.links):
            if match := LEAKED.search(text):
                yield Finding(f"site/{page.path}", line, NAME, f"“{match[0]}” was left in the page: {text.strip()[:60]}; "
                              "in the Markdown, write it on a line of plain text, outside HTML tags")  # fmt: skip

"""An id stands once on a page, or links to it go astray."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reader.checks.built_pages import Built
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "site-ids"
SEVERITY = "stop"


def check(site: Path, pages: list[Built], book: Book) -> Iterator[Finding]:
    """Count the ids of every page."""
    for page in pages:
        for name, count in Counter(name for name, _ in page.ids).items():
            if count > 1:
                line = [line for other, line in page.ids if other == name][1]
                yield Finding(f"site/{page.path}", line, NAME, f"the id “{name}” stands {count} times on this page; give one "
                              "of the headings other words")  # fmt: skip

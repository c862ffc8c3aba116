"""Nothing in a built page acts but our own script: the frame that the templates make is held to the same list as the text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reader.checks.built_pages import Built
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "site-acts"
SEVERITY = "stop"


def check(site: Path, pages: list[Built], book: Book) -> Iterator[Finding]:
    """Pass on what is not on the list of reader.render.allowed."""
    for page in pages:
        for message in dict.fromkeys(page.strangers):
            yield Finding(f"site/{page.path}", 0, NAME, f"{message} (this comes from overrides/, mkdocs.yml or a page's title)")

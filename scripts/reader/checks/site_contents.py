"""The contents on every page have words, and lead to more than one place: people find their way by them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from reader.checks.built_pages import Built
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "site-contents"
SEVERITY = "stop"
_WHERE = 'look at <nav class="contents"> in overrides/main.html, and at “nav:” in mkdocs.yml'


def check(site: Path, pages: list[Built], book: Book) -> Iterator[Finding]:
    """Read the contents of every page of the book but the cover, which is one big list of contents itself."""
    inside = {f"{page.url}index.html" for page in book.pages if page.url}
    for page in pages:
        if not page.contents:
            if page.path in inside:
                yield Finding(f"site/{page.path}", 0, NAME, f"the page has no contents, so nothing leads on from it; {_WHERE}")
            continue
        empty = [(target, line) for words, target, line in page.contents if not words.strip()]
        if empty:
            count = "a link of the contents has" if len(empty) == 1 else f"{len(empty)} links of the contents have"
            yield Finding(
                f"site/{page.path}", empty[0][1], NAME, f"{count} no words, and the first leads to “{empty[0][0]}”; {_WHERE}"
            )
        places = {_place(page.path, target) for _, target, _ in page.contents}
        if len(places) == 1 and len(book.chapters) > 1:
            yield Finding(f"site/{page.path}", page.contents[0][2], NAME, "all links of the contents lead to the same place, "
                          f"“{page.contents[0][1]}”; {_WHERE}")  # fmt: skip


def _place(path: str, target: str) -> str:
    """The page that a link of the page `path` leads to, however it is written."""
    where = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), urlsplit(target).path))
    return where.removesuffix("index.html").rstrip("/")

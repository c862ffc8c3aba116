"""Every link inside the finished site arrives: in text, menus and templates alike."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader import files
from reader.checks.built_pages import Built
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "site-links"
SEVERITY = "stop"


def check(site: Path, pages: list[Built], book: Book) -> Iterator[Finding]:
    """Follow links and what pages load, as a plain file server would."""
    ids = {page.path: {name for name, _ in page.ids} for page in pages}
    there = frozenset(files.below(site))
    for page in pages:
        for target, line in (*page.links, *page.loads):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc or page.path == "404.html":
                continue  # 404.html is served anywhere, so its links begin at the server's root: the browser tests try it
            folder = posixpath.dirname(page.path)
            path = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else page.path
            if path not in there:
                path = posixpath.normpath(posixpath.join(path, "index.html"))
            if path not in there:
                yield Finding(f"site/{page.path}", line, NAME, f"“{target}” leads to nothing in the finished site")
            elif parts.fragment and path in ids and unquote(parts.fragment) not in ids[path]:
                yield Finding(f"site/{page.path}", line, NAME, f"“{target}” leads to no place on its page")

"""A page loads nothing from anybody else: no fonts, counters, scripts or pictures from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from reader.checks.built_pages import Built
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "site-third-party"
SEVERITY = "stop"
_CSS = re.compile(r"(?:url\(\s*|@import\s+)[\"']?((?:https?:)?//[^\"')\s]+)", re.IGNORECASE)
_SCRIPT = re.compile(r"(?:fetch|import|importScripts|open|Worker)\(\s*[\"']((?:https?:)?//[^\"'\s]+)")


def check(site: Path, pages: list[Built], book: Book) -> Iterator[Finding]:
    """Look at what pages, style sheets and scripts fetch by themselves."""
    own = urlsplit(book.settings.addresses.site).netloc
    for page in pages:
        for target, line in page.loads:
            host = urlsplit(target).netloc
            if host and host != own:
                yield _finding(f"site/{page.path}", line, target)
        for text, line in page.code:
            for match in (*_CSS.finditer(text), *_SCRIPT.finditer(text)):
                yield _finding(f"site/{page.path}", line + text.count("\n", 0, match.start()), match[1])
    for pattern, names in ((_CSS, "*.css"), (_SCRIPT, "*.js")):
        for file in sorted(site.rglob(names)):
            text = file.read_text(encoding="utf-8")
            for match in pattern.finditer(text):
                yield _finding(f"site/{file.relative_to(site).as_posix()}", text.count("\n", 0, match.start()) + 1, match[1])


def _finding(path: str, line: int, target: str) -> Finding:
    return Finding(path, line, NAME, f"loads {target} from another host, which then knows the reader; put a copy into "
                   "docs/assets, or make it a link")  # fmt: skip

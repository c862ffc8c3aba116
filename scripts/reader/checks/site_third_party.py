"""A page loads nothing from anybody else: no fonts, counters, scripts or pictures from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from reader import files
from reader.checks.built_pages import Built
from reader.source import css
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "site-third-party"
SEVERITY = "stop"
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
            for target, at in (*_of_sheet(text), *_of_script(text)):
                yield _finding(f"site/{page.path}", line + at - 1, target)
    for reads, ending in ((_of_sheet, ".css"), (_of_script, ".js")):
        for path in files.below(site, ending):
            for target, line in reads((site / path).read_text(encoding="utf-8")):
                yield _finding(f"site/{path}", line, target)


def _of_sheet(text: str) -> Iterator[tuple[str, int]]:
    for target, line in dict.fromkeys(css.far(text)):
        if not target.startswith(("data:", "@")):  # the theme's own sheets hold their signs in themselves
            yield target, line


def _of_script(text: str) -> Iterator[tuple[str, int]]:
    for match in _SCRIPT.finditer(text):
        yield match[1], text.count("\n", 0, match.start()) + 1


def _finding(path: str, line: int, target: str) -> Finding:
    return Finding(path, line, NAME, f"loads {target} from another host, which then knows the reader; put a copy into "
                   "docs/assets, or make it a link")  # fmt: skip

"""A page costs little to open on a phone: bytes as a server sends them, compressed."""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader.checks.built_pages import Built
from reader.source import sent
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.sent import Sizes

NAME = "site-weight"
SEVERITY = "stop"
FIRST_VISIT = 100_000
PAGE = 15_000


def check(site: Path, pages: list[Built], book: Book) -> Iterator[Finding]:
    """Add up every page and what it loads before anyone touches the search."""
    base, sizes = urlsplit(book.settings.addresses.site).path, Sizes(book.root)
    of_file = functools.cache(lambda file: sizes.of(file.read_bytes()))  # every page loads the same scripts and styles
    for page in pages:
        own, first = weigh(site, page, base, of_file)
        if first > FIRST_VISIT:
            yield Finding(f"site/{page.path}", 0, NAME, f"a first visit costs {first // 1000} KB, and the limit is "
                          f"{FIRST_VISIT // 1000} KB; make pictures smaller or the page shorter")  # fmt: skip
        if own > PAGE:
            yield Finding(f"site/{page.path}", 0, NAME, f"the page itself has {own / 1000:.1f} KB, and {PAGE // 1000} KB is the "
                          "limit; split it")  # fmt: skip
    sizes.keep()


def _of_file(file: Path) -> int:
    return sent.size(file.read_bytes())


def weigh(site: Path, page: Built, base: str = "", of_file: Callable[[Path], int] = _of_file) -> tuple[int, int]:
    """Bytes of the page alone and of a first visit, as they are sent.

    `base` is the path of the site on its server, if it has one.
    """
    own = of_file(site / page.path)
    files = set()
    for target, _ in page.loads:
        parts = urlsplit(target)
        path = parts.path.removeprefix(base) if parts.path.startswith("/") else parts.path
        folder = "" if parts.path.startswith("/") else posixpath.dirname(page.path)
        files.add(posixpath.normpath(posixpath.join(folder, unquote(path).lstrip("/"))))
    shared = [site / name for name in files if (site / name).is_file()]
    return own, own + sum(map(of_file, shared))

"""Style sheets load nothing from elsewhere, whatever way it is written: one sheet, and pictures of our own."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source import css, own_files
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "styles"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Read the style sheets of the site and of the papers."""
    for folder in ("docs", "overrides"):
        for file in own_files.walk(book.root, folder):
            if file.suffix != ".css" or not own_files.is_own(book.root, file):
                continue
            for target, line in dict.fromkeys(css.far(file.read_text(encoding="utf-8-sig", errors="replace"))):
                yield Finding(file.relative_to(book.root).as_posix(), line, NAME, said(target))


def said(target: str) -> str:
    """The sentence about an address that a style sheet loads."""
    if target.startswith("@"):
        return f"{target} brings in another style sheet or another way of reading this one; write the styles here"
    return f"loads {target[:80]} from another host, which then knows the reader; put a copy into docs/assets, and write its path"

"""No file is left with the marks that git puts where two changes met."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.source import own_files
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "conflict-marks"
SEVERITY = "stop"
_MARK = re.compile(r"^(?:<{7}|>{7}) .*$", re.MULTILINE)


def check(book: Book) -> Iterator[Finding]:
    """Look through pages, fixed words and registers."""
    for file in sorted(own_files.walk(book.root, "docs")):
        if file.suffix not in (".md", ".yml"):
            continue
        content = file.read_text(encoding="utf-8", errors="replace")
        for match in _MARK.finditer(content):
            path, line = file.relative_to(book.root).as_posix(), content.count("\n", 0, match.start()) + 1
            yield Finding(path, line, NAME, "two changes met here and were never brought together; keep the right words and "
                          "delete the lines of <, = and >")  # fmt: skip

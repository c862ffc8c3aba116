"""Drawings are ours, small and inert: no scripts, no pictures or fonts from elsewhere."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

from reader.source import own_files
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "drawings"
SEVERITY = "stop"
MOST_BYTES = 12_000
_UNSAFE = re.compile(r"<script|\bon\w+\s*=|<image|<foreignObject|(?:href|src)\s*=\s*[\"'](?!#)|url\((?!#)|@import", re.IGNORECASE)


def check(book: Book) -> Iterator[Finding]:
    """Read every SVG file of docs/assets."""
    for file in (file for file in own_files.walk(book.root, "docs/assets") if file.suffix == ".svg"):
        path, content = file.relative_to(book.root).as_posix(), file.read_text(encoding="utf-8-sig")
        try:
            root = ElementTree.fromstring(content)
        except ElementTree.ParseError as error:
            yield Finding(path, error.position[0], NAME, f"this is not a whole SVG file ({error.msg}); save it again")
            continue
        if "viewBox" not in root.attrib:
            yield Finding(path, 1, NAME, "has no viewBox, so it can't be scaled; add one to its first tag")
        if match := _UNSAFE.search(content):
            yield Finding(path, content.count("\n", 0, match.start()) + 1, NAME, f"“{match[0]}” could run or load something; "
                          "keep plain lines and shapes")  # fmt: skip
        if len(content.encode()) > MOST_BYTES:
            yield Finding(path, 0, NAME, f"has {len(content.encode())} bytes; draw it with fewer points, at most {MOST_BYTES}")

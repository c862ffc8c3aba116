"""Drawings are small and inert: plain shapes and words, no scripts, no pictures or fonts from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from reader.render.drawing import DrawingError, read
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "drawings"
SEVERITY = "stop"
MOST_BYTES = 12_000


def check(book: Book) -> Iterator[Finding]:
    """Read every SVG file below docs/: the site holds them all, whether a page shows them or not."""
    for file in sorted((book.root / "docs").rglob("*")):
        if file.suffix.lower() != ".svg" or not file.is_file():
            continue
        path, content = file.relative_to(book.root).as_posix(), file.read_bytes()
        if len(content) > MOST_BYTES:
            yield Finding(path, 0, NAME, f"has {len(content)} bytes; draw it with fewer points, at most {MOST_BYTES}")
            continue
        try:
            read(content)
        except DrawingError as error:
            yield Finding(path, error.line, NAME, error.message)

"""Drawings are small and inert: plain shapes and words, no scripts, no pictures or fonts from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from reader.render.drawing import DrawingError, read
from reader.source import own_files
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "drawings"
SEVERITY = "stop"
MOST_BYTES = 12_000


def check(book: Book) -> Iterator[Finding]:
    """Read every SVG file below docs/, wherever it stands; leftovers of editors are never published."""
    for file in own_files.walk(book.root, "docs"):
        if file.suffix.lower() != ".svg":
            continue
        path, content = file.relative_to(book.root).as_posix(), file.read_bytes()
        if len(content) > MOST_BYTES:
            yield Finding(path, 0, NAME, f"has {len(content)} bytes; draw it with fewer points, at most {MOST_BYTES}")
            continue
        try:
            read(content)
        except DrawingError as error:
            yield Finding(path, error.line, NAME, error.message)

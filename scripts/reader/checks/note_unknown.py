"""A note names a source that a register holds."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import prose
from reader.source.syntax import NOTE_MARK

NAME = "note-unknown"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Look up the id of every note."""
    for page in book.texts:
        text = prose(page)
        for match in NOTE_MARK.finditer(text.text):
            if match[1] in book.register.sources:
                continue
            near = difflib.get_close_matches(match[1], book.register.sources, 1)
            advice = f"did you mean [^{near[0]}]?" if near else "add it with title, publisher, date and kind"
            yield Finding(
                page.file, text.line(match.start()), NAME, f"there is no source “{match[1]}” in any facts.yml; {advice}"
            )

"""Headings hold no facts and no notes: the value would become part of every link to the heading."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import prose
from reader.source.syntax import FACT_LINK, NOTE_MARK

NAME = "fact-in-heading"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Look at every heading."""
    for page in book.texts:
        text = prose(page)
        for heading in text.headings:
            if FACT_LINK.search(heading.raw) or NOTE_MARK.search(heading.raw):
                yield Finding(page.file, text.line(heading.at), NAME, "a fact or a note stands in this heading; say it in "
                              "the first sentence below it")  # fmt: skip

"""Fact links and notes are written so that they work: [value](fact:id) and [^source], nothing more."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source import syntax
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import blank, prose

NAME = "fact-form"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Find what the page would print as it stands, or drop."""
    for page in book.texts:
        text = prose(page)
        for match in syntax.FACT_WITH_TITLE.finditer(text.text):
            yield Finding(page.file, text.line(match.start()), NAME, f"{match[0]} has words behind the id; "
                          "write only [value](fact:id)")  # fmt: skip
        for match in syntax.NOTE_WRITTEN_OUT.finditer(text.text):
            yield Finding(page.file, text.line(match.start()), NAME, "a note is not written out in the page; put its source "
                          "into a facts.yml under sources: and use its id")  # fmt: skip
        for match in syntax.MARK_IN_A_TAG.finditer(text.text):
            yield Finding(page.file, text.line(match.start()), NAME, "a fact or note stands inside HTML tags, where it does "
                          "not work; write this line in Markdown")  # fmt: skip
        rest = blank(
            text.text, syntax.FACT_WITH_TITLE, syntax.NOTE_WRITTEN_OUT, syntax.MARK_IN_A_TAG, syntax.FACT_LINK, syntax.NOTE_MARK
        )
        for match in syntax.HALF_A_MARK.finditer(rest):
            yield Finding(page.file, text.line(match.start()), NAME, "this is not a whole fact link or note; write "
                          "[value](fact:id) or [^source], with no brackets inside")  # fmt: skip

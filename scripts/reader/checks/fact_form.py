"""Fact links and notes are written so that they work: [value](fact:id) and [^source], nothing more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import blank, prose
from reader.source.syntax import FACT_LINK, NOTE_MARK

NAME = "fact-form"
SEVERITY = "stop"
_TITLE = re.compile(r"\[[^\[\]]+\]\(fact:[^)\s]+\s+[^)]*\)")
_LEFT = re.compile(r"fact:[a-z0-9-]|\[\^")
_DEFINITION = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)
_RAW = re.compile(r"^<(?!!--)[a-z]+[^>\n]*>.*(?:fact:|\[\^)", re.MULTILINE)


def check(book: Book) -> Iterator[Finding]:
    """Find what the page would print as it stands, or drop."""
    for page in book.pages:
        text = prose(page)
        for match in _TITLE.finditer(text.text):
            yield Finding(page.file, text.line(match.start()), NAME, f"{match[0]} has words behind the id; "
                          "write only [value](fact:id)")  # fmt: skip
        for match in _DEFINITION.finditer(text.text):
            yield Finding(page.file, text.line(match.start()), NAME, "a note is not written out in the page; put its source "
                          "into a facts.yml under sources: and use its id")  # fmt: skip
        for match in _RAW.finditer(text.text):
            yield Finding(page.file, text.line(match.start()), NAME, "a fact or note stands inside HTML tags, where it does "
                          "not work; write this line in Markdown")  # fmt: skip
        rest = blank(text.text, _TITLE, _DEFINITION, _RAW, FACT_LINK, NOTE_MARK)
        for match in _LEFT.finditer(rest):
            yield Finding(page.file, text.line(match.start()), NAME, "this is not a whole fact link or note; write "
                          "[value](fact:id) or [^source], with no brackets inside")  # fmt: skip

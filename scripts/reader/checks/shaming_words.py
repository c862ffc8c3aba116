"""Words that shame people: the list in docs/language.yml belongs to the people it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.language import FILE
from reader.source.prose import prose

NAME = "shaming-words"
SEVERITY = "tell"


def check(book: Book) -> Iterator[Finding]:
    """Look for each word of the list outside quotation marks: a word may be talked about."""
    for page in book.texts:
        text = prose(page)
        spoken = "\n".join(_unquoted(line) for line in text.text.split("\n"))
        for entry in book.language.entries:
            for match in re.finditer(rf"\b{entry.instead_of}\b", spoken, re.IGNORECASE):
                yield Finding(page.file, text.line(match.start()), NAME, f"“{match[0]}”: {FILE} suggests “{entry.say}” "
                              f"({entry.why})")  # fmt: skip


def _unquoted(line: str) -> str:
    """The line with what is quoted turned into spaces. A quotation mark that is never closed quotes nothing."""
    out: list[str] = []
    at, never_closed = 0, set()
    for match in re.finditer(r"[“\"]", line):
        mark = match[0]
        if match.start() < at or mark in never_closed:
            continue
        end = line.find("”" if mark == "“" else '"', match.end())
        if end < 0:
            never_closed.add(mark)
            continue
        out += (line[at : match.start()], " " * (end + 1 - match.start()))
        at = end + 1
    return "".join((*out, line[at:]))

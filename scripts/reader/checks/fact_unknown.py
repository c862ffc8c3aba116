"""A link to a fact names one that the register holds."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import prose
from reader.source.syntax import FACT_LINK

NAME = "fact-unknown"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Look up the id of every fact link."""
    for page in book.texts:
        text = prose(page)
        for match in FACT_LINK.finditer(text.text):
            if match[2] in book.register.facts:
                continue
            near = difflib.get_close_matches(match[2], book.register.facts, 1)
            advice = f"did you mean fact:{near[0]}?" if near else "add it to a facts.yml with its source and date"
            yield Finding(page.file, text.line(match.start()), NAME, f"there is no fact “{match[2]}” in any facts.yml; {advice}")

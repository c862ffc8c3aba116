"""The words of a fact link are the value in the register."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import prose
from reader.source.syntax import FACT_LINK

NAME = "fact-value"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Compare text and register, the text first: that is what the contributor has just changed."""
    for page in book.texts:
        text = prose(page)
        for match in FACT_LINK.finditer(text.text):
            found = book.register.facts.get(match[2])
            fact = found and found.base
            said = " ".join(match[1].split())
            if fact is None or said == fact.value:
                continue
            yield Finding(page.file, text.line(match.start()), NAME, f"the text says {said}, the register says "
                          f"{fact.value} ({fact.path}:{fact.value_line}). If {said} is right, change the register and "
                          f"its date (or type: scripts/facts sync --from text {fact.id}); if not, change the text "
                          "(or type: scripts/facts sync --from register)")  # fmt: skip

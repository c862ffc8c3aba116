"""A fact or source that no page uses gets old without anyone seeing it."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding

NAME = "fact-unused"
SEVERITY = "tell"


def check(book: Book) -> Iterator[Finding]:
    """Name facts without a page, and sources without a fact or a note."""
    facts = {name for page in book.texts for name in page.facts}
    for fact in book.register.facts.values():
        if fact.id not in facts:
            yield Finding(fact.path, fact.line, NAME, f"no page uses the fact {fact.id}; delete it, or use it")
    cited = {name for page in book.texts for name in page.notes}
    cited |= {name for fact in book.register.facts.values() for name in fact.sources}
    for source in book.register.sources.values():
        if source.id not in cited:
            yield Finding(source.path, source.line, NAME, f"nothing names the source {source.id}; delete or use it")

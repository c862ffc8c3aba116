"""Facts whose date has to stand beside them: somebody could look for a newer source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reader.source.book import Book
from reader.source.finding import Finding

NAME = "old-facts"
SEVERITY = "tell"


def check(book: Book) -> Iterator[Finding]:
    """Count them in one line; scripts/facts old lists them. An old fact never stops a build."""
    old = [fact for fact in book.register.facts.values() if fact.is_old(date.today())]
    if old:
        undated = sum(fact.as_of is None for fact in old)
        yield Finding("docs", 0, NAME, f"{len(old)} of {len(book.register.facts)} facts are old or undated ({undated} "
                      "undated); scripts/facts old lists them")  # fmt: skip

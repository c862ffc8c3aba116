"""One number, one fact: a number that stands in the register twice will one day be corrected once."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source import phone
from reader.source.book import Book
from reader.source.facts import Fact
from reader.source.finding import Finding

NAME = "fact-twin"
SEVERITY = "stop"
_ADDRESSES = ("phone", "emergency", "email", "address")


def check(book: Book) -> Iterator[Finding]:
    """Compare the numbers and addresses of all facts, however they are written."""
    known: dict[str, Fact] = {}
    for fact in book.register.facts.values():
        if fact.kind not in _ADDRESSES:
            continue
        first = known.setdefault(phone.same_number(fact.value), fact)
        if first is not fact:
            yield Finding(fact.path, fact.line, NAME, f"{fact.value} is the fact {first.id} already ({first.path}:{first.line}); "
                          f"delete {fact.id}, and write fact:{first.id} where pages use it")  # fmt: skip

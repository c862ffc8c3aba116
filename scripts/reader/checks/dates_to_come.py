"""No date lies ahead: a value dated tomorrow would never count as old."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from reader.source import dates
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "date-to-come"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Hold the dates of facts, sources and reviews against the day of this computer."""
    yield from ahead(book, date.today())


def ahead(book: Book, today: date) -> Iterator[Finding]:
    """Every date of the book that begins after `today`."""
    for source in book.register.sources.values():
        if _is_ahead(source.date.text if source.date else "", today):
            yield _finding(source.path, source.line, f"the date of the source {source.id}", source.date, today)
    for fact in book.register.facts.values():
        if fact.as_of and _is_ahead(fact.as_of.text, today):
            yield _finding(fact.path, fact.line, f"the as_of of the fact {fact.id}", fact.as_of, today)
        if _is_ahead(fact.read, today):
            yield _finding(fact.path, fact.line, f"the “read” of the fact {fact.id}", dates.parse(fact.read), today)
    for page in book.pages:
        for review in page.reviewed:
            if _is_ahead(review.on, today):
                yield _finding(page.file, 1, f"the review by {review.by}", dates.parse(review.on), today)


def _is_ahead(text: str, today: date) -> bool:
    try:
        found = dates.parse(text)
    except ValueError:
        return False  # a review may be dated in words
    return found is not None and found.first > today


def _finding(path: str, line: int, what: str, when: dates.PartialDate | None, today: date) -> Finding:
    told = when.text if when else ""
    return Finding(path, line, NAME, f"{what} is {told}, which is still to come (today is {today.isoformat()}, this computer "
                   "says); type the day the source gives, or set the computer's clock")  # fmt: skip

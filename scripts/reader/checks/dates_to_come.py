"""No date lies ahead: a value dated tomorrow would never count as old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reader.source import dates
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.page import Page
from reader.source.prose import prose

NAME = "date-to-come"
SEVERITY = "stop"
# Words that say when somebody looked: what they date can't lie ahead.
_NEAR = r"(?:[^.!?\n]|\.(?= \d{4})){0,60}"
_CLAIM = re.compile(
    r"\b(?:checked|reviewed|verified|confirmed|updated|current|changed|read|seen|written|as of|as at)\b"
    rf"{_NEAR}(?:\n{_NEAR})?",
    re.IGNORECASE,
)


def check(book: Book) -> Iterator[Finding]:
    """Hold the dates of facts, sources and reviews against the day of this computer."""
    yield from ahead(book, date.today())


def ahead(book: Book, today: date) -> Iterator[Finding]:
    """Every date of the book that begins after `today`."""
    for source in book.register.sources.values():
        told = source.date.text if source.date else ""
        if _is_ahead(told, today):
            yield _finding(source.path, source.line, f"the date of the source {source.id}", told, today)
    for fact in book.register.facts.values():
        if fact.as_of and _is_ahead(fact.as_of.text, today):
            yield _finding(fact.path, fact.line, f"the as_of of the fact {fact.id}", fact.as_of.text, today)
        if _is_ahead(fact.read, today):
            yield _finding(fact.path, fact.line, f"the “read” of the fact {fact.id}", fact.read, today)
    for page in book.texts:
        yield from _of_page(page, today)


def _of_page(page: Page, today: date) -> Iterator[Finding]:
    for review in page.reviewed:
        if told := _later(review.on, today):
            yield _finding(page.file, 1, f"the review by {review.by}", told, today)
    text = prose(page)
    for match in _CLAIM.finditer(text.text):
        if told := _later(match[0], today):
            said = " ".join(match[0].split())[:60]
            yield _finding(page.file, text.line(match.start()), f"the day in “{said}”", told, today)


def _later(text: str, today: date) -> str:
    """The first date in a text that begins after `today`, as it is written there."""
    return next((told for told, first, _ in dates.written(text) if first > today), "")


def _is_ahead(text: str, today: date) -> bool:
    try:
        found = dates.parse(text)
    except ValueError:
        return False  # a review may be dated in words
    return found is not None and found.first > today


def _finding(path: str, line: int, what: str, told: str, today: date) -> Finding:
    return Finding(path, line, NAME, f"{what} is {told}, which is still to come (today is {today.isoformat()}, this computer "
                   "says); type the day the source gives, or set the computer's clock")  # fmt: skip

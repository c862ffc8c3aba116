"""Dates as sources give them: a year, a month, a day, or none at all."""

from __future__ import annotations

import calendar
import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

UNDATED = "undated"
_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
# Not calendar.month_name: it follows the machine's locale.
_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHORT = tuple(name[:3].lower() for name in _MONTHS)
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]}|\\.)?" if name != "May" else name for name in _MONTHS[1:])
_WRITTEN = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+)?(?:of\s+)?(?P<m>{_NAMES})\s+"
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<y>(?:19|2\d)\d\d)\b"
    r"|(?<![\d-])(?P<year>(?:19|2\d)\d\d)(?:[-/](?P<month>\d{1,2})(?:[-/](?P<dd>\d{1,2}))?)?(?![\d-])",
    re.IGNORECASE,
)


def in_words(day: date) -> str:
    """A day as people say it: 4 March 2021."""
    return f"{day.day} {_MONTHS[day.month]} {day.year}"


@dataclass(frozen=True)
class PartialDate:
    """A date known to the year, month or day: the days from `first` to `last`, both inclusive."""

    text: str
    first: date
    last: date

    def words(self) -> str:
        """The date as people say it: 2021, March 2021, 4 March 2021."""
        parts = self.text.split("-")
        if len(parts) == 1:
            return parts[0]
        return f"{_MONTHS[self.first.month]} {self.first.year}" if len(parts) == 2 else in_words(self.first)

    def months_before(self, today: date) -> int:
        """Whole months from its first possible day to `today`: what is not known counts as old."""
        months = (today.year - self.first.year) * 12 + today.month - self.first.month
        return months - (today.day < self.first.day)


def written(text: str) -> Iterator[tuple[str, date, int]]:
    """Every date in a text, in figures or in words: how it is written, its first possible day, and where it begins."""
    for match in _WRITTEN.finditer(text):
        month, day = match["month"] or match["m"] or "1", match["day"] or match["d"] or match["dd"] or "1"
        number = int(month) if month.isdigit() else _SHORT.index(month[:3].lower())
        with contextlib.suppress(ValueError):  # 31 February is no day
            yield match[0], date(int(match["year"] or match["y"]), number, int(day)), match.start()


def parse(text: str) -> PartialDate | None:
    """Read "YYYY", "YYYY-MM" or "YYYY-MM-DD"; None for "undated". Raises ValueError for anything else."""
    if text == UNDATED:
        return None
    match = _FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is not a date; write it as 2025, 2025-06, 2025-06-01 or undated")
    year, month, day = match.groups()
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise ValueError(f"“{text}” is not a day that exists; look at it again") from error
    last_month = int(month or 12)
    last = date(first.year, last_month, int(day or calendar.monthrange(first.year, last_month)[1]))
    return PartialDate(text, first, last)

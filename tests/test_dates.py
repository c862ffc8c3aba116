"""Dates as sources give them."""

from __future__ import annotations

from datetime import date

import pytest

from reader.source import dates


@pytest.mark.parametrize(
    ("text", "first", "last", "words"),
    [
        ("2021", date(2021, 1, 1), date(2021, 12, 31), "2021"),
        ("2021-03", date(2021, 3, 1), date(2021, 3, 31), "March 2021"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "February 2024"),
        ("2021-03-04", date(2021, 3, 4), date(2021, 3, 4), "4 March 2021"),
    ],
)
def test_a_date_is_known_to_the_year_month_or_day(text: str, first: date, last: date, words: str) -> None:
    found = dates.parse(text)
    assert found == dates.PartialDate(text, first, last)
    assert found.words() == words


def test_undated_is_no_date() -> None:
    assert dates.parse("undated") is None


@pytest.mark.parametrize(
    "text", ["", "21", "2021-3", "2021-03-4", "03/04/2021", "2021-03-04T12:00", " 2021", "2021\n", "Undated"]
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date; write it as 2025, 2025-06, 2025-06-01 or undated"):
        dates.parse(text)


@pytest.mark.parametrize("text", ["2021-02-29", "2021-13", "2021-00", "2021-01-00", "0000"])
def test_days_that_do_not_exist_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"“{text}” is not a day that exists"):
        dates.parse(text)


@pytest.mark.parametrize(
    ("text", "today", "months"),
    [
        ("2025-11-21", date(2026, 11, 20), 11),
        ("2025-11-21", date(2026, 11, 21), 12),
        ("2025-11", date(2026, 11, 1), 12),  # counted from the first day it can have been
        ("2025", date(2026, 11, 21), 22),
        ("2025-12-31", date(2026, 2, 28), 1),
        ("2027", date(2026, 12, 31), -1),
    ],
)
def test_age_is_counted_in_whole_months(text: str, today: date, months: int) -> None:
    found = dates.parse(text)
    assert found
    assert found.months_before(today) == months

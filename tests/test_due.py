"""Ages in public: the day on which a fact falls due, the list to ask with, the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reader.living import due
from reader.source import book, history
from reader.source.settings import Settings
from small import Project


@pytest.mark.parametrize("as_of", ["2026", "2026-01", "2026-01-31", "2024-02-29", "2025-12-31", "2026-08-30"])
def test_a_fact_is_due_on_the_first_day_that_it_is_old(as_of: str, project: Project) -> None:
    project.write(
        "docs/overdose/facts.yml", project.text("docs/overdose/facts.yml").replace('as_of: "2026-01"', f'as_of: "{as_of}"')
    )
    loaded = book.load(Settings(project.root))
    fact = loaded.register.facts["sample-line"]
    day = next(each.day for each in due.of(loaded) if each.fact.id == "sample-line")
    assert day is not None
    assert fact.as_of is not None
    old = next(n for n in range(2000) if fact.is_old(fact.as_of.first + timedelta(n)))
    assert fact.as_of.first + timedelta(old) == day


def test_the_list_names_whom_to_ask_and_what_to_say(project: Project) -> None:
    text = "\n".join(due.report(book.load(Settings(project.root)), date(2026, 11, 30)))
    assert text.startswith("1 of 3 values")
    assert "**Ask Somebody else**" in text
    assert "`sample-dose` undated page: “Is 0.4 mg still right? (Naloxone in one ampoule) Since when?" in text
    assert "sample-line" not in text
    assert "call-911" not in text


def test_the_calendar_is_well_made(project: Project) -> None:
    loaded, past = book.load(Settings(project.root)), history.read(project.root)
    text = due.calendar(loaded, past, "https://reader.example")
    rows = text.split("\r\n")
    assert all(len(row.encode()) <= 75 for row in rows)
    assert (rows[0], rows[-2], rows[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    whole = text.replace("\r\n ", "")
    assert "1-888-555-0100 (A line for tests)\\, as of January 2026. Ask Somebody." in whole
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 1
    assert text == due.calendar(loaded, past, "https://reader.example")

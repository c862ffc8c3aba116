"""Ages: the pages are built on one day and read on another."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from playwright.sync_api import Page

import reading
from reader.source.book import Book
from reader.source.dates import parse
from reader.source.history import History
from reader.tools.static_server import Host

from .conftest import EVERYTHING, Tabs

PARTS = 4 if EVERYTHING else 1  # for processes side by side
# Of every age: its date, the months it may stay hidden, and whether it is seen.
AGES = """() => [...document.querySelectorAll('.age')].map((e) => ({
  text: e.textContent.trim(), asOf: e.dataset.asOf ?? '', months: e.dataset.months ?? '', shown: e.checkVisibility(),
}))"""


def count_line(page: Page) -> str:
    lines = page.locator(".ages:visible")
    return lines.first.inner_text() if lines.count() else ""


def expected(ages: list[dict], day: date) -> list[bool]:
    """Which of them Python would show on a day: the rule of reader.source.facts, on the dates in the page."""
    dates = [parse(age["asOf"]) if age["asOf"] else None for age in ages]
    return [when is None or when.months_before(day) > int(age["months"]) for when, age in zip(dates, ages, strict=True)]


def check(page: Page, day: date, address: str) -> int:
    """The ages seen on a page are those of that day, and the line at its foot counts them. Without script: test_plain."""
    ages = page.evaluate(AGES)
    wanted = expected(ages, day)
    wrong = [age for age, want in zip(ages, wanted, strict=True) if age["shown"] != want]
    assert not wrong, f"/{address} on {day}: {wrong}"
    line, shown = count_line(page), sum(wanted)
    if shown:
        assert line.startswith(f"{shown} value{'s' * (shown != 1)} on this page"), f"/{address} on {day}: {shown} shown, “{line}”"
    else:
        assert not line, f"/{address} on {day}: none shown, “{line}”"
    return shown


def dates_on(page: Element) -> set[tuple[str, str]]:
    """Every date on a page, with the months for which it stays hidden."""
    return {(age.get("data-as-of", ""), age.get("data-months", "")) for age in reading.of_class(page, "age")}


def dated(site: Path, book: Book) -> list[str]:
    """Pages with ages: with --all every one, else so many that each date and each span stands on one of them."""
    addresses = [one.url for one in book.pages if dates_on(reading.page(site, one.url))]
    assert len(addresses) > 20
    return addresses if EVERYTHING else reading.telling(site, addresses, dates_on)


@pytest.mark.parametrize("part", range(PARTS))
def test_with_script_the_day_of_reading_counts(
    host: Host, site: Path, tabs: Tabs, book: Book, history: History, part: int
) -> None:
    built = history.day or date.today()
    day = date(built.year + 2, built.month, min(built.day, 28))
    page = tabs.new(width=1280)
    page.clock.set_fixed_time(datetime(day.year, day.month, day.day, 20, 30))  # 12:30 p.m. in Vancouver
    before = after = 0
    for address in dated(site, book)[part::PARTS]:
        page.goto(f"{host.url}{address}")
        after += check(page, day, address)
        before += sum(expected(page.evaluate(AGES), built))
    assert after > before, f"two years later no more ages are shown than {before}"


def test_the_day_it_gets_old(sub: Host, tabs: Tabs) -> None:
    """A phone number of January 2026 is old when more than twelve months have passed since its first day."""
    page = tabs.new()
    for day, old in ((date(2027, 1, 31), False), (date(2027, 2, 1), True)):
        page.clock.set_fixed_time(datetime(day.year, day.month, day.day, 20))
        page.goto(f"{sub.url}overdose/respond/")
        age = page.locator("a.phone ~ .age").first
        assert age.is_visible() is old, f"on {day}"
        check(page, day, "overdose/respond/")

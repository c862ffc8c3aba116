"""Every number of the register stands in the directory once, under a need; nothing there is typed by hand (typed-value)."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from reader.source import workspace
from reader.source.book import FACT_LINK
from small import ROOT

LISTED = ("phone", "emergency", "email")
HURRY = re.compile(r"^!!! tonight.*\n(?:(?: {4}.*)?\n)*", re.MULTILINE)  # says some again, for whoever is in a hurry
BOOK, _ = workspace.shelf(ROOT)
NUMBERS = [fact for fact in BOOK.register.facts.values() if fact.kind in LISTED and fact.id != "911"]  # 9-1-1 is no need


@pytest.fixture(scope="module")
def listed() -> Counter[str]:
    """How often the directory names each fact."""
    page = next(page for page in BOOK.pages if page.path == "directory/index.md")
    assert HURRY.search(page.body), "the box for a hurry has another name now"
    return Counter(match[2] for match in FACT_LINK.finditer(HURRY.sub("", page.body)))


@pytest.mark.parametrize("fact", NUMBERS, ids=lambda fact: fact.id)
def test_a_number_stands_in_the_directory(fact, listed: Counter[str]) -> None:
    place = f"{fact.path}:{fact.line}"
    assert listed[fact.id], f"{fact.value} ({place}) is not in docs/directory/index.md; add it where people need it"
    if fact.kind != "emergency":  # a nurse is a nurse under three needs
        assert listed[fact.id] == 1, f"{fact.value} ({place}) stands in docs/directory/index.md {listed[fact.id]} times; keep one"


def test_numbers_live_in_the_directory() -> None:
    strays = [f"{fact.path}:{fact.line} {fact.value}" for fact in NUMBERS if fact.path != "docs/directory/facts.yml"]
    assert not strays, f"numbers belong in docs/directory/facts.yml: {strays}"

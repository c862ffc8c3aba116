"""The register: what a fact knows of itself. What is refused has its cases in tests/cases/rules/contents."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from reader.source import book, facts
from reader.source import register as reading
from reader.source.book import fact_files
from reader.source.facts import Fact, Register
from reader.source.settings import Settings
from small import ROOT, Project

SOURCES = """sources:
  dated: {title: T, publisher: P, url: https://example.org/x, date: "2025-06", kind: law}
  newer: {title: T, publisher: P, date: "2026", kind: news}
  undated: {title: T, publisher: P, date: undated, kind: other}
"""


def register(tmp_path: Path, entries: str, sources: str = SOURCES) -> Register:
    file = tmp_path / "facts.yml"
    file.write_text(f"{sources}facts:\n{entries}", encoding="utf-8")
    return reading.load(iter([("docs/x/facts.yml", file)]))


def fact(tmp_path: Path, kind: str, as_of: str, sources: str = "[dated]") -> Fact:
    value = {"phone": "604-555-0131", "emergency": "9-1-1", "email": "kit@example.org"}.get(kind, "V")
    entry = f'  it: {{value: {value}, kind: {kind}, what: W, sources: {sources}, as_of: {as_of}, read: "2026-11"}}\n'
    loaded = register(tmp_path, entry)
    assert loaded.problems == []
    return loaded.facts["it"]


TYPED = """sources:
  good: {title: T, publisher: P, date: "2025-06", kind: law}
  other: {title: T, publisher: P, date: "2025-06", kind: law}
facts:
  first:
    value: 9 am
    kind: hours
    what: W
    sources: [good]
    as_of: "2025"
  second: {value: 9 am, kind: hours, what: W, sources: [other], as_of: "2025"}
"""
ELSEWHERE = """facts:
  a: {value: 9 am, kind: hours, what: W, sources: [good], as_of: "2025"}
  b: {value: 9 am, kind: hours, what: W, sources: [other, nowhere], as_of: "2025"}
"""


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("  other: {", "\tother: {", 3),
        ("  other: {", "   other: {", 3),
        ("  good: {", "good: {", 3),
        ("kind: law}\n  other", "kind: call}\n  other", 2),
        ("publisher: P, date", "date", 2),
        ("  good: {", "  Good: {", 2),
        ("sources:\n  good", "sorces:\n  good", 1),
        ('  good: {title: T, publisher: P, date: "2025-06", kind: law}\n', "  - good: {title: T}\n", 3),
        ("  second: {", "  first: {", 11),
        ("kind: hours\n    what: W\n", "kind: hours\n    what: W “\x00\n", 9),
    ],
)
def test_one_mistake_is_said_once(old: str, new: str, line: int, tmp_path: Path) -> None:
    """What may stand where something is wrong is not called missing; what is nowhere still is."""
    assert old in TYPED
    for name, text in (("x", TYPED.replace(old, new, 1)), ("y", ELSEWHERE)):
        (tmp_path / f"{name}.yml").write_text(text, encoding="utf-8")
    found = reading.load(iter((f"docs/{name}/facts.yml", tmp_path / f"{name}.yml") for name in ("x", "y"))).problems
    assert {(each.path, each.line) for each in found} == {("docs/x/facts.yml", line), ("docs/y/facts.yml", 3)}, found
    (nowhere,) = [each.message for each in found if each.path == "docs/y/facts.yml"]
    assert "b names a source “nowhere” that is in no facts.yml" in nowhere


def test_a_file_that_is_not_utf8_may_hold_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "x.yml").write_bytes(TYPED.replace("T,", "Café,").encode("latin-1"))
    (tmp_path / "y.yml").write_text(ELSEWHERE, encoding="utf-8")
    found = reading.load(iter((f"docs/{name}/facts.yml", tmp_path / f"{name}.yml") for name in ("x", "y"))).problems
    assert [(each.path, "nowhere" in each.message) for each in found] == [
        ("docs/x/facts.yml", False), ("docs/y/facts.yml", True),
    ]  # fmt: skip


def test_a_fact_knows_where_it_stands(tmp_path: Path) -> None:
    loaded = register(tmp_path, """  one:
    # a remark
    what: The first
    value:  "1  "
    kind: fee
    sources: [newer,
      dated]
    as_of: "2025"
    note: >
      in two
      lines
  two: {value: 9 am, kind: hours, what: The second, sources: [undated], as_of: undated, read: "2026-11"}
""")  # fmt: skip
    assert loaded.problems == []
    one, two = loaded.facts.values()
    assert (one.value, one.note, one.sources) == ("1", "in two lines", ("newer", "dated"))
    assert (one.path, one.line, one.value_line, one.last_line) == ("docs/x/facts.yml", 6, 9, 16)
    assert (two.line, two.value_line) == (17, 17)
    assert (one.dated, two.dated) == ("as of 2025", "undated page")
    assert loaded.sources["newer"].url == ""
    assert (loaded.sources["dated"].dated, loaded.sources["undated"].dated) == ("June 2025", "undated page")
    assert (loaded.sources["newer"].line, loaded.sources["newer"].last_line) == (3, 3)


@pytest.mark.parametrize(
    ("names", "oldest"), [("[newer, dated]", "dated"), ("[dated, undated]", "undated"), ("[newer]", "newer")]
)
def test_the_oldest_source_dates_a_fact(names: str, oldest: str, tmp_path: Path) -> None:
    loaded = register(tmp_path, f'  it: {{value: V, kind: fee, what: W, sources: {names}, as_of: "2025"}}\n')
    found = loaded.oldest(loaded.facts["it"])
    assert found
    assert found.id == oldest


@pytest.mark.parametrize("kind", facts.KINDS)
def test_every_kind_gets_old_when_the_design_says(kind: str, tmp_path: Path) -> None:
    """Older than 12 months, or 24: a value of June 2024 from July 2025 on, or July 2026."""
    year = 2025 if kind in ("phone", "email", "address", "hours", "rate", "status") else 2026
    found = fact(tmp_path, kind, as_of='"2024-06"')
    assert not found.is_old(date(year, 6, 30))
    assert found.is_old(date(year, 7, 1)) == (kind != "emergency")


def test_undated_is_old_at_once_but_an_emergency_number_never(tmp_path: Path) -> None:
    assert fact(tmp_path, "phone", "undated", "[undated]").is_old(date(2026, 11, 21))
    assert not fact(tmp_path, "emergency", "undated", "[undated]").is_old(date(2099, 1, 1))


def test_an_empty_file_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "facts.yml").write_text("# nothing yet\n", encoding="utf-8")
    loaded = reading.load(iter([("docs/x/facts.yml", tmp_path / "facts.yml")]))
    assert (loaded.facts, loaded.problems) == ({}, [])


def test_scalars_stay_the_text_that_stands_in_the_file(tmp_path: Path) -> None:
    """YAML would make numbers, booleans and dates of these."""
    entry = "  it: {value: 9-8-8, kind: time, what: yes, sources: [dated], as_of: 2025-06}\n"
    loaded = register(tmp_path, entry + "  bare: {value: 0x10, kind: form, what: 1_000, sources: [dated], as_of: 2025}\n")
    assert loaded.problems == []
    assert (loaded.facts["it"].what, loaded.facts["bare"].value, loaded.facts["bare"].what) == ("yes", "0x10", "1_000")


def test_the_kinds_are_those_of_the_design() -> None:
    assert facts.KINDS == (
        "phone",
        "emergency",
        "email",
        "address",
        "hours",
        "fee",
        "rate",
        "dose",
        "time",
        "form",
        "figure",
        "status",
    )


def test_the_call_in_contributing_can_be_copied(project: Project) -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (row,) = re.findall(r"^```yaml\n(.+\n)```$", text, re.MULTILINE)
    named = re.findall(r"here `([a-z-]+)`", text)
    file = "docs/overdose/facts.yml"
    project.replace(file, "sources:\n", f"sources:\n{row}")
    old = 'what: A line for tests\n    sources: [sample-page]\n    as_of: "2026-01"'
    project.replace(file, old, f'what: A line for tests\n    sources: [{", ".join(named)}]\n    as_of: "2026-11-21"')
    assert [finding for finding in project.findings() if finding.severity == "stop"] == []
    sources = book.load(Settings(project.root)).register.sources
    assert [name for name, source in sources.items() if source.path == file and not name.startswith("sample")] == named
    assert [sources[name].dated for name in named] == ["21 November 2026"]


def test_a_source_of_no_kind_learns_what_a_call_is(tmp_path: Path) -> None:
    (wrong,) = register(tmp_path, "  {}\n", SOURCES.replace("kind: other", "kind: call")).problems
    assert wrong.message.endswith("news, peer-org, research, other (a call, too, is other)")


def test_every_facts_file_of_the_book_can_be_read() -> None:
    assert reading.load(fact_files(ROOT)).problems == []

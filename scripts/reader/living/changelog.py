"""The change log in words, docs/changes.yml: what somebody with an older copy has to know that no value says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reader.source import dates, schema
from reader.source.facts import Fact
from reader.source.finding import Finding

FILE = "docs/changes.yml"
RULE = "changes"
MATTERS = ("life", "law", "money", "other")  # in this order on every list
_LIFE, _LAW, _MONEY = {"overdose", "naloxone", "safe-supply"}, {"rights", "mental-health-act"}, {"money"}


@dataclass(frozen=True)
class Word:
    """One entry: a day, paths of pages below docs/, a sentence, and how much hangs on it."""

    day: date
    pages: tuple[str, ...]
    what: str
    matters: str


def read(root: Path) -> tuple[list[Word], list[Finding]]:
    """The entries of the right form, and what is wrong with the others. No file is no entries."""
    rules: dict[str, schema.Rule] = {
        "date": _day, "pages": schema.word_list, "what": schema.words, "matters": schema.one_of(MATTERS),
    }  # fmt: skip
    good, problems = schema.entries(root / FILE, FILE, RULE, "change", rules, {})
    found = []
    for entry in good:
        known = [path for path in entry["pages"] if (root / "docs" / path).is_file()]
        for path in entry["pages"]:
            if path not in known:
                problems.append(Finding(FILE, entry.line, RULE, f"names a page “{path}” that is not there; write its path "
                                        "in docs/, like overdose/respond.md"))  # fmt: skip
        found.append(Word(date.fromisoformat(entry["date"]), tuple(known), entry["what"].strip(), entry["matters"]))
    return found, problems


def weight(fact: Fact) -> str:
    """How much hangs on a value: a life, a court date, a cheque, or none of these."""
    if fact.kind in ("dose", "emergency") or (fact.folder in _LIFE and fact.kind in ("phone", "time", "status")):
        return "life"
    if fact.folder in _LAW:
        return "law"
    return "money" if fact.folder in _MONEY or fact.kind in ("fee", "rate") else "other"


def of_folder(folder: str) -> str:
    """How much hangs on a value of which no more is known than where it stood."""
    return "life" if folder in _LIFE else "law" if folder in _LAW else "money" if folder in _MONEY else "other"


def _day(value: Any) -> str | None:
    try:
        parsed = dates.parse(value) if isinstance(value, str) else None
    except ValueError as error:
        return f"is wrong: {error}"
    return None if parsed and len(parsed.text) == 10 else 'has to be a day, like "2026-11-30"'

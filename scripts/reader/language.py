"""The list of words that shame people, and what to say instead: docs/language.yml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reader import shape
from reader.finding import Finding
from reader.yamlfile import Mapping, YamlError
from reader.yamlfile import read as read_yaml

FILE = "docs/language.yml"


@dataclass(frozen=True)
class Entry:
    """One word: a pattern for the check (`instead_of`), what to say, and why."""

    instead_of: str
    say: str
    why: str


def read(root: Path) -> tuple[list[Entry], list[Finding]]:
    """The entries of the list in its order, and what is wrong with the file."""
    file = root / FILE
    if not file.is_file():
        return [], []
    try:
        content = read_yaml(file.read_text(encoding="utf-8"))
    except YamlError as error:
        return [], [Finding(FILE, error.line, "language", error.message, column=error.column)]
    fields: dict[str, shape.Rule] = {"instead_of": shape.words, "say": shape.words, "why": shape.words}
    entries, problems = [], []
    for number, item in enumerate(content or [], 1):
        line = item.line if isinstance(item, Mapping) else 1
        found = list(shape.findings(item, f"entry {number}", FILE, line, "language", fields, {}))
        problems += found
        if not found:
            entries.append(Entry(item["instead_of"], item["say"], item["why"]))
    return entries, problems

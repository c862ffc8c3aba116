"""Words that mean nearly the same to somebody who searches: docs/alike.yml, for the search."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.source import schema
from reader.source.finding import Finding

FILE = "docs/alike.yml"
_RULE = "alike"
_WORD = re.compile(r"[^\W_]{2,}")
_SHAPE = "like - [police, cop, officer]"


@dataclass
class Alike:
    """The groups of words, those of the right form alone, and what is wrong with the file."""

    groups: list[list[str]] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


def read(root: Path) -> Alike:
    """Read docs/alike.yml; without it there are no groups. Never raises for bad content: what is wrong stands in `problems`."""
    content, problems = schema.document(root / FILE, FILE, _RULE)
    if content is not None and not isinstance(content, list):
        return Alike(problems=[Finding(FILE, 1, _RULE, f"has to be lines {_SHAPE}")])
    found = Alike(problems=problems)
    if not content:
        return found
    text = (root / FILE).read_text(encoding="utf-8-sig").split("\n")
    lines = [number for number, line in enumerate(text, 1) if line.startswith("-")]
    for number, group in enumerate(content):
        if problem := _problem(group):
            line = lines[number] if len(lines) == len(content) else 0  # one group may run over more lines
            found.problems.append(Finding(FILE, line, _RULE, f"group {number + 1} {problem}"))
        else:
            found.groups.append([word.lower() for word in group])
    return found


def _problem(group: Any) -> str | None:
    if not isinstance(group, list) or len(group) < 2:
        return f"has to be two or more words, {_SHAPE}"
    wrong = next((word for word in group if not (isinstance(word, str) and _WORD.fullmatch(word))), None)
    return None if wrong is None else f"holds “{wrong}”: type single words of two letters or more, {_SHAPE}"

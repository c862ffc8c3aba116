"""What people ask, in their own words, and the page that answers: docs/asked.yml, for the search."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.source import schema
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping

FILE = "docs/asked.yml"
RULE = "asked"
_LONGEST = 80  # letters: whoever asks types less
_SHAPE = "a page and the questions below it, like overdose/respond.md: and - how many doses can you give"


@dataclass
class Asked:
    """Path of a page → what people ask who want it, and the line where its questions begin; and what is wrong with the file."""

    questions: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)


def read(root: Path) -> Asked:
    """Read docs/asked.yml; without it nothing was asked. Never raises for bad content: what is wrong stands in `problems`."""
    content, problems = schema.document(root / FILE, FILE, RULE)
    if content is None:
        return Asked(problems=problems)
    if not isinstance(content, Mapping):
        return Asked(problems=[Finding(FILE, 1, RULE, f"has to be {_SHAPE}")])
    found = Asked(lines=dict(content.lines))
    for path, questions in content.items():
        if problem := _problem(questions):
            found.problems.append(Finding(FILE, content.lines[path], RULE, f"{path}: {problem}"))
        else:
            found.questions[path] = questions
    return found


def _problem(questions: Any) -> str | None:
    if problem := schema.word_list(questions):
        return f"{problem}; write {_SHAPE}"
    if long := next((each for each in questions if schema.words(each) or len(each) > _LONGEST), None):
        return f"“{long[:30]} …” is longer than {_LONGEST} letters, or than one line; write it as short as people type"
    twice = next((each for at, each in enumerate(questions) if each in questions[:at]), None)
    return None if twice is None else f"“{twice}” stands there twice; delete one of them"

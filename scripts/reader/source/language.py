"""The list of words that shame people, and what to say instead: docs/language.yml, for the check and for its page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader.source import schema
from reader.source.finding import Finding

FILE = "docs/language.yml"


@dataclass(frozen=True)
class Entry:
    """One word: a pattern for the check (`instead_of`), what to say, why, and where groups see it otherwise (`but`).

    `shown` stands on the page instead of the pattern read aloud, where that makes a long row.
    """

    instead_of: str
    say: str
    why: str
    but: str = ""
    shown: str = ""


@dataclass
class Language:
    """The entries of the list in its order, and what is wrong with the file."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)


def read(root: Path) -> Language:
    """Read docs/language.yml. Never raises for bad content: what is wrong stands in `problems`."""
    required: dict[str, schema.Rule] = {"instead_of": _pattern, "say": schema.words, "why": schema.words}
    optional: dict[str, schema.Rule] = {"but": schema.words, "shown": schema.words}
    entries, problems = schema.entries(root / FILE, FILE, "language", "entry", required, optional)
    return Language([Entry(**entry) for entry in entries], problems)


def _pattern(value: Any) -> str | None:
    try:
        re.compile(str(value))
    except re.error as error:
        return f"can't be read as a pattern ({error}); type the word alone, or like (drug )?(addict|abuser)s?"
    return schema.words(value)


def spoken(pattern: str) -> str:
    """A pattern as words: “(drug )?(addict|abuser)s?” is “addict or abuser”; what may be there or not is left out."""
    certain = re.sub(r"\([^()]*\)\?|s\?", "", pattern).replace("?", "")
    return re.sub(r"\(([^()]*)\)", lambda choice: " or ".join(choice[1].replace("|", ", ").rsplit(", ", 1)), certain)

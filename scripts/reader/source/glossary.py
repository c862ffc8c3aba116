"""The glossary: one list, docs/glossary.yml, for whoever shows it or leads to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from reader.source import schema
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping

FILE = "docs/glossary.yml"


@dataclass(frozen=True)
class Term:
    """A word and its one meaning. `read`: the page below docs/, and its heading, that says more, or nothing.

    `in_text`: how other pages write it, where its first use leads here; `only_in`: the folders of the chapters where it
    has this meaning, if not everywhere. `on_paper`: what paper prints in brackets
    behind its first use in a chapter, or nothing.
    """

    word: str
    means: str
    read: str
    in_text: tuple[str, ...]
    only_in: tuple[str, ...]
    on_paper: str
    line: int

    @cached_property
    def id(self) -> str:
        """Its place on the page of the glossary: “Take Home Naloxone, THN” is take-home-naloxone-thn."""
        return re.sub(r"[^a-z0-9]+", "-", self.word.lower()).strip("-")

    def is_among(self, first: str, last: str) -> bool:
        """Whether it is listed by `<!-- here: glossary first-last -->`, two letters."""
        return first <= self.word[0].lower() <= last


@dataclass
class Glossary:
    """The terms in the order of the file, and what is wrong with it."""

    terms: list[Term] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)

    @cached_property
    def forms(self) -> dict[str, Term]:
        """Every form that leads to a term; one without capitals may begin a sentence, and each may have an s behind it."""
        found = {}
        for term in self.terms:
            for form in term.in_text:
                found[form] = term
                if form == form.lower():
                    found[form[:1].upper() + form[1:]] = term
        return found

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any form as a whole word, longer ones first; by first letters, or each word would be held against them all."""
        behind: dict[str, list[str]] = {}
        for form in sorted(self.forms, key=len, reverse=True):
            behind.setdefault(form[:1], []).append(re.escape(form[1:]))
        forms = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in behind.items())
        return re.compile(rf"(?<![\w-])({forms})s?(?![\w-])") if forms else re.compile(r"(?!)")


def read(root: Path) -> Glossary:
    """Read docs/glossary.yml. Never raises for bad content: what is wrong stands in `problems`."""
    required: dict[str, schema.Rule] = {"word": schema.words, "means": schema.words}
    optional: dict[str, schema.Rule] = {
        "read": schema.words,
        "in_text": schema.word_list,
        "only_in": schema.word_list,
        "on_paper": schema.words,
    }
    entries, problems = schema.entries(root / FILE, FILE, "glossary", "word", required, optional)
    return Glossary([_term(entry) for entry in entries], problems)


def _term(entry: Mapping) -> Term:
    forms, folders = tuple(entry.get("in_text", [entry["word"]])), tuple(entry.get("only_in", []))
    return Term(entry["word"], entry["means"], entry.get("read", ""), forms, folders, entry.get("on_paper", ""), entry.line)

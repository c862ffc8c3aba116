"""The list of words that shame people, and what to say instead: docs/language.yml, for the check and for its page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from reader import shape
from reader.finding import Finding
from reader.yamlfile import Mapping, YamlError
from reader.yamlfile import read as read_yaml

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
    more: dict[str, shape.Rule] = {"but": shape.words, "shown": shape.words}
    entries, problems = [], []
    for number, item in enumerate(content or [], 1):
        line = item.line if isinstance(item, Mapping) else 1
        found = list(shape.findings(item, f"entry {number}", FILE, line, "language", fields, more))
        problems += found
        if not found:
            entries.append(Entry(item["instead_of"], item["say"], item["why"], item.get("but", ""), item.get("shown", "")))
    return entries, problems


def table(entries: list[Entry]) -> Element:
    """The list as people read it: what `<!-- here: language -->` stands for."""
    listing = Element("table")
    head = SubElement(SubElement(listing, "thead"), "tr")
    for name in ("Instead of", "We say", "Why"):
        SubElement(head, "th").text = name
    body = SubElement(listing, "tbody")
    for entry in entries:
        row = SubElement(body, "tr")
        why = f"{entry.why[:1].upper()}{entry.why[1:]}. {entry.but}"
        for text in (entry.shown or spoken(entry.instead_of), entry.say, why.strip()):
            SubElement(row, "td").text = text
    return listing


def spoken(pattern: str) -> str:
    """A pattern as words: “(drug )?(addict|abuser)s?” is “addict or abuser”; what may be there or not is left out."""
    certain = re.sub(r"\([^()]*\)\?|s\?", "", pattern).replace("?", "")
    return re.sub(r"\(([^()]*)\)", lambda choice: " or ".join(choice[1].replace("|", ", ").rsplit(", ", 1)), certain)

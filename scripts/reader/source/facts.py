"""The register: every value that can change, with its source and its date."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from reader import letters
from reader.source import dates, phone, schema
from reader.source.dates import PartialDate
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping

KINDS = (
    "phone", "emergency", "email", "address", "hours", "fee", "rate", "dose", "time", "form", "figure", "status",
)  # fmt: skip
SOURCE_KINDS = ("government", "health-authority", "law", "news", "peer-org", "research", "other")
_MONTHS_UNTIL_OLD = dict.fromkeys(KINDS, 24) | dict.fromkeys(("phone", "email", "address", "hours", "rate", "status"), 12)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


_LISTED = re.compile(r"^<!-- here: facts((?: [a-z-]+)*) -->$", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """A published page or paper; `date` is None when it names none, `url` empty when only a copy was seen."""

    id: str
    title: str
    publisher: str
    url: str
    date: PartialDate | None
    kind: str
    path: str
    line: int
    last_line: int

    @property
    def dated(self) -> str:
        """Its date in words, or that it has none."""
        return self.date.words() if self.date else "undated page"


@dataclass(frozen=True)
class Fact:
    """One value; `as_of` is when its source was current, None when the source is undated."""

    id: str
    value: str
    kind: str
    what: str
    sources: tuple[str, ...]
    as_of: PartialDate | None
    read: str
    note: str
    path: str
    line: int
    value_line: int
    last_line: int

    @property
    def dated(self) -> str:
        """Its date in plain words, as it stands beside the value."""
        return f"as of {self.as_of.words()}" if self.as_of else "undated page"

    @property
    def months_until_old(self) -> int:
        """How long its date may go unsaid beside the value, in months; emergency numbers never need it."""
        return 0 if self.kind == "emergency" else _MONTHS_UNTIL_OLD[self.kind]

    def is_old(self, today: date) -> bool:
        """Whether its date has to stand beside the value: undated, or older than its kind allows."""
        if self.kind == "emergency":
            return False
        return self.as_of is None or self.as_of.months_before(today) > self.months_until_old


@dataclass
class Register:
    """All facts and sources by id, and what is wrong with the files they came from."""

    facts: dict[str, Fact] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)

    def oldest(self, fact: Fact) -> Source | None:
        """The source that dates the fact: an undated one before all others, then the oldest."""
        known = [self.sources[name] for name in fact.sources if name in self.sources]
        return min(known, key=lambda source: source.date.last if source.date else date.min, default=None)


def folder_of(fact: Fact) -> str:
    """The folder of docs/ that a fact lives in."""
    return fact.path.split("/")[1]


def shown(body: str, facts: Collection[Fact]) -> list[Fact]:
    """The facts that a page with this text lists: `<!-- here: facts overdose rights -->`; without folders, all."""
    found: list[Fact] = []
    for match in _LISTED.finditer(body):
        folders = match[1].split()
        found += [fact for fact in facts if not folders or folder_of(fact) in folders]
    return found


def load(files: Iterator[tuple[str, Path]]) -> Register:
    """Read the register from (name for messages, file) pairs. Never raises for bad content: see `problems`."""
    register = Register()
    for name, file in files:
        content, problems = schema.document(file, name, "register")
        register.problems += problems
        _add(register, name, content)
    register.problems.extend(_contradictions(register))
    return register


def _add(register: Register, path: str, content: Any) -> None:
    if content is None:
        return
    parts: dict[str, schema.Rule] = {"sources": _mapping, "facts": _mapping}
    bad = list(schema.findings(content, "this file", path, 1, "register", {}, parts))
    register.problems.extend(bad)
    if not isinstance(content, Mapping):
        return
    ends = _ends(content)
    for entry_id, entry in _entries(content.get("sources")):
        line = content["sources"].lines[entry_id]
        if _acceptable(register, path, line, "source", entry_id, entry, _SOURCE_FIELDS, _SOURCE_OPTIONAL):
            register.sources[entry_id] = Source(
                entry_id, entry["title"].strip(), entry["publisher"].strip(), entry.get("url", ""),
                dates.parse(entry["date"]), entry["kind"], path, line, ends[line],
            )  # fmt: skip
    for entry_id, entry in _entries(content.get("facts")):
        line = content["facts"].lines[entry_id]
        if _acceptable(register, path, line, "fact", entry_id, entry, _FACT_FIELDS, _FACT_OPTIONAL):
            register.facts[entry_id] = Fact(
                entry_id, entry["value"].strip(), entry["kind"], entry["what"].strip(), tuple(entry["sources"]),
                dates.parse(entry["as_of"]), entry.get("read", ""), " ".join(entry.get("note", "").split()),
                path, line, entry.lines["value"], ends[line],
            )  # fmt: skip


def _entries(mapping: Any) -> list[tuple[str, Any]]:
    return list(mapping.items()) if isinstance(mapping, Mapping) else []


def _ends(content: Mapping) -> dict[int, int]:
    """The last line of each entry: the line before the next one starts (a bound, good enough for blame)."""
    starts = sorted(
        line for part in content.values() if isinstance(part, Mapping) for line in (*part.lines.values(), part.line)
    ) + sorted(content.lines.values())
    starts.sort()
    ends = {}
    for line in starts:
        later = [other for other in starts if other > line]
        ends[line] = (later[0] - 1) if later else 10**6
    return ends


def _mapping(value: Any) -> str | None:
    return None if isinstance(value, Mapping) else "has to hold entries, each with an id and its fields below it"


def _date(value: Any) -> str | None:
    try:
        dates.parse(value if isinstance(value, str) else str(value))
    except ValueError as error:
        return f"is wrong: {error}"
    return None


def _url(value: Any) -> str | None:
    good = isinstance(value, str) and re.fullmatch(r"https?://[^\s/]+\.[^\s]+", value)
    return None if good else "has to be a whole address, like https://example.org/page; leave the field out if none"


_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+'-]*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


def _value(value: Any) -> str | None:
    """A value stands in the text of pages, letter for letter: nothing in it may come out otherwise there."""
    if (wrong := schema.words(value)) is not None:
        return wrong
    text = value.strip()
    if odd := next((letter for letter in text if letter.isspace() and letter != " "), ""):
        kind = "a tab" if odd == "\t" else f"a space that is not the one of the space bar (U+{ord(odd):04X}, often pasted)"
        return f"holds {kind}, and the same value in a page would never be equal to it; type: {' '.join(text.split())}"
    if "  " in text:
        return f"holds two spaces in a row, and a page shows one; type: {' '.join(text.split())}"
    if "|" in text:
        return f"holds “|”, which ends a cell where the value stands in a table; type: {text.replace('|', 'or')}"
    if "[" in text or "]" in text:
        plain = text.replace("[", "(").replace("]", ")")
        return f"holds a square bracket, which ends the link that a value stands in; type: {plain}"
    if strange := letters.strange(text):
        return f"holds {strange}; delete it and type it anew on the keyboard"
    return None


def _fits(kind: str, value: str) -> str | None:
    """Whether a press on the value does what people expect: call the number, write to the address."""
    if kind in ("phone", "emergency"):
        try:
            phone.read(value)
        except phone.NotANumberError as error:
            return str(error)
    if kind == "email" and not _EMAIL.fullmatch(value):
        found = _EMAIL.search(value)
        return "is not an e-mail address alone; type " + (found[0] if found else "one, like name@example.org") + ", nothing more"
    return None


_SOURCE_FIELDS: dict[str, schema.Rule] = {
    "title": schema.words, "publisher": schema.words, "date": _date, "kind": schema.one_of(SOURCE_KINDS),
}  # fmt: skip
_SOURCE_OPTIONAL: dict[str, schema.Rule] = {"url": _url}
_FACT_FIELDS: dict[str, schema.Rule] = {
    "value": _value, "kind": schema.one_of(KINDS), "what": schema.words, "sources": schema.word_list,
    "as_of": _date,
}  # fmt: skip


def _note(value: Any) -> str | None:
    if not isinstance(value, str):
        return "has to be words; put them between quotes"
    return None if value else "is empty; delete it"


_FACT_OPTIONAL: dict[str, schema.Rule] = {"read": _date, "note": _note}


def _acceptable(
    register: Register,
    path: str,
    line: int,
    noun: str,
    entry_id: str,
    entry: Any,
    required: dict[str, schema.Rule],
    optional: dict[str, schema.Rule],
) -> bool:
    """Whether the entry can become a Source or Fact; what keeps it from that goes to `problems`."""
    found = list(schema.findings(entry, f"the {noun} {entry_id}", path, line, "register", required, optional))
    if not _ID.fullmatch(entry_id):
        found.append(Finding(path, line, "register", f"“{entry_id}” can't be an id; use small letters, digits and hyphens"))
    if not found and noun == "fact" and (wrong := _fits(entry["kind"], entry["value"].strip())):
        said = f"“{entry['value'].strip()}”, the value of the {entry['kind']} fact {entry_id}, {wrong}"
        found.append(Finding(path, entry.lines["value"], "register", said))
    known: dict[str, Source] | dict[str, Fact] = register.sources if noun == "source" else register.facts
    if (first := known.get(entry_id)) is not None:
        found.append(
            Finding(path, line, "register", f"the {noun} {entry_id} is already at {first.path}:{first.line}; "
                    "keep one, or give this one an id of its own")
        )  # fmt: skip
    register.problems.extend(found)
    return not found


def _contradictions(register: Register) -> Iterator[Finding]:
    """What only shows once all files are read: sources that don't exist, dates that can't be."""
    for fact in register.facts.values():
        if not fact.sources:
            yield Finding(fact.path, fact.line, "register", f"the fact {fact.id} names no source; a fact without one "
                          "can't be printed: add it, or move the question to docs/about/open-questions.md")  # fmt: skip
        missing = [name for name in fact.sources if name not in register.sources]
        for name in missing:
            yield Finding(fact.path, fact.line, "register", f"the fact {fact.id} names a source “{name}” that is in no "
                          "facts.yml; add it under sources: with title, publisher, date and kind")  # fmt: skip
        if missing or (oldest := register.oldest(fact)) is None:
            continue
        if fact.as_of is None:
            if not fact.read:
                yield Finding(fact.path, fact.line, "register", f"the fact {fact.id} is undated and has no “read”; add "
                              'the month in which the copy was read, like read: "2026-11"')  # fmt: skip
            if oldest.date is not None:
                yield Finding(fact.path, fact.line, "register", f"the fact {fact.id} is undated, but its oldest source "
                              f"{oldest.id} is of {oldest.date.text}; write as_of: \"{oldest.date.text}\"")  # fmt: skip
        elif oldest.date is None:
            yield Finding(fact.path, fact.line, "register", f"the fact {fact.id} says as_of {fact.as_of.text}, but its "
                          f"source {oldest.id} ({oldest.path}:{oldest.line}) is undated; write as_of: undated and "
                          "the month it was read, or leave that source out")  # fmt: skip
        elif fact.as_of.first > oldest.date.last:
            yield Finding(fact.path, fact.line, "register", f"the fact {fact.id} says as_of {fact.as_of.text}, newer "
                          f"than its source {oldest.id} ({oldest.date.text}, {oldest.path}:{oldest.line}); a fact is "
                          f"as old as its oldest source: write as_of: \"{oldest.date.text}\"")  # fmt: skip

"""Bringing text and register together again, in the direction somebody names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from reader import files
from reader.source import dates
from reader.source.book import Book
from reader.source.facts import Fact
from reader.source.prose import prose
from reader.source.syntax import FACT_LINK
from reader.source.yamlfile import YamlError
from reader.source.yamlfile import read as read_yaml

_OF_THE_OLD = ("read", "note")  # fields that speak of the value and the source there were: they go with them


class SyncError(Exception):
    """The two can't be brought together like this. One sentence that says what to type instead."""


@dataclass(frozen=True)
class Change:
    """One new text of a file, not yet written. `line` is the first that differs, `gone` are lines of a fact that it lacks."""

    file: Path
    line: int
    before: str
    after: str
    text: str
    gone: tuple[str, ...] = ()


def from_register(book: Book) -> list[Change]:
    """Every page whose fact links say something else than the register, as it should be."""
    changes = []
    for page in book.texts:
        file = book.root / page.file
        text = file.read_text(encoding="utf-8")
        head, masked = text[: len(text) - len(page.body)], prose(page).text
        body, wrong = page.body, []
        for match in reversed(list(FACT_LINK.finditer(masked))):
            fact = book.register.facts.get(match[2])
            if fact is not None and " ".join(match[1].split()) != fact.value:
                wrong.append(match)
                body = f"{body[: match.start(1)]}{fact.value}{body[match.end(1) :]}"
        if wrong:
            first = wrong[-1]
            line = page.offset + 1 + page.body.count("\n", 0, first.start())
            changes.append(Change(file, line, first[1], book.register.facts[first[2]].value, head + body))
    return changes


def value_in_text(book: Book, name: str) -> tuple[Fact, str]:
    """The fact and the one value that pages give it instead of the register's. Raises SyncError."""
    fact = book.register.facts.get(name)
    if fact is None:
        raise SyncError(f"there is no fact {name} in any facts.yml; look at the text for its id")
    said: dict[str, str] = {}
    for page in book.texts:
        text = prose(page)
        for match in FACT_LINK.finditer(text.text):
            value = " ".join(match[1].split())
            if match[2] == name and value != fact.value:
                said.setdefault(value, f"{page.file}:{text.line(match.start())}")
    if not said:
        raise SyncError(f"every page says {fact.value} for {name}, as the register does; there is nothing to take over")
    if len(said) > 1:
        places = "; ".join(f"{value} at {place}" for value, place in said.items())
        raise SyncError(f"the pages say different things for {name}: {places}. Make them the same first")
    return fact, next(iter(said))


def from_text(book: Book, fact: Fact, value: str, source: str, as_of: str, read: str = "") -> Change:
    """The register with the text's value, and where it comes from. Raises SyncError for what can't be right."""
    if source not in book.register.sources:
        raise SyncError(f"there is no source “{source}” in any facts.yml; add it there first, with title, publisher, date "
                        "and kind, then type this again")  # fmt: skip
    try:
        day, origin = dates.parse(as_of), book.register.sources[source]
        seen = dates.parse(read) if read else None
    except ValueError as error:
        raise SyncError(str(error)) from error
    if day is None and seen is None:
        raise SyncError("an undated source needs the month in which it was read: --read 2026-11")
    if (day is None) != (origin.date is None) or (day and origin.date and day.first > origin.date.last):
        raise SyncError(f"the source {source} is of {origin.date.text if origin.date else 'no date'}; "
                        f"the fact can't be of {as_of}")  # fmt: skip
    file = book.root / fact.path
    rows = file.read_text(encoding="utf-8").split("\n")
    last = min(fact.last_line, len(rows))
    fields = {"value": _scalar(value), "sources": f"[{source}]", "as_of": f'"{as_of}"' if day else "undated"}
    if read:
        fields["read"] = f'"{read}"'
    entry = _replaced(rows[fact.line : last], fields)
    text = "\n".join([*rows[: fact.line], *entry, *rows[last:]])
    if _kept(text, fact.id) != (value, fact.kind, fact.what):
        raise SyncError(f"{fact.path}:{fact.line} is not written with one field a line, so this command can't change it; "
                        "write it like the other facts, or change its value, sources and as_of by hand")  # fmt: skip
    gone = tuple(row for row in rows[fact.line : last] if row.strip() and row not in entry)
    return Change(file, fact.value_line, fact.value, value, text, gone)


def left_out(change: Change, fact: Fact) -> list[str]:
    """What went with the old value of a fact, so that nothing is lost in silence, and what to do about it."""
    said = [f"Taken out, as these lines speak of {change.before}:", *change.gone]
    if fact.note:
        said.append(f"Does a part of its note hold for {change.after} too? Type that part below the lines of {fact.id} in "
                    f"{fact.path}, as a line that begins with note:")  # fmt: skip
    return [*said, f"Its line “what: {fact.what}” stays. Does it speak of {change.before}? Then mend it there."]


def _replaced(rows: list[str], fields: dict[str, str]) -> list[str]:
    """The lines of one entry with some fields given anew, without what speaks of the old; comments and other fields stay."""
    indent = re.match(r"\s*", rows[0]) if rows else None
    margin = indent[0] if indent else "    "
    done, found, skipping, empty = [], set(), False, []
    for row in rows:
        match = re.match(rf"{margin}(\w+):", row)
        if skipping and not row.strip():
            empty.append(row)  # inside what is skipped, or behind it: the next line tells
            continue
        if match or not row.startswith((f"{margin} ", f"{margin}-")):
            skipping = False
        if not skipping:
            done += empty
        empty = []
        if match and match[1] in (*_OF_THE_OLD, *fields):
            skipping = True
            if match[1] in fields:
                found.add(match[1])
                done.append(f"{margin}{match[1]}: {fields[match[1]]}")
        elif not skipping:
            done.append(row)
    done += empty
    last = max((n for n, row in enumerate(done, 1) if row.strip()), default=0)
    return [*done[:last], *(f"{margin}{name}: {text}" for name, text in fields.items() if name not in found), *done[last:]]


def _kept(text: str, name: str) -> tuple[str, ...]:
    """Value, kind and what of a fact in a register's text; nothing where the text is spoilt."""
    try:
        entry = read_yaml(text)["facts"][name]
        return tuple(str(entry[field]).strip() for field in ("value", "kind", "what"))
    except (YamlError, KeyError, TypeError):
        return ()


def _scalar(value: str) -> str:
    """A value as YAML writes it on one line, in quotes where it needs them."""
    return yaml.safe_dump(value, allow_unicode=True, width=10**6).removesuffix("\n").removesuffix("\n...")


def write(change: Change) -> None:
    """Put the new text in the place of the old; a file is never half written."""
    files.write(change.file, change.text.encode())

"""Reading the register: every docs/*/facts.yml, and what only shows once all of them are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from reader.source import dates, fact_fields, schema
from reader.source.facts import Fact, Register, Source
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_BEGINS = re.compile(r"(?:^|[{,])[^\w\n]*(\w[\w-]*)", re.MULTILINE)  # where an id may stand in a file that is not YAML


def load(files: Iterator[tuple[str, Path]]) -> Register:
    """Read the register from (name for messages, file) pairs. Never raises for bad content: see `problems`."""
    register = read(files)
    register.problems.extend(contradictions(register, register.facts.values()))
    return register


def read(files: Iterator[tuple[str, Path]]) -> Register:
    """As `load`, without asking whether facts and sources fit together: some may stand in other files."""
    register = Register()
    for name, file in files:
        content, problems = schema.document(file, name, "register")
        register.problems += problems
        if problems:
            register.unsure |= set(_ids(_BEGINS.findall(file.read_text(encoding="utf-8", errors="replace"))))
        _add(register, name, content)
    return register


def of(path: str, content: Mapping) -> Register:
    """The sources and facts of a file that was read and holds more than these."""
    part = Mapping()
    part.line, part.lines = content.line, content.lines
    part.update({name: content[name] for name in ("sources", "facts") if name in content})
    register = Register()
    _add(register, path, part)
    return register


def _add(register: Register, path: str, content: Any) -> None:
    if content is None:
        return
    parts: dict[str, schema.Rule] = {"sources": fact_fields.mapping, "facts": fact_fields.mapping}
    bad = list(schema.findings(content, "this file", path, 1, "register", {}, parts))
    register.problems.extend(bad)
    if bad:
        register.unsure |= set(_ids(_keys(content)))
    if not isinstance(content, Mapping):
        return
    ends = _ends(content)
    for entry_id, entry in _entries(content.get("sources")):
        line = content["sources"].lines[entry_id]
        if _acceptable(register, path, line, "source", entry_id, entry, fact_fields.SOURCE, fact_fields.SOURCE_OPTIONAL):
            register.sources[entry_id] = Source(
                entry_id, entry["title"].strip(), entry["publisher"].strip(), entry.get("url", ""),
                dates.parse(entry["date"]), entry["kind"], path, line, ends[line],
            )  # fmt: skip
    for entry_id, entry in _entries(content.get("facts")):
        line = content["facts"].lines[entry_id]
        if _acceptable(register, path, line, "fact", entry_id, entry, fact_fields.FACT, fact_fields.FACT_OPTIONAL):
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
    if not found and noun == "fact" and (wrong := fact_fields.fits(entry["kind"], entry["value"].strip())):
        said = f"“{entry['value'].strip()}”, the value of the {entry['kind']} fact {entry_id}, {wrong}"
        found.append(Finding(path, entry.lines["value"], "register", said))
    known: dict[str, Source] | dict[str, Fact] = register.sources if noun == "source" else register.facts
    if (first := known.get(entry_id)) is not None:
        found.append(
            Finding(path, line, "register", f"the {noun} {entry_id} is already at {first.path}:{first.line}; "
                    "keep one, or give this one an id of its own")
        )  # fmt: skip
    register.problems.extend(found)
    if found:
        register.unsure |= set(_ids([entry_id, *_keys(entry)]))
    return not found


def _keys(content: Any) -> Iterator[str]:
    """Every key in it: an entry that is set in too far is a field of the one before."""
    if isinstance(content, Mapping):
        yield from content
    for part in content.values() if isinstance(content, Mapping) else content if isinstance(content, list) else ():
        yield from _keys(part)


def _ids(said: Iterable[str]) -> Iterator[str]:
    """Words as they stand, and as the ids that they may have been meant as."""
    for each in said:
        yield from (each, re.sub(r"[^a-z0-9]+", "-", each.lower()).strip("-"))


def contradictions(register: Register, facts: Iterable[Fact]) -> Iterator[Finding]:
    """What only shows once all files are read: sources that don't exist, dates that can't be."""
    for fact in facts:
        if not fact.sources:
            yield Finding(fact.path, fact.line, "register", f"the fact {fact.id} names no source; a fact without one "
                          "can't be printed: add it, or move the question to docs/about/open-questions.md")  # fmt: skip
        missing = [name for name in fact.sources if name not in register.sources]
        for name in (each for each in missing if each not in register.unsure):
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

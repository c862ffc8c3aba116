"""Values in another language: values.yml beside its pages. “3 days” may be said in other words, never with other figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reader.source import schema, translation
from reader.source.facts import Fact, Register
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping

FILE = "values.yml"
RULE = "translation"
_AS_THEY_ARE = ("phone", "emergency", "email", "address")  # a press calls or writes; an envelope is read in Canada


def laid_on(below: Register, file: Path) -> Register:
    """The register with the values of a language; English again where the English is another one than it was, or until
    enough people have read the file."""
    values, readers, _ = read(file, FILE)
    if len({name.strip().casefold() for name in readers}) < translation.READERS:
        return below
    facts = dict(below.facts)
    for name, entry in values.items():
        fact = facts.get(name)
        if fact is None or _wrong(fact, entry) or fact.value != entry["instead"]:
            continue
        facts[name] = replace(fact, value=entry["value"], what=entry.get("what", fact.what), instead_of=fact.base)
    return replace(below, facts=facts)


def read(file: Path, path: str) -> tuple[dict[str, Mapping], list[str], list[Finding]]:
    """The values by the ids of their facts, who has read them, and what is wrong with the file. No file is no values."""
    content, problems = schema.document(file, path, RULE)
    if content is None:
        return {}, [], problems
    rules: dict[str, schema.Rule] = {"readers": schema.word_list, "values": _mapping}
    problems += schema.findings(content, "this file", path, 1, RULE, rules, {})
    if problems:
        return {}, [], problems
    fields: dict[str, schema.Rule] = {"value": schema.words, "instead": schema.words}
    good = {}
    for name, entry in content["values"].items():
        line = content["values"].lines[name]
        wrong = list(schema.findings(entry, f"the value {name}", path, line, RULE, fields, {"what": schema.words}))
        problems += wrong
        if not wrong:
            good[name] = entry
    return good, content["readers"], problems


def misfits(below: Register, file: Path, path: str) -> Iterator[Finding]:
    """Values that can't be right: of no fact, of a kind that stays as it is, or with other figures."""
    values, _, problems = read(file, path)
    yield from problems
    for name, entry in values.items():
        line = entry.line
        fact = below.facts.get(name)
        if fact is None:
            yield Finding(path, line, RULE, f"there is no fact {name} in any docs/*/facts.yml; take it out")
        elif wrong := _wrong(fact, entry):
            yield Finding(path, line, RULE, f"{name}: {wrong}")


def outdated(below: Register, file: Path, path: str) -> Iterator[Finding]:
    """Values whose English is another one now: until somebody has looked, the English one is printed."""
    for name, entry in read(file, path)[0].items():
        fact = below.facts.get(name)
        if fact is not None and fact.base.value != entry["instead"]:
            now = fact.base.value
            yield Finding(path, entry.line, RULE, f"{name}: the English says {now} now, no longer {entry['instead']}, and "
                          f"prints that. Change value, and type: instead: {now}")  # fmt: skip


def _wrong(fact: Fact, entry: Mapping) -> str:
    if fact.kind in _AS_THEY_ARE:
        return f"a value of the kind {fact.kind} stays as it is in every language; take it out"
    if translation.figures(entry["value"]) != translation.figures(entry["instead"]):
        return f"“{entry['value']}” has other figures than “{entry['instead']}”; write the same figures, in the same order"
    return ""


def _mapping(value: object) -> str | None:
    return None if isinstance(value, Mapping) else "has to hold ids of facts, each with value and instead"

"""A town's own edition: one file, place.yml, in a folder of its own; the common text stays as it is below it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reader.source import fact_fields, phone, register, schema
from reader.source.dates import parse
from reader.source.facts import Register
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping

FILE = "place.yml"
RULE = "place"
OURS = (
    "Where we are, and how to get in",
    "Nearest hospital",
    "What we do where 9-1-1 does not work",
    "A phone that is always on",
)
_LINES = "; ".join(OURS)
_KINDS = ("phone", "email", "address", "hours")


@dataclass(frozen=True)
class Own:
    """A number or a place of the town itself: what it is, where that is known from, and since when."""

    what: str
    value: str
    kind: str
    source: str
    as_of: str

    @property
    def link(self) -> str:
        """What a press on it opens; empty for an address."""
        if self.kind == "phone":
            return phone.read(self.value).address
        return f"mailto:{self.value}" if self.kind == "email" else ""

    @property
    def dated(self) -> str:
        """Its date in words."""
        day = parse(self.as_of)
        return f"as of {day.words()}" if day else "undated"


@dataclass(frozen=True)
class Town:
    """Whose edition it is, for where, what it fills in, and what has changed below it since."""

    name: str
    area: str
    own: tuple[Own, ...] = ()
    ours: dict[str, str] = field(default_factory=dict)
    conflicts: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Whose edition it is: on the cover of the site and of the papers."""
        return f"The edition of {self.name}, for {self.area}. What is theirs says so. The rest is the common text."


def laid_on(below: Register, folder: Path) -> tuple[Register, Town | None]:
    """The register with the town's values in it, and the town; what is wrong with its file joins the problems."""
    file = folder / FILE
    path = f"{folder.name}/{FILE}"
    if not file.is_file():
        missing = Finding(path, 0, RULE, f"is not there; make it with scripts/new-place {folder}")
        return Register(below.facts, below.sources, [*below.problems, missing], below.unsure), None
    content, problems = schema.document(file, path, RULE)
    required: dict[str, schema.Rule] = {"name": schema.words, "area": schema.words}
    optional: dict[str, schema.Rule] = {
        "ours": fact_fields.mapping, "own": lambda value: None if isinstance(value, list) else "has to be a list",
        "sources": fact_fields.mapping, "facts": fact_fields.mapping,
    }  # fmt: skip
    problems += schema.findings(content, "this file", path, 1, RULE, required, optional)
    done = Register(dict(below.facts), dict(below.sources), [*below.problems, *problems], set(below.unsure))
    if problems:
        return done, None
    own = [each for item in content.get("own", []) if (each := _own(item, path, done)) is not None]
    ours = _ours(content.get("ours"), path, done)
    conflicts = _values(content, path, done)
    return done, Town(content["name"].strip(), content["area"].strip(), tuple(own), ours, tuple(conflicts))


def _own(item: Any, path: str, done: Register) -> Own | None:
    rules: dict[str, schema.Rule] = {
        "what": schema.words, "value": schema.words, "kind": schema.one_of(_KINDS), "source": schema.words, "as_of": _dated,
    }  # fmt: skip
    line = item.line if isinstance(item, Mapping) else 1
    found = list(schema.findings(item, "a number of “own”", path, line, RULE, rules, {}))
    if not found and (wrong := fact_fields.fits(item["kind"], item["value"].strip())):
        found.append(Finding(path, item.lines["value"], RULE, f"“{item['value']}” {wrong}"))
    done.problems.extend(found)
    return None if found else Own(*(item[name].strip() for name in ("what", "value", "kind", "source", "as_of")))


def _ours(content: Any, path: str, done: Register) -> dict[str, str]:
    found = {}
    for name, said in (content or {}).items():
        line = content.lines[name]
        if name not in OURS:
            done.problems.append(Finding(path, line, RULE, f"“{name}” is no line of the box “Ours”; the lines are: {_LINES}"))
        elif not isinstance(said, str) or len(said) > 90:
            done.problems.append(Finding(path, line, RULE, f"“{name}” has room for 90 letters on one line; make it shorter"))
        else:
            found[name] = said.strip()
    return found


def _values(content: Mapping, path: str, done: Register) -> list[str]:
    """Values that differ here. `instead` is the common value as it was: when that has changed, somebody has to look."""
    facts = content.get("facts") or Mapping()
    conflicts, instead = [], {}
    for name, entry in facts.items():
        if isinstance(entry, Mapping) and "instead" in entry:
            instead[name] = entry["instead"]
            del entry["instead"]
    layer = register.of(path, content)
    done.problems += layer.problems
    done.unsure |= layer.unsure
    for name, fact in layer.facts.items():
        base = done.facts.get(name)
        if base is None and name in done.unsure:
            continue
        if base is None or base.kind != fact.kind:
            known = f"is of the kind {base.kind}" if base else "is not in the common text; put a number of your own under own:"
            done.problems.append(Finding(path, fact.line, RULE, f"the fact {name} {known}"))
            continue
        if name not in instead:
            done.problems.append(Finding(path, fact.line, RULE, f"the fact {name} does not say what it replaces; "
                                         f"add a line: instead: {base.base.value}"))  # fmt: skip
        elif instead[name] != base.base.value:
            now = base.base.value
            conflicts.append(f"{path}:{fact.line}  {name}: the common text says {now} now, no longer {instead[name]}. "
                             f"Is {fact.value} still right here? Then type: instead: {now}")  # fmt: skip
        done.facts[name] = replace(fact, instead_of=base.base)
    done.sources = {**layer.sources, **done.sources}
    done.problems += register.contradictions(done, [done.facts[name] for name in layer.facts if name in done.facts])
    return conflicts


def _dated(value: Any) -> str | None:
    try:
        return None if isinstance(value, str) and parse(value) else 'has to be a date, like "2026-11"'
    except ValueError as error:
        return f"is wrong: {error}"

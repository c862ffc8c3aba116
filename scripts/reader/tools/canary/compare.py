"""Two sites side by side: what differs, and which of it is known and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import Path

from reader.source.yamlfile import Mapping, YamlError, read
from reader.tools.canary.digest import Digest

_FIELDS = ("engine", "what", "ours", "theirs", "reason")
_SHOWN = 5  # of what differs, a row


class KnownError(Exception):
    """The list of known differences can't be used. One sentence with file, line and what to type."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same; an empty text where one side has nothing."""

    what: str
    page: str
    ours: str
    theirs: str


@dataclass(frozen=True)
class Known:
    """A difference somebody has looked at. `ours` and `theirs` are regular expressions for the whole of what is shown."""

    engine: str
    what: str
    ours: str
    theirs: str
    reason: str

    def covers(self, difference: Difference) -> bool:
        """Whether it speaks of this difference."""
        return (
            self.what == difference.what
            and re.fullmatch(self.ours, difference.ours, re.DOTALL) is not None
            and re.fullmatch(self.theirs, difference.theirs, re.DOTALL) is not None
        )


@dataclass
class Row:
    """A line of the table: how much of something each side has, and what differs."""

    what: str
    ours: int
    theirs: int
    new: list[Difference] = field(default_factory=list)
    known: list[Difference] = field(default_factory=list)


def differences(ours: Digest, theirs: Digest) -> Iterator[Difference]:
    """Everything that differs, in the order of what is compared and of the pages."""
    for what in dict.fromkeys((*ours, *theirs)):
        mine, others = ours.get(what, {}), theirs.get(what, {})
        for page in sorted({*mine, *others}):
            a, b = mine.get(page, []), others.get(page, [])
            if a == b:
                continue
            for kind, from_a, to_a, from_b, to_b in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
                if kind != "equal":
                    for left, right in zip_longest(a[from_a:to_a], b[from_b:to_b], fillvalue=""):
                        yield Difference(what, page, left, right)


def table(ours: Digest, theirs: Digest, known: list[Known]) -> tuple[list[Row], list[Known]]:
    """A row for everything that is compared, and those of `known` that nothing needs any more."""
    rows = {what: Row(what, _count(ours, what), _count(theirs, what)) for what in dict.fromkeys((*ours, *theirs))}
    used = set()
    for difference in differences(ours, theirs):
        entry = next((each for each in known if each.covers(difference)), None)
        (rows[difference.what].new if entry is None else rows[difference.what].known).append(difference)
        used.add(entry)
    return list(rows.values()), [entry for entry in known if entry not in used]


def written(rows: list[Row], known: list[Known], spare: list[Known]) -> Iterator[str]:
    """The table as lines of text; below it the first few of what differs, why the rest may, and what nothing needs any more."""
    yield f"{'what':<20}{'ours':>8}{'theirs':>8}{'differ':>8}{'known':>8}"
    for row in rows:
        yield f"{row.what:<20}{row.ours:>8}{row.theirs:>8}{len(row.new):>8}{len(row.known):>8}"
    for row in rows:
        for found in row.new[:_SHOWN]:
            yield f"  {row.what}, {found.page}: ours {_quoted(found.ours)}, theirs {_quoted(found.theirs)}"
        if len(row.new) > _SHOWN:
            yield f"  {row.what}: and {len(row.new) - _SHOWN} more"
    for entry in known:
        if entry not in spare:
            yield f"  known, {entry.what}: {entry.reason}"
    for entry in spare:
        yield f"  no longer differs, take it out of the list: {entry.what}, “{entry.ours}” and “{entry.theirs}”"


def known_differences(file: Path, engine: str) -> list[Known]:
    """Those of one engine in the list `file`. Raises KnownError for an entry without a reason, or not as it should be."""
    try:
        entries = read(file.read_text(encoding="utf-8"))
    except YamlError as error:
        raise KnownError(f"{file.name}:{error.line}  {error.message}") from error
    if not isinstance(entries, list):
        raise KnownError(f"{file.name}:1  has to be a list: each entry begins with “- engine: ”")
    found = []
    for entry in entries:
        if (
            not isinstance(entry, Mapping)
            or set(entry) != set(_FIELDS)
            or not all(isinstance(part, str) for part in entry.values())
        ):
            line = getattr(entry, "line", 0)
            raise KnownError(f"{file.name}:{line}  an entry needs exactly these lines: {', '.join(_FIELDS)}")
        if not entry["reason"].strip():
            raise KnownError(f"{file.name}:{entry.lines['reason']}  write after “reason:” why this may differ")
        for side in ("ours", "theirs"):
            try:
                re.compile(entry[side])
            except re.error as error:
                raise KnownError(
                    f"{file.name}:{entry.lines[side]}  “{entry[side]}” is no regular expression ({error}); "
                    "put a backslash before signs that mean themselves"
                ) from error
        if entry["engine"] == engine:
            found.append(Known(*(entry[name] for name in _FIELDS)))
    return found


def _count(digest: Digest, what: str) -> int:
    return sum(len(shown) for shown in digest.get(what, {}).values())


def _quoted(text: str) -> str:
    short = text if len(text) <= 100 else f"{text[:99]}…"
    return f"“{short}”" if text else "nothing"

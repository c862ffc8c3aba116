"""The register: every value that can change, with its source and its date."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from reader.source.dates import PartialDate
from reader.source.finding import Finding

KINDS = (
    "phone", "emergency", "email", "address", "hours", "fee", "rate", "dose", "time", "form", "figure", "status",
)  # fmt: skip
SOURCE_KINDS = ("government", "health-authority", "law", "news", "peer-org", "research", "other")
_MONTHS_UNTIL_OLD = dict.fromkeys(KINDS, 24) | dict.fromkeys(("phone", "email", "address", "hours", "rate", "status"), 12)


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
    instead_of: Fact | None = None  # the register's own, where this one comes from a layer (reader.source.layers)

    @property
    def base(self) -> Fact:
        """The fact as the register has it: its value is the one that the text says."""
        return self.instead_of or self

    @property
    def folder(self) -> str:
        """The folder of docs/ that it lives in."""
        return self.base.path.split("/")[1]

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
    """All facts and sources by id, and what is wrong with the files they came from.

    `unsure` are ids that may stand in what could not be read: nobody can say that they are missing.
    """

    facts: dict[str, Fact] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)

    def oldest(self, fact: Fact) -> Source | None:
        """The source that dates the fact: an undated one before all others, then the oldest."""
        known = [self.sources[name] for name in fact.sources if name in self.sources]
        return min(known, key=lambda source: source.date.last if source.date else date.min, default=None)

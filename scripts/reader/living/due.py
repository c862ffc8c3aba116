"""Facts that are due: when the date of each has to be said beside it, whom to ask, and with which words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from reader.living import changelog
from reader.source.book import Book
from reader.source.facts import Fact
from reader.source.history import History


@dataclass(frozen=True)
class Due:
    """A fact and the day on which it is due; None for one that always was: its source has no date."""

    fact: Fact
    day: date | None
    ask: str

    @property
    def words(self) -> str:
        """What to say to those who know."""
        return f"“Is {self.fact.value} still right? ({self.fact.what}) Since when? Where does it stand in public?”"


def of(book: Book) -> list[Due]:
    """Every fact that can get old, what lives hang on first, then the oldest."""
    found = []
    for fact in book.register.facts.values():
        if fact.kind == "emergency":
            continue
        source = book.register.sources.get(fact.sources[0]) if fact.sources else None
        found.append(Due(fact, _due(fact), source.publisher if source else "nobody named"))
    return sorted(found, key=lambda due: (changelog.MATTERS.index(changelog.weight(due.fact)), due.day or date.min, due.fact.id))


def _due(fact: Fact) -> date | None:
    if fact.as_of is None:
        return None
    first, months = fact.as_of.first, fact.as_of.first.month + fact.months_until_old  # whole months have to pass: one more
    year, month = first.year + months // 12, months % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(first.day - 1), following)


def report(book: Book, today: date, most: int = 40) -> Iterator[str]:
    """The issue that is kept up to date, line by line, as Markdown: what is due today, and what to say."""
    now = [due for due in of(book) if due.fact.is_old(today)]
    yield f"{len(now)} of {len(book.register.facts)} values are old, or from pages without a date."
    yield ""
    yield "Those that lives hang on come first. Ask, then tell us with “Something wrong?” on the page. “Still right” helps too."
    for publisher, dues in groupby(sorted(now[:most], key=lambda due: due.ask), key=lambda due: due.ask):
        yield ""
        yield f"**Ask {publisher}**"
        yield ""
        for due in dues:
            yield f"- [ ] `{due.fact.id}` {due.fact.dated}: {due.words}"
    if len(now) > most:
        yield ""
        yield f"And {len(now) - most} more: `scripts/facts old` lists them all."


def calendar(book: Book, past: History, home: str) -> str:
    """facts.ics: a day for each chapter and month in which facts fall due (RFC 5545)."""
    stamp = (past.day or date(2026, 1, 1)).strftime("%Y%m%dT000000Z")
    rows = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//reader//facts//EN", "CALSCALE:GREGORIAN"]
    dated = [(due.day, due) for due in of(book) if due.day is not None]

    def group(item: tuple[date, Due]) -> tuple[str, str]:
        return item[0].isoformat()[:7], item[1].fact.folder

    for (month, folder), items in groupby(sorted(dated, key=lambda item: (group(item), item[1].fact.id)), key=group):
        dues = [due for _, due in items]
        said = "\n".join(f"{due.fact.value} ({due.fact.what}), {due.fact.dated}. Ask {due.ask}." for due in dues)
        start = date.fromisoformat(f"{month}-01")
        rows += ["BEGIN:VEVENT", f"UID:{month}-{folder}@facts", f"DTSTAMP:{stamp}", f"DTSTART;VALUE=DATE:{start:%Y%m%d}",
                 f"SUMMARY:{_escaped(f'{len(dues)} to check again: {folder}')}", f"DESCRIPTION:{_escaped(said)}",
                 *([f"URL:{home}/about/facts/"] if home else []), "TRANSP:TRANSPARENT", "END:VEVENT"]  # fmt: skip
    return "".join(f"{_folded(row)}\r\n" for row in (*rows, "END:VCALENDAR"))


def _escaped(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def _folded(row: str) -> str:
    """A line of at most 75 bytes, the rest on lines that begin with a space; no letter is cut in two."""
    parts: list[str] = []
    part = ""
    for letter in row:
        if len((part + letter).encode()) > (75 if not parts else 74):
            parts.append(part)
            part = ""
        part += letter
    return "\r\n ".join([*parts, part])

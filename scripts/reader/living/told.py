"""Where a correction comes from, as a source of the register: a public page, a paper, or a call that somebody made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from reader.source import dates
from reader.source.dates import PartialDate
from reader.source.facts import Fact
from reader.source.letter import Letter
from reader.source.yamlfile import quoted

_URL = re.compile(r"https?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)]")
_CALLED = re.compile(r"\b(?:called|phoned|rang|call|dialled|dialed|answered|texted)\b", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:letter|poster|card|sign|door|flyer|paper|bill|receipt|e-?mail(?:ed)?|website|web ?page|site)\b", re.IGNORECASE
)
_WORKS = re.compile(
    r"\b(?:work(?:s|ed)? (?:there|here|for|at)|our (?:own )?(?:number|line|office|clinic|society|group)|volunteer)\b",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:today|yesterday|(?:last|this|on) ?(?:week|month|night|morning|(?:mon|tues|wednes|thurs|fri|satur|sun)day))\b",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r"(?:.+\.)?(?:gov\.bc\.ca|canada\.ca|gc\.ca)")


@dataclass(frozen=True)
class Told:
    """A source that is not in the register yet; `date` is None for a page without one, `read` the month it was read."""

    id: str
    title: str
    publisher: str
    url: str
    kind: str
    date: PartialDate | None
    read: str

    @property
    def row(self) -> str:
        """The line of a facts.yml that says it."""
        words = [f"title: {quoted(self.title)}", f"publisher: {quoted(self.publisher)}"]
        words += [f"url: {quoted(self.url)}"] if self.url else []
        words += [f'date: "{self.date.text}"' if self.date else "date: undated", f"kind: {self.kind}"]
        return f"  {self.id}: {{{', '.join(words)}}}"


def source(fact: Fact, letter: Letter, today: date) -> Told | str:
    """The source that a letter gives for its correction; or what to ask. No name and no sentence of a sender is taken over."""
    how = " ".join(letter.how.split())
    if not how:
        return f"How do you know that of {fact.value}, and since when? A page, a letter or a call you made, and its date."
    day = _day(how, today)
    if isinstance(day, str):
        return day
    if match := _URL.search(how):
        host = urlsplit(match[0]).hostname or ""
        host = host.removeprefix("www.")
        kind = "government" if _OFFICIAL.fullmatch(host) else "other"
        stamp = day.text if day else dates.UNDATED
        title, read = f"Page at {host} ({fact.what})", "" if day else today.isoformat()[:7]
        return Told(f"told-{fact.id}-{stamp}", title, host, match[0], kind, day, read)
    if day is None:
        return f"When was that? Please give the day, or the month, from which you know it ({fact.what})."
    what = "A test call" if _CALLED.search(how) else "Word from the place itself" if _WORKS.search(how) else (
        "A paper or page that was seen" if _PAPER.search(how) else "")  # fmt: skip
    if not what:
        return "Where did you learn it: a page, a letter, a sign, a call you made? And on which day?"
    title = f"{what}, {day.words()}, as a reader tells it ({fact.what})"
    return Told(f"told-{fact.id}-{day.text}", title, "A reader's correction", "", "other", day, "")


def _day(how: str, today: date) -> PartialDate | str | None:
    """The newest date a text names, not one to come; words like yesterday are asked about."""
    found = [dates.parse(_text(said, first)) for said, first, _ in dates.written(_URL.sub("", how)) if first <= today]
    known = [day for day in found if day is not None]
    if known:
        return max(known, key=lambda day: day.first)
    if _NEAR.search(how) and not _URL.search(how):
        return "On which day was that? Please write it like 23 November 2026."
    return None


def _text(said: str, first: date) -> str:
    """A written date as the register writes it, no more exact than it was said."""
    if re.fullmatch(r"\d{4}", said.strip()):
        return said.strip()
    figures = re.fullmatch(r"(\d{4})[-/](\d{1,2})", said.strip())
    by_name = re.fullmatch(r"[A-Za-z]+\.?\s+\d{4}", said.strip())
    return first.isoformat()[:7] if figures or by_name else first.isoformat()

"""Every sentence of a page that somebody could find wrong, numbered, with what it rests on: for those who check it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reader.source import syntax
from reader.source.book import Book
from reader.source.page import Page

_ITEM = re.compile(r"^\s*(?:[-*]|\d+\.)\s+|^!!! \w+(?: \"[^\"]*\")?|^#{1,6} .*$|^\||^---+$", re.MULTILINE)
_SENTENCE = re.compile(r"(?<=[.!?])[”\"*)]*\s+(?=[A-Z“\"\[*(0-9])")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^)]*\)")
_PLAIN = re.compile(r"\*+|__|`|<[^>]+>|\{[^}]*\}|[*_](?=\w)|(?<=\w)[*_]")
_WORDS = 4  # a sentence with fewer says nothing to check, unless a value or a note stands in it


@dataclass(frozen=True)
class Claim:
    """A sentence as people read it. `rests` are lines on its values and sources; without any it is practice advice."""

    code: str
    page: Page
    sentence: str
    rests: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What a reviewer or a caller gets: a title, what to know first, boxes to tick, and rows of a code, words and lines."""

    name: str
    title: str
    first: tuple[str, ...]
    boxes: tuple[str, ...]
    ask: str
    rows: tuple[tuple[str, str, tuple[str, ...]], ...] = field(default=())


def of_page(book: Book, page: Page) -> list[Claim]:
    """The claims of a page, in reading order; fixed words that it takes in count as its own."""
    found: list[Claim] = []
    body = syntax.HERE.sub("", syntax.INCLUDE.sub(lambda match: f"\n{book.words.get(match[1], '')}\n", page.body))
    for text in _sentences(body):
        names, notes = [match[2] for match in syntax.FACT_LINK.finditer(text)], syntax.NOTE_MARK.findall(text)
        said = _plain(text)
        if not names and not notes and (len(said.split()) < _WORDS or said.endswith("?")):
            continue
        found.append(Claim(f"{page.number or page.form}-{len(found) + 1}", page, said, tuple(_rests(book, names, notes))))
    return found


def mark(book: Book, page: Page) -> str:
    """Ten figures that change when anything that can be checked on the page does."""
    said = "\n".join("\t".join((claim.sentence, *claim.rests)) for claim in of_page(book, page))
    return hashlib.sha256(said.encode()).hexdigest()[:10]


def _sentences(body: str) -> Iterator[str]:
    for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.)\s)|\n(?=\|)|\n(?=!!!|#)", body):
        text = " ".join(_ITEM.sub(" ", block).replace("|", " · ").split()).strip("· ")
        if set(text) <= set("-:· "):
            continue
        yield from (part for part in _SENTENCE.split(text) if part.strip())


def _plain(text: str) -> str:
    return " ".join(_PLAIN.sub("", _LINK.sub(r"\1", syntax.NOTE_MARK.sub("", text))).split())


def _rests(book: Book, names: list[str], notes: list[str]) -> Iterator[str]:
    register = book.register
    for name in dict.fromkeys(names):
        if (fact := register.facts.get(name)) is not None:
            of = "; ".join(f"{source.publisher}, {source.title}" for each in fact.sources
                           if (source := register.sources.get(each)))  # fmt: skip
            yield f"{fact.value}: {fact.dated}. {of}."
    for name in dict.fromkeys(notes):
        if (source := register.sources.get(name)) is not None:
            yield f"{source.publisher}, {source.title}, {source.dated}."


def review(book: Book, name: str, title: str, pages: tuple[Page, ...]) -> Sheet:
    """The kit of a chapter."""
    rows = tuple((claim.code, claim.sentence, claim.rests or ("Practice advice: no source.",))
                 for page in pages for claim in of_page(book, page))  # fmt: skip
    first = (
        "For each line, tick one box. Not sure is an answer. You can stop at any line and say where you stopped.",
        "Unsafe means: somebody could be hurt who does what stands there.",
        "On the page we say who checked it as a role or a group, like “a nurse” or the name of your group. Never a person's "
        "name, unless that person wrote that they want it.",
        "Write here how you want to be called, or “not at all”: ______________________   The day: ______________",
    )
    return Sheet(name, f"Please check: {title}", first, ("right", "wrong", "unsafe", "not sure"), "Write instead:", rows)


def calls(book: Book) -> Sheet:
    """The call list: every phone number but those for emergencies, the most needed and then the oldest first."""
    urgent = ("overdose", "naloxone", "directory", "safe-supply")
    numbers = [fact for fact in book.register.facts.values() if fact.kind == "phone"]
    numbers.sort(key=lambda fact: (fact.folder not in urgent, fact.as_of.first.isoformat() if fact.as_of else "", fact.id))
    rows = tuple((str(count), f"{fact.value} · {fact.what}", (fact.dated,)) for count, fact in enumerate(numbers, 1))
    first = (
        "Never call 9-1-1 to test it. Do not test a crisis line at night: people in need wait behind you.",
        "Say: “Hello. I'm checking a list of numbers for people who use drugs in BC. It takes 2 minutes. Is this ____?” "
        "Who runs it? Which towns? Which hours? Is it free from a cell phone? Must people give a name? May we print it?",
        "Write down what they said and their role, never their name. No answer? Try once more on another day.",
        "The day you called: ______________",
    )
    return Sheet("calls", "The call list", first, ("right", "wrong", "no answer", "not sure"), "What they said:", rows)

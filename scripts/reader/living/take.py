"""A correction that somebody sent becomes the change, or the one question that has to be answered first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from reader.living import told
from reader.source import fact_fields, phone
from reader.source.book import Book
from reader.source.facts import Fact
from reader.source.letter import Letter

_MONEY = re.compile(r"\$ ?\d[\d,]*(?:\.\d\d)?")
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘’]+)[”\"’]")
_FLUFF = re.compile(
    r"^(?:it (?:is|should be|costs)|(?:the )?(?:right|new|correct) (?:one|number|value|address|fee|time)s? (?:is|are)|should be"
    r"|now|is|are)[: ]+",
    re.IGNORECASE,
)
_UNSURE = re.compile(r"\b(?:not sure|don'?t know|no idea|maybe|i think|unsure)\b", re.IGNORECASE)


class Question(Exception):
    """What has to be asked before anything can be changed: one sentence, to send back as it is."""


@dataclass(frozen=True)
class Taken:
    """A correction that can be made: the fact, its new value, and the source that a new entry stands for."""

    fact: Fact
    value: str
    source: told.Told


def understood(book: Book, letter: Letter, today: date) -> Taken:
    """What a letter asks for. Raises Question where one thing is missing, unclear or can't be."""
    fact = _fact(book, letter)
    if fact.kind == "emergency":
        raise Question(f"{fact.value} is a number that lives hang on, and no message changes it. Which public page says so?")
    if letter.value and letter.value.strip() != fact.value and phone.same_number(letter.value) != phone.same_number(fact.value):
        raise Question(f"Your copy says {letter.value.strip()}; since then it was changed to {fact.value} ({fact.dated}). "
                       "Is that still wrong?")  # fmt: skip
    value = _value(fact, letter)
    source = told.source(fact, letter, today)
    if isinstance(source, str):
        raise Question(source)
    if fact.kind == "dose" and not source.url:
        raise Question(
            f"A dose is changed only when a published page or paper says so. Which one says {value}, and from when is it?"
        )
    if source.date is not None and fact.as_of is not None and source.date.last < fact.as_of.first:
        raise Question(f"Our {fact.value} is from {fact.as_of.words()}, and what you know is older ({source.date.words()}). "
                       "Is there something newer that says so?")  # fmt: skip
    return Taken(fact, value, source)


def _fact(book: Book, letter: Letter) -> Fact:
    """The one fact that a letter means. Raises Question."""
    facts = book.register.facts
    named = re.match(r"\W*([a-z0-9]+(?:-[a-z0-9]+)*)", letter.fact or letter.value)
    if named and named[1] in facts:
        return facts[named[1]]
    said = " ".join((letter.value, letter.wrong, letter.rest))
    page = _page_facts(book, letter.page or letter.rest)
    found = _said(page, said) or _said(list(facts.values()), said)
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        which = "; ".join(f"{fact.value} ({fact.what})" for fact in found[:4])
        raise Question(f"Which of these do you mean: {which}?")
    if not said.strip():
        raise Question("Which number or value is wrong? Please copy it as it stands on the page.")
    raise Question("We can't find that value in the reader. Please copy the wrong number or words as they stand there, and say "
                   "on which page.")  # fmt: skip


def _page_facts(book: Book, named: str) -> list[Fact]:
    """The facts of the page that somebody names by address, title or number."""
    name = named.strip().lower().strip("/ .")
    for page in book.pages:
        if name and (page.url.strip("/") == name or (page.url and page.url.strip("/") in name) or page.title.lower() in name
                     or page.number == name or (page.number and re.search(rf"(?<![\d.]){re.escape(page.number)}(?![\d.])", name)
                                                and "." in page.number)):  # fmt: skip
            return [book.register.facts[each] for each in page.facts if each in book.register.facts]
    return []


def _said(facts: list[Fact], text: str) -> list[Fact]:
    """The facts whose value stands in a text; numbers in any way they are written."""
    numbers = {phone.same_number(match[0]) for match in phone.IN_TEXT.finditer(text)}
    words = " ".join(text.lower().split())
    by_number = [fact for fact in facts if fact.kind == "phone" and phone.same_number(fact.value) in numbers]
    return by_number or [
        fact for fact in facts
        if len(fact.value) > 1 and re.search(rf"(?<![\w$.-]){re.escape(fact.value.lower())}(?![\w-]|\.\d)", words)
    ]  # fmt: skip


def _value(fact: Fact, letter: Letter) -> str:
    """The new value, written as the old one is. Raises Question."""
    right = " ".join(letter.right.split())
    if not right or _UNSURE.search(right):
        raise Question(f"We will look into {fact.value} ({fact.what}). Do you know what is right, or who would?")
    if fact.kind == "phone":
        found = list(dict.fromkeys(_like(fact.value, match[0]) for match in phone.IN_TEXT.finditer(right))) or [right]
    elif fact.kind == "email":
        found = [each.rstrip(".") for each in _EMAIL.findall(right)] or [right]
    elif _MONEY.fullmatch(fact.value):
        found = [each.replace(" ", "") for each in _MONEY.findall(right)]
    else:
        found = _QUOTED.findall(right) or [_FLUFF.sub("", right).rstrip(".")]
    if len(found) != 1:
        raise Question(f"You write “{right[:120]}”. Which one of these should stand in place of {fact.value}?" if found else
                       f"Which amount should stand in place of {fact.value}?")  # fmt: skip
    value = found[0]
    if value == fact.value:
        raise Question(f"The reader says {fact.value} already. What is wrong with it?")
    if len(value) > 2 * len(fact.value) + 24:
        raise Question(f"Which words exactly should stand in place of “{fact.value}”? Please write only those.")
    wrong = fact_fields.FACT["value"](value) or fact_fields.fits(fact.kind, value)
    if wrong:
        raise Question(f"“{value}” can't be right as it is written: it {wrong}. How is it written in full?")
    return value


def _like(old: str, new: str) -> str:
    """A phone number written as the old one is: with or without the 1 in front."""
    try:
        number = phone.read(new)
    except phone.NotANumberError:
        return new
    if len(number.digits) != 10:
        return new
    plain = f"{number.digits[:3]}-{number.digits[3:6]}-{number.digits[6:]}"
    plain += f" local {number.extension}" if number.extension else ""
    return f"1-{plain}" if re.match(r"1[-. ]", old) or number.digits[0] == "8" else plain

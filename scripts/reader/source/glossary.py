"""The glossary: one list, docs/glossary.yml, for its page, for the links that lead there, and for words in brackets on paper."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from reader.source import schema
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping

FILE = "docs/glossary.yml"
HERE = re.compile(r"^<!-- here: glossary ([a-z])-([a-z]) -->$", re.MULTILINE)
_ASIDE = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "th", "svg", "strong"}  # what is bold is being explained
_QUIET = {"tonight", "stop", "six-steps", "example", "admonition-title"}  # somebody is in a hurry, or copies the words out
_BLOCKS = {"p", "li", "td", "dd"}
_SIGN = "[“”‘’\"']|\x02[^\x03]*\x03"  # a quotation mark or an apostrophe, or what Python-Markdown keeps in its place
_COMMON = {"being", "from", "have", "into", "much", "that", "they", "this", "used", "what", "when", "where", "with", "your"}


@dataclass(frozen=True)
class Term:
    """A word and its one meaning. `read`: the page below docs/, and its heading, that says more, or nothing.

    `in_text`: how other pages write it, where its first use leads here; `only_in`: the folders of the chapters where it
    has this meaning, if not everywhere. `on_paper`: what paper prints in brackets
    behind its first use in a chapter, or nothing.
    """

    word: str
    means: str
    read: str
    in_text: tuple[str, ...]
    only_in: tuple[str, ...]
    on_paper: str
    line: int

    @property
    def id(self) -> str:
        """Its place on the page of the glossary: “Take Home Naloxone, THN” is take-home-naloxone-thn."""
        return re.sub(r"[^a-z0-9]+", "-", self.word.lower()).strip("-")


@dataclass
class Glossary:
    """The terms in the order of the file, and what is wrong with it."""

    terms: list[Term] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)

    @cached_property
    def forms(self) -> dict[str, Term]:
        """Every form that leads to a term; one without capitals may begin a sentence, and each may have an s behind it."""
        found = {}
        for term in self.terms:
            for form in term.in_text:
                found[form] = term
                if form == form.lower():
                    found[form[:1].upper() + form[1:]] = term
        return found

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any form as a whole word, longer ones first."""
        forms = "|".join(re.escape(form) for form in sorted(self.forms, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])({forms})s?(?![\w-])") if forms else re.compile(r"(?!)")


def read(root: Path) -> Glossary:
    """Read docs/glossary.yml. Never raises for bad content: what is wrong stands in `problems`."""
    required: dict[str, schema.Rule] = {"word": schema.words, "means": schema.words}
    optional: dict[str, schema.Rule] = {
        "read": schema.words,
        "in_text": schema.word_list,
        "only_in": schema.word_list,
        "on_paper": schema.words,
    }
    entries, problems = schema.entries(root / FILE, FILE, "glossary", "word", required, optional)
    return Glossary([_term(entry) for entry in entries], problems)


def _term(entry: Mapping) -> Term:
    forms, folders = tuple(entry.get("in_text", [entry["word"]])), tuple(entry.get("only_in", []))
    return Term(entry["word"], entry["means"], entry.get("read", ""), forms, folders, entry.get("on_paper", ""), entry.line)


def listing(terms: Iterable[Term], letters: str, here: str, title_of: Callable[[str], str], *, paper: bool = False) -> Element:
    """What `<!-- here: glossary a-c -->` stands for on the page `here`: words, meanings, and where to read on.

    On paper it is a plain list: in a PDF a list of terms with its pairs held together is read aloud as no list at all.
    """
    whole, each, word, says = ("ul", "li", "b", "span") if paper else ("dl", "div", "dt", "dd")
    listed = Element(whole, {"class": "glossary"})
    first, _, last = letters.partition("-")
    for term in terms:
        if not is_among(term, first, last):
            continue
        pair = SubElement(listed, each)
        SubElement(pair, word, {"id": term.id}).text = term.word
        meaning = SubElement(pair, says)
        meaning.text = f"{term.means} "
        if term.read:
            SubElement(meaning, "a", {"href": _from(here, term.read)}).text = title_of(term.read.partition("#")[0])
    return listed


def is_among(term: Term, first: str, last: str) -> bool:
    """Whether a term is listed by `<!-- here: glossary first-last -->`."""
    return first <= term.word[0].lower() <= last


class Leading:
    """Leads from a page to the glossary: once from each term, at its first use in running text.

    `home` is the glossary's page and `path` the one being made. On paper nothing can be pressed: there the meaning
    stands behind the word, unless the text around says it, and once in a chapter: `told` remembers.
    """

    def __init__(self, glossary: Glossary, home: str, path: str, paper: bool, told: set[str]) -> None:
        self.glossary, self.home, self.path, self.paper, self.told = glossary, home, path, paper, told
        folder = posixpath.dirname(path)
        self.seen = {  # explained on this page, or of another meaning here
            term.id
            for term in glossary.terms
            if term.read.partition("#")[0] == path or (term.only_in and folder not in term.only_in)
        }
        self.around = ""

    def walk(self, element: Element) -> None:
        """Lead from the text of an element and all below it, in reading order."""
        if element.tag in _BLOCKS:
            self.around = "".join(element.itertext())
        element.text, found = self._lead(element.text)
        element[0:0] = found
        at = len(found)
        while at < len(element):
            child = element[at]
            if not self._is_aside(child):
                around = self.around
                self.walk(child)
                self.around = around
            child.tail, found = self._lead(child.tail)
            element[at + 1 : at + 1] = found
            at += 1 + len(found)

    def _is_aside(self, element: Element) -> bool:
        return (
            element.tag in _ASIDE
            or not _QUIET.isdisjoint(element.get("class", "").split())
            or bool(element.get("data-fact") or element.get("data-note"))
            or (element.text or "").startswith("reader-here-")
        )

    def _lead(self, text: str | None) -> tuple[str | None, list[Element]]:
        """Split a run of text at the terms: what stands before the first, and elements whose tails are the rest."""
        before, at = text, 0
        found: list[Element] = []
        for match in self.glossary.pattern.finditer(text or ""):
            term = self.glossary.forms[match[1]]
            if term.id in self.seen or (self.paper and _is_quoted(match)):
                continue
            self.seen.add(term.id)
            element, start, end = (self._meaning if self.paper else self._link)(term, match)
            if element is None:
                continue
            gap = match.string[at:start]
            if found:
                found[-1].tail = gap
            else:
                before = gap
            found.append(element)
            at = end
        if found:
            found[-1].tail = (text or "")[at:]
        return before, found

    def _link(self, term: Term, match: re.Match[str]) -> tuple[Element | None, int, int]:
        link = Element("a", {"class": "term", "href": f"{_from(self.path, self.home)}#{term.id}"})
        link.text = match[0]
        return link, match.start(), match.end()

    def _meaning(self, term: Term, match: re.Match[str]) -> tuple[Element | None, int, int]:
        new = term.id not in self.told
        self.told.add(term.id)
        if not (new and term.on_paper) or self._is_said(term, match):
            return None, 0, 0
        meaning = Element("span", {"class": "meaning"})
        meaning.text = f" ({term.on_paper})"
        return meaning, match.end(), match.end()

    def _is_said(self, term: Term, match: re.Match[str]) -> bool:
        """Whether the text explains the word itself: in brackets, behind a comma, or with most of the same words nearby."""
        before, after = match.string[: match.start()], match.string[match.end() :].lstrip()
        wanted = _words(term.on_paper)
        return (
            before.endswith("(")
            or after.startswith(("(", ", a ", ", an ", ", the "))
            or len(wanted & _words(self.around)) > len(wanted) / 2
        )


def _is_quoted(match: re.Match[str]) -> bool:
    """Whether brackets behind the word would stand in what somebody says, or between the word and its ’s."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    owns = re.match(_SIGN, after) is not None
    return owns or bool(re.search(rf"(?:{_SIGN})[^“”\"\x02\x03.]{{0,60}}$", before) and re.search(_SIGN, after[:120]))


def _words(text: str) -> set[str]:
    """The words of a text that tell something."""
    return {word for word in re.findall(r"[a-z]+", text.lower()) if len(word) > 3} - _COMMON


def _from(here: str, target: str) -> str:
    path, mark, anchor = target.partition("#")
    return posixpath.relpath(path, posixpath.dirname(here) or ".") + mark + anchor

"""From words to the glossary: a link where it can be pressed, else the meaning in brackets."""

from __future__ import annotations

import posixpath
import re
from xml.etree.ElementTree import Element

from reader.render.context import Context
from reader.source import syntax
from reader.source.glossary import Glossary, Term
from reader.source.page import way

_ASIDE = {"a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "th", "svg", "strong"}  # what is bold is being explained
_BLOCKS = {"p", "li", "td", "dd"}
_SIGN = "[“”‘’\"']|\x02[^\x03]*\x03"  # a quotation mark or an apostrophe, or what Python-Markdown keeps in its place
_COMMON = {"being", "from", "have", "into", "much", "that", "they", "this", "used", "what", "when", "where", "with", "your"}


def lead(root: Element, context: Context) -> None:
    """Lead to the glossary from every page but its own, and from no form: people write on those."""
    page, home = context.page, context.book.glossary_page
    if page is not None and home is not None and page != home and not page.is_form:
        TermLinker(context.book.glossary, home.path, page.path, context.medium.leads, context.notes.told).walk(root)


class TermLinker:
    """Leads from a page to the glossary: once from each term, at its first use in running text.

    `home` is the glossary's page and `path` the one being made. Where nothing can be pressed (`links` is false) the
    meaning stands behind the word, unless the text around says it, and once in a chapter: `told` remembers.
    """

    def __init__(self, glossary: Glossary, home: str, path: str, links: bool, told: set[str]) -> None:
        self.glossary, self.home, self.path, self.links, self.told = glossary, home, path, links, told
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
            or not syntax.WITHOUT_TERMS.isdisjoint(element.get("class", "").split())
            or bool(element.get("data-fact") or element.get("data-note"))
            or (element.text or "").startswith(syntax.KEPT)
        )

    def _lead(self, text: str | None) -> tuple[str | None, list[Element]]:
        """Split a run of text at the terms: what stands before the first, and elements whose tails are the rest."""
        before, at = text, 0
        found: list[Element] = []
        for match in self.glossary.pattern.finditer(text or ""):
            term = self.glossary.forms[match[1]]
            if term.id in self.seen or (not self.links and _is_quoted(match)):
                continue
            self.seen.add(term.id)
            element, start, end = (self._link if self.links else self._meaning)(term, match)
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
        link = Element("a", {"class": "term", "href": f"{way(self.path, self.home)}#{term.id}"})
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

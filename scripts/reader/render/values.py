"""Values of the register in the text: what a press on them does, the marks of their sources, and their age."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element, SubElement

import click

from reader.render.context import Context
from reader.render.footer import AGES
from reader.render.notes import called
from reader.render.tree import take_out
from reader.source import phone, syntax
from reader.source.facts import Fact


def put_in(root: Element, context: Context) -> None:
    """Replace every fact and note of a page, in reading order."""
    _Values(context).walk(root, quiet=False)


def count_old(root: Element) -> int:
    """How many values of a finished page show their date because they are old or undated."""
    return sum(element.get("class") == "age" and "hidden" not in element.attrib for element in root.iter())


def make_callable(element: Element) -> None:
    """A number that saves a life is called by a press on it, unless it stands in a link already."""
    for child in element:
        if child.tag == "span" and child.get("class") == "emergency":
            child.tag = "a"
            child.attrib = {"class": "emergency", "href": phone.read(child.text or "").address}
        elif child.tag not in ("a", "button", "summary", "label"):
            make_callable(child)


class _Values:
    def __init__(self, context: Context) -> None:
        self.context, self.notes, self.register = context, context.notes, context.book.register

    def walk(self, element: Element, quiet: bool) -> None:
        """Replace what stands below `element`; `quiet`: without marks."""
        quiet = quiet or not syntax.WITHOUT_MARKS.isdisjoint(element.get("class", "").split())
        for child in list(element):
            if child.get("data-fact"):
                self._fact(element, child, quiet)
            elif child.get("data-note"):
                source = self._known(self.register.sources, child.attrib.pop("data-note"), "source")
                number = self.notes.number(source.id)  # also of a quiet one: its source stands in the list
                if quiet:
                    take_out(element, child)
                else:
                    self._mark(element, child, number)
            else:
                self.walk(child, quiet)

    def _fact(self, parent: Element, span: Element, quiet: bool) -> None:
        fact = self._known(self.register.facts, span.attrib.pop("data-fact"), "fact")
        if span.text != fact.base.value:
            raise click.ClickException(f"the text says {span.text}, the register says {fact.base.value} for {fact.id}")
        span.text = fact.value
        address = _address(fact)
        if address:
            span.tag = "a"
            span.set("href", address)
        span.set("class", f"fact {fact.kind}")
        if fact.kind == "email" and self.context.medium.reflows:  # long ones break here first
            name, at, rest = fact.value.partition("@")
            span.text = name + at
            SubElement(span, "wbr").tail = rest
        self.notes.facts.setdefault(fact.id, fact)
        numbers = [self.notes.number(name) for name in fact.sources]
        if quiet or fact.kind == "emergency":
            return
        tail, span.tail = span.tail, None
        at = list(parent).index(span) + 1
        marks = [Element("sup") for _ in numbers]
        for mark, number in zip(marks, numbers, strict=True):
            parent.insert(at, mark)
            self._mark(parent, mark, number)
            at += 1
        if fact.kind == "phone" and self.context.medium.brackets:  # it would be read as the end of the number, and dialled
            marks[0].text = None
            marks[0].set("class", f"{marks[0].get('class')} opens")
            marks[-1].set("class", f"{marks[-1].get('class')} closes")
        age = self._age(fact)
        parent.insert(at, age)
        age.tail = tail

    def _age(self, fact: Fact) -> Element:
        """Its date beside the value: shown if old on the edition's day; the page's script shows it when it gets old.

        A star stands for no date, which is said once at the foot of the page or at the chapter's sources. Words say it
        where a wrong value harms at once, and on forms and zines, which print no sources.
        """
        page, medium, day = self.context.page, self.context.medium, self.context.history.day
        age = Element("span", {"class": "age", **medium.aside})
        sheet = page is not None and (page.is_form or page.is_zine)
        if not fact.as_of and medium.cites and not sheet and fact.kind != "dose":
            _star(age, leads=medium.alone and page is not None)
            self.notes.starred = True
            return age
        age.text = f" ({fact.dated})"
        if fact.as_of and page is not None and page.dates and not medium.ages:
            age.text = f" (as of {fact.as_of.text})"
            return age
        if fact.as_of:
            age.set("data-as-of", fact.as_of.text)
            age.set("data-months", str(fact.months_until_old))
        if day and not fact.is_old(day):
            age.set("hidden", "")
        return age

    def _mark(self, parent: Element, sup: Element, number: int) -> None:
        if self.context.medium.alone and number not in self.notes.marked:
            sup.set("id", called(number))
        self.notes.marked.add(number)
        before = list(parent).index(sup) - 1
        follows = before >= 0 and parent[before].tag == "sup" and not parent[before].tail
        sup.set("class", "note more" if follows else "note")
        sup.attrib |= self.context.medium.aside
        sup.text = "\u00a0"  # a number that is copied with a phone number would be dialled
        link = SubElement(sup, "a", {"href": f"#source-{number}", "aria-label": f"Source {number}"})
        link.text = str(number)

    def _known(self, among: dict[str, Any], name: str, noun: str) -> Any:
        if name not in among:
            where = f"{self.context.page.file}: " if self.context.page else ""
            raise click.ClickException(f"{where}there is no {noun} “{name}” in any facts.yml")
        return among[name]


def _star(age: Element, leads: bool) -> None:
    """The mark of a value whose source has no date; `leads`: to the foot of the page, which says what it means."""
    mark = SubElement(age, "a", {"href": f"#{AGES}", "aria-label": "No date"}) if leads else SubElement(age, "b")
    mark.text = "*"


def _address(fact: Fact) -> str:
    """What a press on the value does: call, text or write."""
    if fact.kind == "email":
        return f"mailto:{fact.value}"
    return phone.read(fact.value).address if fact.kind in ("phone", "emergency") else ""

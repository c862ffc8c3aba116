"""Tables fit for a phone: cells that know their heading, and empty logs that say where their paper is."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from reader.render.context import Context
from reader.source.facts import Fact
from reader.source.page import Page


def label(root: Element, context: Context) -> None:
    """Look at every table of a page, before values take the place of their marks."""
    page = context.page
    for table in root.iter("table"):
        _label(table, context.book.register.facts)
    if page is not None and page.is_form and context.medium.papers:
        _point_to_paper(root, page)


def _label(table: Element, facts: Mapping[str, Fact]) -> None:
    """Tell its cells their heading, or that it is a log.

    Beside numbers to call and addresses to write to, words would have a third of a phone's width.
    """
    heads = [" ".join("".join(head.itertext()).split()) for head in table.iter("th")]
    rows = [list(row) for row in table.iter("tr") if any(cell.tag == "td" for cell in row)]
    if rows and all(not "".join(cell.itertext()).strip() and not len(cell) for row in rows for cell in row):
        table.set("class", "log")
    elif len(heads) > 2:
        table.set("class", "stack")
        for row in rows:
            for head, cell in zip(heads, row, strict=False):
                cell.set("data-label", head)
    elif heads and any(_is_called(span, facts) for row in rows for span in row[-1].iter("span")):
        table.set("class", "stack calls")
        for row in rows:
            row[-1].set("data-label", heads[-1])


def _is_called(span: Element, facts: Mapping[str, Fact]) -> bool:
    fact = facts.get(span.get("data-fact", ""))
    return fact is not None and fact.kind in ("phone", "email")


def _point_to_paper(root: Element, page: Page) -> None:
    """Behind each empty log: where its paper is. The build fills it in when there is one."""
    for at, child in reversed(list(enumerate(root))):
        if child.tag == "table" and child.get("class") == "log":
            root.insert(at + 1, Element("p", {"class": "log-paper", "data-form": page.form}))

"""How a source is cited, and what it says of a value."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from reader.source import dates
from reader.source.facts import Fact, Source


def cite(parent: Element, source: Source) -> None:
    """Write publisher, title (a link where the original has an address) and date into `parent`."""
    parent.text = f"{source.publisher}: "
    title = SubElement(parent, "a", {"href": source.url}) if source.url else SubElement(parent, "cite")
    title.text = source.title
    title.tail = f", {source.dated}."


def dated(fact: Fact) -> str:
    """The fact's date in words, and for an undated page when it was read."""
    read = dates.parse(fact.read) if fact.read else None
    return f"{fact.dated}, read in {read.words()}" if read else fact.dated


def about(fact: Fact, source: Source) -> str:
    """The line below a source for one of its facts, where it adds to the source's own date; else empty."""
    parts = []
    if fact.as_of is None or source.date is None or fact.as_of.text != source.date.text:
        parts.append(dated(fact))
    if fact.note:
        parts.append(fact.note.rstrip("."))
    return f"{fact.value} ({fact.what}): {'; '.join(parts)}." if parts else ""

"""A town's own edition, on its pages: whose it is on the cover, and its own numbers first in the directory."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from reader.render.context import Context

COVER, DIRECTORY = "index.md", "directory/index.md"


def add(root: Element, context: Context) -> None:
    """Add what the town has to say to the cover and to the first page of the directory; nothing elsewhere."""
    town, page = context.book.town, context.page
    if town is None or page is None or page.path not in (COVER, DIRECTORY):
        return
    at = next((at for at, child in enumerate(root) if child.tag == "h1"), -1) + 1
    line = Element("p", {"class": "town"})
    SubElement(line, "strong").text = town.line
    root.insert(at, line)
    if page.path != DIRECTORY or not town.own:
        return
    heading = Element("h2", {"id": "our-own-numbers"})
    heading.text = f"Our own numbers, from {town.name}"
    listing = Element("ul")
    for own in town.own:
        item = SubElement(listing, "li")
        item.text = f"{own.what}: "
        value = SubElement(item, "a", {"href": own.link, "class": "fact"}) if own.link else SubElement(item, "strong")
        value.text = own.value
        value.tail = f" ({own.source}, {own.dated})"
    root.insert(at + 1, heading)
    root.insert(at + 2, listing)

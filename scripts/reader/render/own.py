"""A town's own edition, on its pages: whose it is on the cover, its own numbers first in the directory and on the cards."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from reader.render.context import Context
from reader.source.town import Own

COVER, DIRECTORY = "index.md", "directory/index.md"
ON_A_CARD = 1  # a card is 54 mm high: the first of the town's phone numbers
_TO_FILL_IN = "Ours"  # how the line of a card begins that is for them


def add(root: Element, context: Context) -> None:
    """Add what the town has to say to the cover, to the first page of the directory and to cards; nothing elsewhere."""
    town, page = context.book.town, context.page
    if town is None or page is None:
        return
    if page.cards:
        _on_cards(root, [own for own in town.own if own.kind == "phone"][:ON_A_CARD])
    if page.path not in (COVER, DIRECTORY):
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


def _on_cards(root: Element, numbers: list[Own]) -> None:
    """Put them into each list of numbers, right below 9-1-1, in the place of the line to fill in."""
    for table in [child for child in root if child.tag == "table"] if numbers else ():
        rows = table.find("tbody")
        if rows is None or not any("emergency" in part.get("class", "").split() for part in rows[0].iter()):
            continue
        labels = [dict(cell.attrib) for cell in rows[0]]
        for at, own in enumerate(numbers, 1):
            row = Element("tr")
            cells = [SubElement(row, "td", label) for label in labels]
            SubElement(cells[0], "a", {"href": own.link, "class": "fact phone"}).text = own.value
            cells[1].text = f"{own.what} ({own.as_of})"
            rows.insert(at, row)
        after = list(root)[list(root).index(table) :]
        for line in [each for each in after if each.tag == "p" and (each.text or "").startswith(_TO_FILL_IN)][:1]:
            root.remove(line)

"""All facts in lists: what the pages about/facts… show."""

from __future__ import annotations

from collections.abc import Collection
from xml.etree.ElementTree import Element, SubElement

from reader.render.citation import cite, dated
from reader.source import phone
from reader.source.book import Book
from reader.source.facts import Fact
from reader.source.page import Page, way

PAGES_NAMED = 12  # of a value on more pages than that, the chapters are named: the list of 9-1-1 would fill screens


def uses(book: Book) -> dict[str, list[Page]]:
    """Fact ids and the pages that use each, in reading order."""
    found: dict[str, list[Page]] = {}
    for page in book.pages:
        for name in page.facts:
            found.setdefault(name, []).append(page)
    return found


def fact_list(book: Book, here: str, folders: Collection[str] = ()) -> Element:
    """Cards for the facts of these folders (of all when there are none), as seen from the page `here`."""
    where = uses(book)
    box = Element("div", {"class": "facts"})
    titles = {page.path.partition("/")[0]: chapter.title for chapter in book.chapters for page in chapter.pages}
    home = ""
    for fact in sorted(book.register.facts.values(), key=lambda fact: (fact.base.path, fact.base.line)):
        folder = fact.folder
        if folders and folder not in folders:
            continue
        if folder != home:
            home = folder
            heading = titles.get(folder, folder.replace("-", " ").capitalize())
            SubElement(box, "h2", {"id": f"facts-{folder}"}).text = heading
        box.append(_card(fact, book, where.get(fact.id, []), here))
    return box


def _card(fact: Fact, book: Book, pages: list[Page], here: str) -> Element:
    card = Element("div", {"class": "card", "id": f"fact-{fact.id}"})
    value = SubElement(card, "p", {"class": "value"})
    if fact.kind == "emergency":  # called from here too
        value = SubElement(value, "a", {"class": "emergency", "href": phone.read(fact.value).address})
    value.text = fact.value
    SubElement(card, "p", {"class": "what"}).text = fact.what
    listing = SubElement(card, "dl")
    _row(listing, "Date").text = dated(fact)
    for name in fact.sources:
        cite(_row(listing, "Source"), book.register.sources[name])
    if fact.note:
        _row(listing, "Note").text = fact.note
    if pages:
        _name(_row(listing, "Used on"), pages, book, here)
    if edit := book.settings.addresses.line(fact.path, fact.line):
        link = SubElement(_row(listing, "Wrong?"), "a", {"href": edit, "aria-label": f"edit this value: {fact.value}"})
        link.text = "edit this value"
    return card


def _name(used: Element, pages: list[Page], book: Book, here: str) -> None:
    """Links to the pages; of a value that stands nearly everywhere, to the chapters, with how many of their pages have it."""
    shown = [(page, 1) for page in pages]
    if len(pages) > PAGES_NAMED:
        named = {page.path for page in pages}
        chapters = [(chapter.pages[0], sum(page.path in named for page in chapter.pages)) for chapter in book.chapters]
        shown = [each for each in chapters if each[1]]
    for page, count in shown:
        if len(used):
            used[-1].tail = f"{used[-1].tail}, "
        link = SubElement(used, "a", {"href": way(here, page.path)})
        link.text = f"{page.number} {page.title}".strip()
        link.tail = f" ({count} pages)" if count > 1 else ""


def _row(listing: Element, term: str) -> Element:
    SubElement(listing, "dt").text = term
    return SubElement(listing, "dd")

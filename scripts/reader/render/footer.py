"""The foot of a page: how old it is, and where to say that something is wrong."""

from __future__ import annotations

from urllib.parse import urlencode
from xml.etree.ElementTree import Element, SubElement

from reader.render.context import Context
from reader.source import dates
from reader.source.book import Book
from reader.source.history import History
from reader.source.letter import Letter
from reader.source.page import Page, way
from reader.source.settings import Addresses

AGES = "ages"  # the id of the line below: every star leads to it
_ONE = "1 value on this page is old, or its source has no date{star}."
_MANY = "{n} values on this page are old, or their source has no date{star}."


def foot(page: Page, context: Context, old: int) -> Element:
    """What stands below every page: old values, last change and edition, ways to correct it, whose edition it is.

    `old` is the number of values on the page that show their date because they are old or undated.
    """
    book, history = context.book, context.history
    footer = Element("footer", {"class": "foot", **context.medium.aside})
    footer.append(_ages(old, " (*)" if context.notes.starred else ""))
    footer.append(_changed(page, book, history))
    footer.append(_correct(page, book, history.edition))
    if page.number and context.medium.papers:  # a form has this line below its title
        # Pages and sheets are known only when the press is done; the build fills this in, or takes it out.
        SubElement(footer, "p", {"class": "print", "data-papers": page.path})
    SubElement(footer, "p", {"class": "independent"}).text = book.words.get("independent", "")
    return footer


def _ages(old: int, star: str) -> Element:
    """The count of old values: on the edition's day here, on the day of reading by the page's script.

    `star` says what a star means, where the page has one.
    """
    one, many = _ONE.format(star=star), _MANY.replace("{star}", star)
    line = Element("p", {"class": "ages", "id": AGES, "data-one": one, "data-many": many})
    line.text = one if old == 1 else many.format(n=old)
    if not old:
        line.set("hidden", "")
    return line


def _changed(page: Page, book: Book, history: History) -> Element:
    changed = history.of_page(page, book)
    line = Element("p", {"class": "dates"})
    if changed.day is None:
        line.text = f"When this page last changed is not known: {changed.reason}."
    else:
        line.text = "Last changed: "
        SubElement(line, "time", {"datetime": changed.day.isoformat()}).text = dates.in_words(changed.day)
        line[-1].tail = " (its text, or a fact on it)."
    if history.edition:
        SubElement(line, "span", {"class": "edition"}).text = f" Edition {history.edition}."
    return line


def _correct(page: Page, book: Book, edition: str) -> Element:
    """The ways to say that something is wrong; an address that is not set has no link."""
    name = page.url or "the cover"
    line = Element("p", {"class": "wrong"})
    addresses, home = book.settings.addresses, book.correction_page
    query = urlencode({"page": name, "edition": edition})
    links = [
        ("Something wrong? Tell us", f"{way(page.path, home.path)}?{query}" if home else ""),
        ("by e-mail", addresses.mail(Letter(name, edition))),
        ("by text message", addresses.sms(Letter(name, edition))),
        ("on the form", addresses.issue(Letter(name, edition))),
        ("edit this page", addresses.edit(page.file)),
    ]
    for text, target in links:
        if target:
            if len(line):
                line[-1].tail = " · "
            SubElement(line, "a", {"href": target}).text = text
    return line


_BLANKS = Letter("PAGE", "EDITION", "FACT", "VALUE", "SOURCE", "WRONG", "RIGHT", "HOW")  # what the page's script fills in


def reporting(addresses: Addresses) -> Element:
    """On the correction page: every way that is open, with the page's script filling in what it knows and what it asks."""
    box = Element("div", {"class": "reporting"})
    SubElement(box, "div", {"class": "asking"})  # the script's questions; the style holds their room
    about = SubElement(box, "p", {"data-fill-when": "page", "hidden": ""})
    about.text = "Page: "
    SubElement(about, "strong", {"data-fill": "page"}).tail = ". Edition: "
    SubElement(about, "strong", {"data-fill": "edition"}).tail = "."
    ways = SubElement(box, "ul")
    for text, plain, target in (
        (f"Write an e-mail to {addresses.contact}", addresses.mail(Letter()), addresses.mail(_BLANKS)),
        (f"Send a text message to {addresses.texts}", addresses.sms(Letter()), addresses.sms(_BLANKS)),
        ("Fill in the form (needs a GitHub account)", addresses.issue(Letter()), addresses.issue(_BLANKS)),
    ):
        if target:
            SubElement(SubElement(ways, "li"), "a", {"href": plain, "data-fill-href": target}).text = text
    SubElement(ways, "li").text = "Tell whoever gave you this reader. Say which page, what is wrong, and how you know."
    return box

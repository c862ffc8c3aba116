"""A tree of HTML elements as the strict XHTML that e-books are made of: notes as pop-ups, links to files of the book."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from reader.export import words
from reader.export.manuscript import target
from reader.render.notes import Notes
from reader.render.tree import take_out
from reader.source.page import Page

_HTML, _OPS, _SVG = "http://www.w3.org/1999/xhtml", "http://www.idpf.org/2007/ops", "http://www.w3.org/2000/svg"
TYPE = "epub:type"  # an attribute; its prefix is said at the root
_EMPTY = {"br", "hr", "img", "link", "wbr"}
_CLOSES_ITSELF = re.compile(r"<(\w+)((?: [^<>]*)?) />")
_MANY = 6  # columns that no phone has room for, in letters of the usual size
_SIDES = ("left", "right", "center")


def document(title: str, language: str, body: Element) -> bytes:
    """A file of an e-book; the elements of `body` have no namespace yet, those of drawings have theirs.

    Namespaces are written as HTML has them: some readers take a book for a web page, where a prefix would hide a drawing and
    an element that closes itself would swallow what follows. ElementTree's own prefixes are shared with all libraries that
    use it: one that WeasyPrint registers takes ours away.
    """
    root = Element("html", {"xmlns": _HTML, "xmlns:epub": _OPS, "lang": language, "xml:lang": language})
    head = SubElement(root, "head")
    SubElement(head, "title").text = title
    SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "style.css"})
    body.tag = "body"
    root.append(body)
    for element in root.iter():
        if element.tag == f"{{{_SVG}}}svg":
            element.set("xmlns", _SVG)
        element.tag = words.tag(element)
    text = ElementTree.tostring(root, encoding="unicode")
    closed = _CLOSES_ITSELF.sub(lambda tag: tag[0] if tag[1] in _EMPTY else f"<{tag[1]}{tag[2]}></{tag[1]}>", text)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n{closed}\n'.encode()


def has_drawing(body: Element) -> bool:
    """Whether a drawing stands in it: the list of the book's files has to say so."""
    return any(words.tag(element) == "svg" for element in body.iter())


def adapt(body: Element, page: Page, place_of: Callable[[str], str], address_of: Callable[[str], str]) -> None:
    """Lead to files of the book, number the page, make its marks of notes pop-ups, and leave out what XHTML has not.

    `place_of` says which file of the book a path in docs/ is, `address_of` where it is on the site; both may know none.
    """
    for parent in list(body.iter()):
        for child in list(parent):
            if not isinstance(child.tag, str):
                take_out(parent, child)
    for element in list(body.iter()):
        if (side := element.attrib.pop("align", "")) in _SIDES:
            element.set("class", f"{element.get('class', '')} to-{side}".strip())
        for name in [name for name in element.attrib if name.startswith("data-") or name == "focusable"]:
            del element.attrib[name]
        if words.tag(element) == "a":
            _link(element, page, place_of, address_of)
        elif kind := _kind(element):
            element.set("class", kind)
    if page.number:
        mark = Element("span", {TYPE: "pagebreak", "role": "doc-pagebreak", "id": "page", "aria-label": page.number})
        body.insert(0, mark)


def _kind(element: Element) -> str:
    """What the style has to know and can't see for itself in old readers: an entry with a box, a table with many columns."""
    name = words.tag(element)
    if name == "li" and words.is_ticked(element):
        return "ticked"
    return "wide" if name == "table" and len(words.rows(element)[0]) >= _MANY else ""


def with_notes(body: Element, notes: Notes) -> None:
    """Put the sources below the page, each as what opens over the text when its number is pressed."""
    for number, item in enumerate(notes.listing(), 1):
        aside = SubElement(body, "aside", {TYPE: "footnote", "role": "doc-footnote", "id": f"source-{number}"})
        paragraph = SubElement(aside, "p")
        paragraph.text, paragraph[:] = f"{number}. {item.text or ''}", [each for each in item if each.tag != "ul"]
        aside.extend(each for each in item if each.tag == "ul")


def _link(link: Element, page: Page, place_of: Callable[[str], str], address_of: Callable[[str], str]) -> None:
    href = link.get("href", "")
    if href.startswith("sms:"):  # no scheme that EPUB's checker knows: the number stands there to read
        link.tag = "span"
        del link.attrib["href"]
        return
    if href.startswith("#source-"):
        link.set(TYPE, "noteref")
        link.set("role", "doc-noteref")
        return
    path, place = target(page, href)
    if not path or path == page.path:
        return
    file, address = place_of(path), address_of(path)
    if file or address:
        link.set("href", f"{file or address}{f'#{place}' if place else ''}")
    else:
        link.tag = "span"
        del link.attrib["href"]

"""A chapter as HTML for paper: its pages one after the other, links as section numbers, notes at the end."""

from __future__ import annotations

import hashlib
import posixpath
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from reader.render.context import Context
from reader.render.medium import PAPER
from reader.render.notes import Notes
from reader.source import extensions
from reader.source.book import Book
from reader.source.history import History
from reader.source.own_files import is_own
from reader.source.page import Page

_OURS = "reader.markdown"
_EM_A_LETTER, _EMS_A_ROW = 0.5, 46  # as wide as a letter is on average, and as a line is on a form
_STOPS = ".,;:!?)”’"
_SHORT = 24  # letters that may stay on one line with a mark


@dataclass(frozen=True)
class Manuscript:
    """What stands on paper: the HTML of each page with its slug, and the list of sources."""

    pages: tuple[tuple[str, str], ...]
    sources: str
    notes: Notes


def manuscript(book: Book, history: History, pages: tuple[Page, ...]) -> Manuscript:
    """Render pages as one run of text with common notes, with the extensions that mkdocs.yml names."""
    notes = Notes(book.register)
    names, settings = extensions.named(book.root)

    def render(page: Page) -> str:
        ours = {_OURS: {"context": Context(book, history, page, PAPER, notes)}}
        steps: list[str | Extension] = [*names, PaperExtension(book, page, pages)]
        return Markdown(extensions=steps, extension_configs={**settings, **ours}).convert(page.body)

    rendered = tuple((anchor(page.path), render(page)) for page in pages)
    if not notes.numbers:
        return Manuscript(rendered, "", notes)
    listing = notes.listing()
    for item in listing:
        item.set("id", f"{posixpath.dirname(pages[0].path)}.{item.get('id')}")
    return Manuscript(rendered, ElementTree.tostring(listing, encoding="unicode", method="html"), notes)


def anchor(path: str) -> str:
    """The id of a page on paper, and the beginning of all ids on it: no two in the book are alike."""
    return path.removesuffix(".md").replace("/", ".")


class PaperExtension(Extension):
    """Turns a page's links and ids into those of its chapter."""

    def __init__(self, book: Book, page: Page, pages: tuple[Page, ...]) -> None:
        super().__init__()
        self.book, self.page, self.pages = book, page, pages

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Come last: ids and links are complete then."""
        md.treeprocessors.register(_Paper(md, self), "reader-paper", 1)


class _Paper(Treeprocessor):
    def __init__(self, md: Markdown, extension: PaperExtension) -> None:
        super().__init__(md)
        self.page = extension.page
        self.inside = {page.path for page in extension.pages}
        self.docs = extension.book.root / "docs"
        self.known = {page.path: page for page in extension.book.pages}

    def run(self, root: Element) -> None:
        here = anchor(self.page.path)
        for element in root.iter():
            element.attrib.pop("data-search-exclude", None)
            if "id" in element.attrib:
                element.set("id", f"{here}.{element.get('id')}")
        for parent in root.iter():
            for child in list(parent):
                if child.tag == "a" and child.get("class") != "folio":
                    self._link(parent, child)
        for picture in root.iter("img"):
            self._find(picture)
        _name_drawings(root)
        if self.page.is_form:
            for paragraph in root.iter("p"):
                _row(paragraph)
            return
        _lower(root)
        _hold(root)
        _start(root)

    def _find(self, picture: Element) -> None:
        """A picture is looked for from its page, as on the site; its content is named too, so that a new one is printed."""
        parts = urlsplit(picture.get("src", ""))
        if parts.scheme or not parts.path:
            return
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), unquote(parts.path)))
        file = self.docs / path
        if is_own(self.docs, file):
            picture.set("src", f"{quote(path)}?{hashlib.sha256(file.read_bytes()).hexdigest()[:16]}")

    def _link(self, parent: Element, link: Element) -> None:
        """A link inside the chapter is pressed or looked up; one out of it only looked up: chapters print alone."""
        parts = urlsplit(link.get("href", ""))
        if parts.scheme:
            return
        if not parts.path:
            home = posixpath.dirname(self.page.path) if parts.fragment.startswith("source-") else anchor(self.page.path)
            link.set("href", f"#{home}.{parts.fragment}")
            return
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.page.path), parts.path))
        target = self.known.get(path)
        if path in self.inside:
            link.set("href", f"#{anchor(path)}.{parts.fragment}" if parts.fragment else f"#{anchor(path)}")
        else:
            link.tag = "span"
            link.attrib = {"class": "elsewhere"}
        if target is not None and target.number and path != self.page.path:
            _refer(parent, link, target.number, link.get("href", ""))


def _name_drawings(root: Element) -> None:
    for drawing in root.iter("svg"):
        if "aria-label" in drawing.attrib:  # the only words that WeasyPrint takes over for a drawing
            title = Element("title")
            title.text = drawing.get("aria-label")
            drawing.insert(0, title)


def _refer(parent: Element, link: Element, number: str, place: str) -> None:
    """Write behind a link where it leads: (see 5.1), or inside the chapter (see 4.1, page 4-8).

    Not where the text beside it says it already. The folio is filled in when the chapter is laid out.
    """
    at = list(parent).index(link)
    before = (parent[at - 1].tail if at else parent.text) or ""
    nearby = f"{''.join(link.itertext())}{(link.tail or '')[:20]}"
    if re.search(rf"\bchapter {re.escape(number)}\b", nearby, re.IGNORECASE):
        return
    says_see = before.rstrip().lower().endswith("see")
    reference = Element("span", {"class": "reference"})
    reference.text, reference.tail, link.tail = f"({'' if says_see else 'see '}{number}", link.tail, None
    if place:
        folio = SubElement(reference, "a", {"class": "folio", "href": place, "data-no": number.partition(".")[0]})
        folio.text, folio.tail = ", page ", ")"
    else:
        reference.text += ")"
    link.tail = " "
    parent.insert(at + 1, reference)


def _hold(root: Element) -> None:
    """Keep marks of notes and short blanks on the line of the word before them, and the full stop behind them too."""
    for parent in list(root.iter()):
        at = 0
        while at < len(parent):
            if _is_held(parent[at]):
                at = _held(parent, at)
            at += 1


def _held(parent: Element, at: int) -> int:
    """Wrap the marks from `at` on, and the word before them, in one element; returns its place."""
    run = [parent[at]]
    while not run[-1].tail and at + len(run) < len(parent) and _is_held(parent[at + len(run)]):
        run.append(parent[at + len(run)])
    held = Element("span", {"class": "held"})
    previous = parent[at - 1] if at else None
    before = (parent.text if previous is None else previous.tail) or ""
    space = r"\s?" if run[0].tag == "span" else ""
    if word := re.search(rf"(?:^|(?<=\s))\S{{1,30}}{space}$", before):
        held.text, before = word[0], before[: word.start()]
        if previous is None:
            parent.text = before
        else:
            previous.tail = before
    elif previous is not None and not before and len("".join(previous.itertext())) <= _SHORT:
        run.insert(0, previous)
        at -= 1
    for place, element in enumerate(run):
        behind = run[place - 1] if place else None if held.text or before else previous
        said = held.text or before if behind is None else "".join(behind.itertext())
        first = behind is None or behind.tag != "sup"
        address = behind is not None and behind.get("href")
        if element.tag == "sup" and not (first and (address or re.search(r"[\d%]$", said))):
            element.text = None  # the space in it keeps it off a figure or an address; elsewhere it is a gap
    tail = run[-1].tail or ""
    end = len(tail) - len(tail.lstrip(_STOPS))
    run[-1].tail, held.tail = tail[:end], tail[end:]
    for element in run:
        parent.remove(element)
    held.extend(run)
    parent.insert(at, held)
    return at


def _is_held(element: Element) -> bool:
    if element.tag == "sup":
        return "note" in element.get("class", "").split()
    return element.get("class") == "blank" and (element.tail or " ")[0] in _STOPS


def _start(root: Element) -> None:
    """Put what stands above a page's first section into one block: it is never parted from its title."""
    block = Element("div", {"class": "start"})
    for element in list(root):
        if element.tag in ("h2", "h3") and len(block):
            break
        root.remove(element)
        block.append(element)
    root.insert(0, block)


def _row(paragraph: Element) -> None:
    """A short paragraph with blanks becomes a row: its words go into elements of their own, and the blanks fill the line.

    A longer one, like a letter's, stays running text.
    """
    widths = [float(child.get("style", "")[6:-2]) for child in paragraph if child.get("class") == "blank"]
    if not widths or sum(widths) + len("".join(paragraph.itertext())) * _EM_A_LETTER > _EMS_A_ROW:
        return
    paragraph.set("class", "row")
    children, words = list(paragraph), Element("span")
    words.text, paragraph.text = paragraph.text, None
    paragraph[:] = [words]
    for child in children:
        if child.get("class") == "blank":
            words = Element("span")
            words.text, child.tail = child.tail, None
            paragraph.extend((child, words))
        else:
            words.append(child)
    paragraph[:] = [part for part in paragraph if part.get("class") == "blank" or len(part) or (part.text or "").strip()]


def _lower(root: Element) -> None:
    """Page titles are second to the chapter's: every heading goes down a level."""
    for element in root.iter():
        if element.tag in ("h1", "h2", "h3", "h4", "h5"):
            element.tag = f"h{int(element.tag[1]) + 1}"

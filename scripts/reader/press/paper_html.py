"""A chapter as HTML for paper: its pages one after the other, links as section numbers, notes at the end."""

from __future__ import annotations

import copy
import hashlib
import posixpath
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from reader.press import short_sources, typography
from reader.press.leading import Leadings
from reader.render.context import Context
from reader.render.medium import PAPER
from reader.render.notes import Notes
from reader.render.renderer import Renderer
from reader.source.book import Book
from reader.source.history import History
from reader.source.own_files import is_own
from reader.source.page import Page

_AGAIN = "\x02again\x03"  # no text holds these signs: Python-Markdown takes them out


@dataclass(frozen=True)
class Manuscript:
    """What stands on paper: the HTML of each page with its slug, and the list of sources.

    `usual`: the same pages with all lines as far apart as usual, which large print has.
    """

    pages: tuple[tuple[str, str], ...]
    usual: tuple[tuple[str, str], ...]
    sources: str
    notes: Notes


def manuscript(book: Book, history: History, pages: tuple[Page, ...], leadings: dict[str, Leadings] | None = None) -> Manuscript:
    """Render pages as one run of text with common notes, with the extensions that mkdocs.yml names.

    `leadings`: those that were chosen for some of them, by path.
    """
    context = Context(book, history, None, PAPER)
    notes, renderer = context.notes, Renderer(context, PaperExtension(context, pages, leadings or {}))

    def render(page: Page) -> tuple[str, str]:
        html, _, usual = renderer.html(page, notes).partition(_AGAIN)
        return html.rstrip(), usual.lstrip() or html

    rendered = [(anchor(page.path), *render(page)) for page in pages]
    both = tuple((name, html) for name, html, _ in rendered), tuple((name, usual) for name, _, usual in rendered)
    if not notes.numbers:
        return Manuscript(*both, "", notes)
    listing = notes.listing()
    short_sources.shorten(listing)
    for item in listing:
        item.set("id", f"{posixpath.dirname(pages[0].path)}.{item.get('id')}")
    return Manuscript(*both, ElementTree.tostring(listing, encoding="unicode", method="html"), notes)


def anchor(path: str) -> str:
    """The id of a page on paper, and the beginning of all ids on it: no two in the book are alike."""
    return path.removesuffix(".md").replace("/", ".")


class PaperExtension(Extension):
    """Turns a page's links and ids into those of its chapter."""

    def __init__(self, context: Context, pages: tuple[Page, ...], leadings: dict[str, Leadings]) -> None:
        super().__init__()
        self.context, self.pages, self.leadings = context, pages, leadings

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Come last: ids and links are complete then."""
        md.treeprocessors.register(_Paper(md, self), "reader-paper", 1)


class _Paper(Treeprocessor):
    def __init__(self, md: Markdown, extension: PaperExtension) -> None:
        super().__init__(md)
        self.context, self.leadings = extension.context, extension.leadings
        self.inside = {page.path for page in extension.pages}
        self.docs = self.context.book.root / "docs"
        self.known = {page.path: page for page in self.context.book.pages}

    @property
    def page(self) -> Page:
        """The one that is rendered."""
        if self.context.page is None:
            raise TypeError("a page is needed, not a text of the project")
        return self.context.page

    def run(self, root: Element) -> None:
        here = anchor(self.page.path)
        for element in root.iter():
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
                typography.spread_blanks(paragraph)
            return
        typography.lower_headings(root)
        typography.hold_title(root)
        typography.hold_marks(root)
        typography.hold_boxes(root)
        typography.keep_start_together(root)
        typography.let_long_ones_break(root)
        leadings = self.leadings.get(self.page.path)
        if leadings and len(root):
            usual = copy.deepcopy(root)
            leadings.put_on(root)
            root[-1].tail = f"{root[-1].tail or ''}{_AGAIN}{usual.text or ''}"
            root.extend(usual)

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
            typography.refer(parent, link, target.number, link.get("href", ""))


def _name_drawings(root: Element) -> None:
    for drawing in root.iter("svg"):
        if "aria-label" in drawing.attrib:  # the only words that WeasyPrint takes over for a drawing
            title = Element("title")
            title.text = drawing.get("aria-label")
            drawing.insert(0, title)

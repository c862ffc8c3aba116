"""Pages as trees of elements, read the way a browser reads them: what every kind of file is written from."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from reader.export import words
from reader.render import html5, plain_html
from reader.render.context import Context
from reader.render.medium import Medium
from reader.render.notes import Notes
from reader.render.renderer import Renderer
from reader.source.book import Book
from reader.source.history import History
from reader.source.page import Page


@dataclass(frozen=True)
class Manuscript:
    """Each page with its body, and the notes that all of them share."""

    pages: tuple[tuple[Page, Element], ...]
    notes: Notes


def manuscript(book: Book, history: History, pages: tuple[Page, ...], medium: Medium) -> Manuscript:
    """Render pages as one run of text with common notes, with the extensions that mkdocs.yml names."""
    return rendered(Renderer(Context(book, history, None, medium)), pages)


def rendered(renderer: Renderer, pages: tuple[Page, ...]) -> Manuscript:
    """The same by a renderer that is there already."""
    notes = Notes(renderer.context.book.register)
    return Manuscript(tuple((page, body(renderer.html(page, notes))) for page in pages), notes)


def body(html: str) -> Element:
    """The elements of a piece of HTML; the names of drawings' elements begin with a namespace in braces, ours do not."""
    plain = plain_html.body(html)
    return html5.parse(html).findall("body")[0] if plain is None else plain  # a browser always makes one


def last_changed(book: Book, history: History, pages: tuple[Page, ...]) -> date | None:
    """The day of the newest change to any of these pages; None if that is not known of all of them."""
    days = [history.of_page(page, book).day for page in pages]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def target(page: Page, link: str) -> tuple[str, str]:
    """Where a link of a page leads inside docs/: the path of a file, and the place in it; ("", "") out of the book."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return "", ""
    if not parts.path:
        return page.path, parts.fragment
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), parts.path)), parts.fragment


def leads(book: Book, page: Page) -> words.Said:
    """What stands behind the words of a page's link for those who can't press it: an address, or a section's number."""
    numbers = {each.path: each.number for each in book.pages}

    def behind(link: Element) -> str:
        href, shown = link.get("href", ""), words.said(link)
        if urlsplit(href).scheme in ("http", "https"):
            return "" if href.partition("://")[2].rstrip("/") in shown else f" ({href})"
        path, _ = target(page, href)
        number = numbers.get(path, "")
        return f" (see {number})" if number and path != page.path and number not in shown else ""

    return behind

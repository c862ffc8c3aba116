"""The book, or a chapter, as an e-book (EPUB 3.3): for phones, e-readers and voices that read aloud."""

from __future__ import annotations

import functools
import hashlib
import posixpath
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from reader import archive
from reader.export import xhtml
from reader.export.epub_parts import CONTAINER, STYLE, cover_picture, package
from reader.export.manuscript import last_changed, rendered
from reader.export.medium import ebook
from reader.render.context import Context
from reader.render.renderer import Renderer
from reader.source import dates
from reader.source.book import Book
from reader.source.engine_settings import book_name
from reader.source.history import History
from reader.source.own_files import is_own
from reader.source.page import Page

_KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".svg": "image/svg+xml",
          ".webp": "image/webp"}  # fmt: skip
Fields = dict[str, Any]
Kept = Callable[[str, tuple[Page, ...], Callable[[], Fields]], Fields]


@dataclass(frozen=True)
class Item:
    """A file in an e-book: its name, its content, its media type, and what the list of files says of it beside that."""

    name: str
    content: bytes
    kind: str = "application/xhtml+xml"
    more: str = ""


def anew(_: str, __: tuple[Page, ...], make: Callable[[], Fields]) -> Fields:
    """How pages are made where nothing is kept."""
    return make()


def written(book: Book, history: History, title: str, pages: tuple[Page, ...], site: str = "", kept: Kept = anew) -> bytes:
    """These pages as one e-book. `title` is empty for the whole book; `site` is where links out of it lead, if known.

    `kept` reads a page back that was made of the same before, under a name for all that is not the page itself.
    """
    name = book_name(book.root)
    day = last_changed(book, history, pages)
    changed = f"Last changed {dates.in_words(day)}." if day else "When it last changed is not known."
    whole = f"{name}: {title}" if title else name
    language = book.settings.language
    names = {page.path: f"{page.path.removesuffix('.md').replace('/', '.')}.xhtml" for page in pages}
    pictures: dict[str, Item] = {}
    items = [_cover(book, changed, name, title, pages[0], language)]
    around = hashlib.sha256(repr((sorted(names), site, language)).encode()).hexdigest()
    medium = ebook(book.glossary_page is not None and book.glossary_page.path in names)
    renderer = Renderer(Context(book, history, None, medium))
    for page in pages:
        made = kept(f"e-book {around}", (page,), functools.partial(_page, renderer, page, names, site, language))
        items.append(Item(names[page.path], made["xhtml"].encode(), more=made["more"]))
        for path in made["pictures"]:
            file = book.root / "docs" / path
            name = path.replace("/", ".")
            pictures.setdefault(name, Item(name, file.read_bytes(), _KINDS[file.suffix.lower()]))
    parts = [
        Item("nav.xhtml", xhtml.document("Contents", language, _nav(pages, names)), more=' properties="nav"'),
        *items, *pictures.values(),
        Item("cover.svg", cover_picture(name, title, changed), "image/svg+xml", ' properties="cover-image"'),
        Item("style.css", STYLE, "text/css"),
    ]  # fmt: skip
    about = {
        "title": whole, "language": language, "modified": f"{day or date(2000, 1, 1)}T00:00:00Z", "description": pages[0].summary,
        "identifier": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{name}/{title}')}", "changed": changed,
    }  # fmt: skip
    manifest = [(item.name, item.kind, item.more) for item in parts]
    opf = package(about, manifest, [item.name for item in items])
    files = [("mimetype", b"application/epub+zip"), ("META-INF/container.xml", CONTAINER), ("EPUB/package.opf", opf)]
    return archive.packed([*files, *((f"EPUB/{item.name}", item.content) for item in parts)], stored="mimetype")


def _page(renderer: Renderer, page: Page, names: dict[str, str], site: str, language: str) -> Fields:
    """A page's file, what the list of files says of it, and the pictures on it, by their paths below docs/."""
    book, script = renderer.context.book, rendered(renderer, (page,))
    [(_, body)] = script.pages
    known = {each.path: each.url for each in book.pages}
    xhtml.adapt(body, page, lambda path: names.get(path, ""),
                lambda path: f"{site}/{known[path]}" if site and path in known else "")  # fmt: skip
    pictures = []
    for picture in body.iter("img"):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), picture.get("src", "")))
        file = book.root / "docs" / path
        if is_own(book.root / "docs", file):
            pictures.append(path)
            picture.set("src", path.replace("/", "."))
    xhtml.with_notes(body, script.notes)
    more = ' properties="svg"' if xhtml.has_drawing(body) else ""
    return {"xhtml": xhtml.document(page.title, language, body).decode(), "more": more, "pictures": pictures}


def _cover(book: Book, changed: str, name: str, title: str, first: Page, language: str) -> Item:
    """What stands before the text: its name, whose it is, who has checked it, and how old it is."""
    body = Element("body")
    SubElement(body, "h1").text = name
    if title:
        SubElement(body, "p", {"class": "part"}).text = title
    for text in (first.summary, book.words.get("independent", ""), book.words.get("not-checked", ""),
                 changed):  # fmt: skip
        SubElement(body, "p").text = text
    return Item("cover.xhtml", xhtml.document(name, language, body))


def _nav(pages: tuple[Page, ...], names: dict[str, str]) -> Element:
    """The contents by chapter, and the list of pages by the numbers that stand before their titles.

    Those numbers, not the folios of the printed book: every “see 7.1” means them, in any size of paper, and they are known
    on machines that print nothing. The package says so as EPUB Accessibility 1.1 wants it: no page source.
    """
    body = Element("body")
    contents = SubElement(body, "nav", {xhtml.TYPE: "toc", "role": "doc-toc"})
    SubElement(contents, "h1").text = "Contents"
    top = SubElement(contents, "ol")
    chapter, below = "", top
    for page in pages:
        if page.chapter != chapter or below is top:
            chapter = page.chapter
            entry = _entry(top, page, names)
            below = Element("ol")
            following = [each for each in pages if each.chapter == chapter]
            if len(following) > 1:
                entry.append(below)
        else:
            _entry(below, page, names)
    listed = SubElement(body, "nav", {xhtml.TYPE: "page-list", "role": "doc-pagelist"})
    SubElement(listed, "h2").text = "By number"
    numbers = SubElement(listed, "ol")
    for page in pages:
        if page.number:
            SubElement(SubElement(numbers, "li"), "a", {"href": f"{names[page.path]}#page"}).text = page.number
    return body


def _entry(parent: Element, page: Page, names: dict[str, str]) -> Element:
    item = SubElement(parent, "li")
    SubElement(item, "a", {"href": names[page.path]}).text = f"{page.number} {page.title}".strip()
    return item

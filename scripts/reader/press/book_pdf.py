"""The book: cover and contents in front of the chapters, the list of forms and a colophon behind them."""

from __future__ import annotations

import io
from xml.etree import ElementTree

from pikepdf import Dictionary, NameTree, Pdf

from reader.press import layout
from reader.press.chapter import Copy, book_name, key, last_changed, template
from reader.press.paper_html import anchor
from reader.press.pdf import document
from reader.render.drawings import drawn
from reader.source import dates
from reader.source.book import Book, Chapter
from reader.source.history import History
from reader.source.settings import Addresses


def folios(pdf: bytes, number: str) -> dict[str, str]:
    """Named places of a chapter's PDF and the folio each stands on, like 4-12."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        order = {page.obj.objgen: count for count, page in enumerate(document.pages, 1)}
        places = NameTree(document.Root.Names.Dests).items()
        return {
            str(name): f"{number}-{order[(place.D if isinstance(place, Dictionary) else place)[0].objgen]}"
            for name, place in places
        }


def opens_well(pdf: bytes, chapter: Copy) -> bool:
    """Whether the opening page is one page, and what stands low on it does not run into the list of pages."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        places = {str(name): place for name, place in NameTree(document.Root.Names.Dests).items()}
        first, second = document.pages[0].obj.objgen, document.pages[1].obj.objgen
        listed, low = places.get(f"{chapter.folder}.listed"), places.get(f"{chapter.folder}.low")
        if listed is None or low is None or places[chapter.first][0].objgen != second:
            return False
        return bool(listed[0].objgen == low[0].objgen == first and float(listed[3]) >= float(low[3]))


def around(
    book: Book,
    parts: list[tuple[Chapter, bytes]],
    forms: list[tuple[str, str]],
    history: History,
    addresses: Addresses,
    house: str,
) -> list[Copy]:
    """What stands before and behind the chapters, ready to be laid out. `forms` are (title, file) pairs."""
    contents, chapters, steps_at = [], [], ""
    for chapter, pdf in parts:
        known = folios(pdf, chapter.number)
        rows = [(page.number, page.title, known.get(anchor(page.path), "")) for page in chapter.pages]
        contents.append((chapter.number, chapter.title, f"{chapter.number}-1", rows[1:]))
        with Pdf.open(io.BytesIO(pdf)) as document:
            changed = last_changed(book, chapter, history)
            chapters.append(
                (chapter.number, chapter.title, len(document.pages), dates.in_words(changed) if changed else "not known")
            )
        steps_at = steps_at or next((known[anchor(page.path)] for page in chapter.pages if "six-steps" in page.includes), "")
    drawings = [drawn(file) for file in sorted((book.root / "docs/assets/steps").glob("?.svg"))]
    values = {
        "book_name": book_name(book.root),
        "contents": contents,
        "chapters": chapters,
        "steps": [ElementTree.tostring(drawing, encoding="unicode", method="html") for drawing in drawings],
        "steps_at": steps_at,
        "forms": forms,
        "edition": history.edition or "not known (no git history)",
        "independent": book.words.get("independent", ""),
        "not_checked": book.words.get("not-checked", ""),
        "contact": addresses.contact,
        "libraries": layout.libraries(),
    }
    copies = []
    for part in ("front", "back"):
        html = template(book.root, "book.html").render(part=part, **values)
        copies.append(Copy(part, f"the book's {part}", html, key(book.root, house, html, "print.css")))
    return copies


def reader(book: Book, front: bytes, parts: list[tuple[Chapter, bytes]], back: bytes) -> bytes:
    """The whole book, bound from pages that are laid out already."""
    return document.joined([front, *(pdf for _, pdf in parts), back], book_name(book.root))

"""The book: cover and contents in front of the chapters, the list of forms and a colophon behind them."""

from __future__ import annotations

import io
from pathlib import Path

from pikepdf import Dictionary, NameTree, Pdf

from reader import dates
from reader.book import Book, Chapter
from reader.history import History
from reader.press import bind, layout
from reader.press.chapter import book_name, template
from reader.press.manuscript import anchor


def folios(pdf: bytes, number: str) -> dict[str, str]:
    """Named places of a chapter's PDF and the folio each stands on, like 4-12."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        order = {page.obj.objgen: count for count, page in enumerate(document.pages, 1)}
        places = NameTree(document.Root.Names.Dests).items()
        return {
            str(name): f"{number}-{order[(place.D if isinstance(place, Dictionary) else place)[0].objgen]}"
            for name, place in places
        }


def reader(
    book: Book, parts: list[tuple[Chapter, bytes]], forms: list[tuple[str, str]], history: History, cache: Path
) -> tuple[bytes, int]:
    """The whole book from chapters that are laid out already, and the number of its pages.

    `forms` are (title, file) pairs.
    """
    name = book_name(book.root)
    contents = []
    for chapter, pdf in parts:
        known = folios(pdf, chapter.number)
        rows = [(page.number, page.title, known.get(anchor(page.path), "")) for page in chapter.pages]
        contents.append((chapter.number, chapter.title, f"{chapter.number}-1", rows[1:]))
    values = {
        "book_name": name,
        "contents": contents,
        "forms": forms,
        "edition": history.edition or "not known (no git history)",
        "day": dates.in_words(history.day) if history.day else "",
        "independent": book.words.get("independent", ""),
        "not_checked": book.words.get("not-checked", ""),
        "libraries": layout.libraries(),
    }
    style = (book.root / "overrides/print/print.css").read_text(encoding="utf-8")
    around: list[layout.Sheet] = []
    for part in ("front", "back"):
        html = template(book.root, "book.html").render(part=part, **values)
        around.append(layout.lay_out(html, style, root=book.root, cache=cache, name=f"the book's {part}"))
    pdf = bind.joined([around[0].pdf, *(pdf for _, pdf in parts), around[1].pdf], name)
    with Pdf.open(io.BytesIO(pdf)) as document:
        return pdf, len(document.pages)

"""A sheet for those who check the text or call its numbers, as a PDF."""

from __future__ import annotations

from reader.press import fonts, layout, template
from reader.press.errors import NoPangoError
from reader.source.book import Book
from reader.source.claims import Sheet
from reader.source.engine_settings import book_name
from reader.source.history import History

__all__ = ["NoPangoError", "pressed"]


def pressed(book: Book, history: History, sheet: Sheet) -> bytes:
    """The laid-out sheet. Raises NoPangoError on a machine that can't, LayoutError for what does not fit."""
    html = template.filled(
        book.root, "review.html", sheet=sheet, book_name=book_name(book.root), edition=history.edition or "not known"
    )
    css = fonts.css() + (book.root / "overrides/print/review.css").read_text(encoding="utf-8")
    return layout.lay_out(html, css, root=book.root, cache=book.root / ".cache", name=sheet.title).pdf

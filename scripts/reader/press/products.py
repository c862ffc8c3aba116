"""The one table of what is made: every file for a printer, a phone or a stick is a row. README.md says how to add one.

Read by the press, the print lines, the print page, the contact sheets, the bench and whoever asks what belongs to a site.
This module loads fast; what a row needs is loaded when it is made.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from reader.press import needs, recipes, subjects
from reader.press.formats import CARDS, CHAPTER, FORM, LARGE, ZINE, Format
from reader.press.product import Followed, Packed, Pressed, Product, Written
from reader.press.subjects import Each, Subject

if TYPE_CHECKING:
    from pathlib import Path

    from reader.source.book import Book


def _has_zine(subject: Subject) -> bool:
    return subject.zine


def _has_forms(subject: Subject) -> bool:
    return any(page.is_form for page in subject.pages)


def _is_cards(subject: Subject) -> bool:
    return subject.pages[0].cards


def _is_no_cards(subject: Subject) -> bool:
    return not subject.pages[0].cards


TABLE: tuple[Product, ...] = (
    Pressed(
        kind="booklet", each="chapter", path="print/{name}-booklet.pdf", whom="A printer that prints both sides",
        words="booklet", needs=needs.folded, format=CHAPTER, make=recipes.booklet, tagged=False,
    ),
    Pressed(
        kind="zine", each="chapter", path="print/{name}-zine.pdf", whom="A pocket, and one sheet a person",
        words="zine", needs=needs.one_side, format=ZINE, make=recipes.zine, offered=_has_zine, tagged=False,
    ),
    Pressed(
        kind="large", each="chapter", path="print/{name}-large.pdf", whom="Tired eyes",
        words="large print", needs=needs.sides, format=LARGE, make=recipes.as_it_is,
    ),
    Pressed(
        kind="phone", each="chapter", path="print/{name}.pdf", whom="Only a phone",
        words="for a phone", needs=needs.small_pages, format=CHAPTER, make=recipes.as_it_is,
    ),
    Pressed(
        kind="fronts", each="chapter", path="print/{name}-fronts.pdf", whom="A printer that prints one side",
        words="fronts", needs=needs.sheets, line="printer can't turn paper: {link} on {needs}",
        format=CHAPTER, make=recipes.fronts, tagged=False,
    ),
    Pressed(
        kind="backs", each="chapter", path="print/{name}-backs.pdf", whom="A printer that prints one side",
        words="backs", line="then {link} on the same", before=", ",
        format=CHAPTER, make=recipes.backs, tagged=False,
    ),
    Followed(
        kind="paste-over", each="chapter", path="print/{name}-paste-over.pdf", whom="An old booklet, and values changed since",
        words="paste-over sheet", needs=needs.sides, at_foot=False, make=recipes.paste_over, template="paste.html",
        styles=("paste.css",),
    ),
    Written(
        kind="ebook", each="chapter", path="print/{name}.epub", whom="An e-reader, or a phone's book app",
        words="e-book", line="{link}", at_foot=False, make=recipes.ebook,
    ),
    Written(
        kind="plain", each="chapter", path="print/{name}.txt", whom="Mail, or a Braille reader",
        words="plain text", line="{link}", at_foot=False, make=recipes.plain_text,
        first=recipes.edition_line,
    ),
    Pressed(
        kind="form", each="form", path="forms/{name}.pdf", whom="A form to fill in by hand",
        words="this form", needs=needs.sheets, format=FORM, make=recipes.as_it_is, offered=_is_no_cards,
    ),
    Pressed(
        kind="cards", each="form", path="forms/{name}.pdf", whom="Cards to cut out",
        words="these cards", needs=needs.both_sides, format=CARDS, make=recipes.as_it_is, offered=_is_cards,
    ),
    Pressed(
        kind="fillable", each="form", path="forms/{name}-fillable.pdf", whom="A form to fill in on a phone or computer",
        words="to fill in on a screen", line="{link}", format=FORM, make=recipes.fillable, offered=recipes.is_filled_in,
    ),
    Written(
        kind="document", each="form", path="forms/{name}.docx", whom="A form to change or type into",
        words="to change (Word)", line="{link}", offered=recipes.is_document, make=recipes.document,
    ),
    Written(
        kind="sheet", each="form", path="forms/{name}.xlsx", whom="A form that adds up by itself",
        words="to change, with sums (Excel)", line="{link}", offered=recipes.is_sheet, make=recipes.sheet,
    ),
    Pressed(
        kind="book", each="book", path="print/{name}.pdf", whom="The whole book",
        words="for a phone or a screen", needs=needs.small_pages, make=recipes.as_it_is,
    ),
    Pressed(
        kind="book-folded", each="book", path="print/{name}-folded.pdf", whom="A centre that binds it by hand",
        words="to fold and bind", needs=needs.parts, make=recipes.in_signatures, tagged=False,
    ),
    Pressed(
        kind="book-cover", each="book", path="print/{name}-cover.pdf", whom="A print shop",
        words="cover for a print shop", needs=needs.one_piece, make=recipes.cover, tagged=False,
    ),
    Written(
        kind="book-ebook", each="book", path="print/{name}.epub", whom="An e-reader, or a phone's book app",
        words="e-book", line="{link}", at_foot=False, make=recipes.ebook,
    ),
    Pressed(
        kind="all-forms", each="book", path="print/all-forms.pdf", whom="All forms",
        words="all forms and cards in one file", needs=needs.sides, make=recipes.all_forms, offered=_has_forms,
    ),
    Packed(
        kind="pocket", each="site", path="download/{name}.zip", whom="A phone, a stick, and no internet",
        words="the pages", line="{link}", at_foot=False, make=recipes.pocket,
    ),
    Packed(
        kind="pocket-with-papers", each="site", path="download/{name}-with-papers.zip", whom="A phone, a stick, and no internet",
        words="the pages and the papers", line="{link}", at_foot=False, make=recipes.pocket_with_papers,
    ),
)  # fmt: skip

Row = TypeVar("Row", bound=Product)


@dataclass(frozen=True)
class Item:
    """One file to be made: a row for one chapter, form, book or site."""

    row: Product
    subject: Subject

    @functools.cached_property
    def path(self) -> str:
        """Where on the site it is."""
        return self.row.path_of(self.subject)


@dataclass(frozen=True)
class Paper:
    """One file that was made: its place below the site's root, its pages, and its size in bytes (0: not known yet)."""

    path: str
    pages: int
    bytes: int


def items_of(subject: Subject, each: Each) -> list[Item]:
    """All files that are made of one subject."""
    return [Item(row, subject) for row in TABLE if row.each == each and row.offered(subject)]


def is_made(row: Product, subject: Subject, book: Book) -> bool:
    """Whether this book has the file: in another language only what is laid out, whose frame can be put into it."""
    return row.offered(subject) and (book.strings is None or isinstance(row, Pressed))


def items(book: Book) -> Iterator[Item]:
    """All files that a complete site of this book has: of each chapter, each form, the book, the site."""
    kinds: tuple[Each, ...] = ("chapter", "form", "book", "site")
    for each in kinds:
        for subject in subjects.of(book, each):
            yield from (item for item in items_of(subject, each) if is_made(item.row, subject, book))


def files(book: Book, site: Path) -> list[Path]:
    """Those of these files that a folder has, in the same order."""
    return [file for item in items(book) if (file := site / item.path).is_file()]


def pressed(form: Format, subject: Subject) -> list[Pressed]:
    """The rows that are made from one subject's pages in this format."""
    return [row for row in TABLE if isinstance(row, Pressed) and row.format == form and row.offered(subject)]


def plain(form: Format) -> Pressed:
    """The row that is the laid-out pages themselves: the book is bound from these. Raises StopIteration without one."""
    return next(row for row in TABLE if isinstance(row, Pressed) and row.format == form and row.make == recipes.as_it_is)


def bound() -> list[Pressed]:
    """The rows that are made from the bound book."""
    return [row for row in TABLE if isinstance(row, Pressed) and row.each == "book"]


def formats() -> list[Format]:
    """Every format that a row is made from, each once, in the order of the table."""
    return list(dict.fromkeys(row.format for row in TABLE if isinstance(row, Pressed) and row.format))


def followed() -> list[Followed]:
    """The rows that are made from a chapter's finished pages and its history."""
    return [row for row in TABLE if isinstance(row, Followed)]


def written(each: Each) -> list[Written]:
    """The rows that are made from the text itself."""
    return [row for row in TABLE if isinstance(row, Written) and row.each == each]


def named(kinds: str, made: type[Row]) -> list[Row]:
    """The rows with these names, which stand in one line, as far as they are made this way."""
    known = {row.kind: row for row in TABLE}
    return [row for row in map(known.__getitem__, kinds.split()) if isinstance(row, made)]


def need_press() -> bool:
    """Whether any row needs Pango and the fonts."""
    return any(isinstance(row, Pressed | Followed) for row in TABLE)

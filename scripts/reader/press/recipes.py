"""How each paper of the table is made: from laid-out pages, from a text, or from the finished site.

What a function needs is imported inside it: the table is read by those who only want to know what there is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.press.errors import LayoutError
from reader.press.material import Made, Sheets, Site, Text
from reader.press.pdf.sheets import BookletSheet, booklets, signatures
from reader.press.subjects import Subject
from reader.source import syntax

if TYPE_CHECKING:
    from reader.source.history import History


def as_it_is(sheets: Sheets) -> Made:
    """The pages as they were laid out."""
    return Made(sheets.pdf, sheets.pages)


def zine(sheets: Sheets) -> Made:
    """Eight panels on one side of a sheet."""
    from reader.press import zine as panels

    return panels.sheet(sheets)


def all_forms(sheets: Sheets) -> Made:
    """Every form and card of the book in one file."""
    from reader.press.pdf import document

    return Made(sheets.forms, document.pages(sheets.forms))


def in_signatures(sheets: Sheets) -> Made:
    """The book to fold in parts that a stapler goes through."""
    from reader.press.pdf import impose

    folded = [each for part in signatures(sheets.pages) for each in part]
    return Made(impose.imposed(sheets.pdf, impose.both(folded), sheets.title), 2 * len(folded))


def cover(sheets: Sheets) -> Made:
    """Back, spine and front in one piece, for a print shop."""
    from reader.press import book_pdf
    from reader.press.pdf import wrap

    return Made(
        wrap.cover(sheets.outside, sheets.pages, sheets.stamps, book_pdf.SPINE, book_pdf.NOTE, f"{sheets.title}: cover"), 1
    )


def booklet(sheets: Sheets) -> Made:
    """Sheets to fold, fronts and backs in turn."""
    from reader.press.pdf import impose

    folded = _folded(sheets)
    return Made(impose.imposed(sheets.pdf, impose.both(folded), sheets.title), 2 * len(folded))


def fronts(sheets: Sheets) -> Made:
    """The same sheets for a printer that can't turn paper: what to print first."""
    from reader.press.pdf import impose

    folded = _folded(sheets)
    return Made(impose.imposed(sheets.pdf, impose.fronts(folded), sheets.title), len(folded))


def backs(sheets: Sheets) -> Made:
    """And what to print on their backs."""
    from reader.press.pdf import impose

    folded = _folded(sheets)
    return Made(impose.imposed(sheets.pdf, impose.backs(folded), sheets.title), len(folded))


def pocket(site: Site) -> Made:
    """The pages of the site, to carry and pass on."""
    from reader.press import pocket

    return pocket.pages(site)


def pocket_with_papers(site: Site) -> Made:
    """The pages and the papers, to carry and pass on."""
    from reader.press import pocket

    return pocket.pages_and_papers(site)


def _folded(sheets: Sheets) -> list[BookletSheet]:
    return [each for booklet in booklets(sheets.pages) for each in booklet]


def paste_over(text: Text, chapter: Sheets) -> Made:
    """What changed since old copies, to cut out and glue over."""
    from reader.press import paste_over

    return paste_over.sheet(text, chapter)


def plain_text(text: Text) -> Made:
    """A chapter as plain text."""
    from reader.export import plain

    subject, site = text.subject, text.addresses.site
    live = f"{site}/{subject.pages[0].url}" if site else ""
    return Made(plain.chapter(text.book, text.history, subject.title, subject.pages, live).encode())


def edition_line(history: History) -> bytes:
    """Of which edition a text is: its first line."""
    return f"Edition: {history.edition or 'not known, made without git'}\n\n".encode()


def no_line(_: History) -> bytes:
    """What stands before a file that begins with itself."""
    return b""


def document(text: Text) -> Made:
    """A form as a Word document."""
    from reader.export import document

    return Made(document.written(text.book, text.history, text.subject.pages[0], text.addresses.site))


def sheet(text: Text) -> Made:
    """A form as a sheet with sums. Raises LayoutError for sums of what is not there."""
    from reader.export import sheet
    from reader.export.sums import SumError

    try:
        return Made(sheet.written(text.book, text.history, text.subject.pages[0]))
    except SumError as error:
        raise LayoutError([f"the form {text.subject.title}: {error}"]) from error


def fillable(sheets: Sheets) -> Made:
    """The same sheet, with fields."""
    from reader.press.pdf import fill

    return Made(fill.fillable(sheets.pdf, sheets.blanks), sheets.pages)


def is_filled_in(form: Subject) -> bool:
    """Whether it stands once on its sheet and has something to fill in: not a poster, and no cards or slips."""
    page = form.pages[0]
    marks = (syntax.BLANK, syntax.BOX, syntax.EMPTY_CELL)
    return page.copies == 1 and not page.cards and any(mark.search(page.body) for mark in marks)


def ebook(text: Text) -> Made:
    """A chapter, or the whole book, as an e-book."""
    from reader.export import epub

    subject = text.subject
    title = f"Chapter {subject.title}" if subject.number else ""
    kept = text.proofs.fields if text.proofs else epub.anew
    return Made(epub.written(text.book, text.history, title, subject.pages, text.addresses.site, kept))


def is_document(form: Subject) -> bool:
    """Whether people change it in Word."""
    return form.pages[0].edit == "document"


def is_sheet(form: Subject) -> bool:
    """Whether people change it in a program that adds up."""
    return form.pages[0].edit.endswith("sheet")

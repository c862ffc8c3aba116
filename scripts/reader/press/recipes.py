"""How each paper of the table is made from laid-out pages, and what a print line says it needs.

What a function needs is imported inside it: the table is read by those who only want to know what there is.
"""

from __future__ import annotations

from reader.press.material import Made, Sheets
from reader.press.pdf.sheets import BookletSheet, booklets, booklets_of


def as_it_is(sheets: Sheets) -> Made:
    """The pages as they were laid out."""
    return Made(sheets.pdf, sheets.pages)


def zine(sheets: Sheets) -> Made:
    """Eight panels on one side of a sheet."""
    from reader.press import zine as panels

    return panels.sheet(sheets)


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


def _folded(sheets: Sheets) -> list[BookletSheet]:
    return [each for booklet in booklets(sheets.pages) for each in booklet]


def nothing(_: int) -> str:
    """What a line says where there is nothing to say."""
    return ""


def folded(pages: int) -> str:
    """Two sides a sheet, and folded."""
    count = booklets_of(pages // 2)
    two = f", in {count} booklets" if count > 1 else ""
    return f"{_count(pages // 2, 'Letter sheet')}, both sides, short edge{two}"


def sheets(pages: int) -> str:
    """A sheet a page."""
    return _count(pages, "Letter sheet")


def one_side(_: int) -> str:
    """A sheet to fold that is printed on one side."""
    return "1 Letter sheet, one side"


def both_sides(pages: int) -> str:
    """Two sides a sheet, not folded."""
    return f"{_count(pages // 2, 'Letter sheet')}, both sides, short edge"


def sides(pages: int) -> str:
    """A side of a sheet a page."""
    return f"{_count(pages, 'side')} of Letter"


def small_pages(pages: int) -> str:
    """Pages to read on a screen."""
    return _count(pages, "small page")


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"

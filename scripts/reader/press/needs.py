"""What a print line says that a paper needs, from its number of pages: sheets, sides, small pages."""

from __future__ import annotations

from reader.press.pdf.sheets import booklets_of, signatures


def nothing(_: int) -> str:
    """What a line says where there is nothing to say."""
    return ""


def folded(pages: int) -> str:
    """Two sides a sheet, and folded."""
    count = booklets_of(pages // 2)
    two = f", in {count} booklets" if count > 1 else ""
    return f"{_count(pages // 2, 'Letter sheet')}, both sides, short edge{two}"


def parts(pages: int) -> str:
    """Sheets to fold in several stacks."""
    return (
        f"{_count(pages // 2, 'Letter sheet')}, both sides, short edge, in {_count(len(signatures(pages * 2)), 'stack')} to fold"
    )


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


def one_piece(_: int) -> str:
    """A cover that is wider than any sheet of an office."""
    return "1 wide sheet"


def small_pages(pages: int) -> str:
    """Pages to read on a screen."""
    return _count(pages, "small page")


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"

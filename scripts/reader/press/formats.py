"""The ways a text is laid out: template, style, and what has to be so once it is. Papers are made from the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.press.errors import LayoutError
from reader.press.material import Sheets, Text
from reader.press.subjects import Each


@dataclass(frozen=True)
class Format:
    """`html` sets a text into a template, `style` is a file of overrides/print, `check` raises LayoutError.

    `called` is how messages name what is laid out: {} is its title. `times`: all lengths of the style are so many times as
    long; `over`: another file whose rules come after it; `filled_in`: its blanks are looked for.
    """

    name: str
    each: Each
    html: Callable[[Text], str]
    style: str
    called: str
    check: Callable[[Sheets], None]
    times: float = 1
    over: str = ""
    filled_in: bool = False


def _chapter(text: Text) -> str:
    from reader.press import chapter

    return chapter.html(text)


def _large(text: Text) -> str:
    from reader.press import chapter

    return chapter.html(text, large=True)


def _zine(text: Text) -> str:
    from reader.press import zine

    return zine.html(text)


def _form(text: Text) -> str:
    from reader.press import form

    return form.html(text)


def _cards(text: Text) -> str:
    from reader.press import cards

    return cards.html(text)


def _as_it_comes(_: Sheets) -> None:
    """Large print has no page that has to be one page."""


def _opens_well(sheets: Sheets) -> None:
    from reader.press.pdf import places

    if not places.opens_well(sheets.pdf, sheets.name, sheets.first):
        raise LayoutError([f"chapter {sheets.title}: its opening page needs more than a page; shorten the summary or titles"])


def _one_sheet(sheets: Sheets) -> None:
    if sheets.pages > 1:
        raise LayoutError([f"the form {sheets.title} needs {sheets.pages} sheets, and one is the limit; cut it"])


def _panels_hold_it(sheets: Sheets) -> None:
    from reader.press import zine

    zine.check(sheets)


def _cards_hold_it(sheets: Sheets) -> None:
    from reader.press import cards

    if said := cards.too_full(sheets):
        raise LayoutError(said)


CHAPTER = Format("chapter", "chapter", _chapter, "print.css", "chapter {}", _opens_well)
LARGE = Format("large", "chapter", _large, "print.css", "chapter {} in large print", _as_it_comes, 1.6, "large.css")
ZINE = Format("zine", "zine", _zine, "zine.css", "the zine {}", _panels_hold_it)
FORM = Format("form", "form", _form, "form.css", "the form {}", _one_sheet, filled_in=True)
CARDS = Format("cards", "form", _cards, "cards.css", "the cards {}", _cards_hold_it)

"""A sheet to cut up and glue over an old booklet: each value that changed, with the page of the chapter it stands on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from reader.living import changes
from reader.living.changes import Move
from reader.press import layout, style, template
from reader.press.material import Made, Sheets, Text
from reader.press.paper_html import anchor
from reader.press.pdf import places, words
from reader.source.dates import in_words
from reader.source.engine_settings import book_name

_STYLE = "paste.css"


@dataclass(frozen=True)
class Strip:
    """One value: what it is, its old values, the new one (empty: cross it out), its pages and folios; or words alone."""

    what: str
    old: tuple[str, ...]
    new: str
    where: tuple[str, ...]


@dataclass(frozen=True)
class Day:
    """The values that changed last on a day."""

    iso: str
    words: str
    strips: tuple[Strip, ...]


def of_chapter(found: Iterable[Move], folder: str) -> tuple[Move, ...]:
    """What changed in a chapter, each value once, on the last day that it did; the newest day first."""
    once = changes.since(changes.of_folder(list(found), folder), date.min)
    return tuple(sorted(once, key=lambda move: (-move.day.toordinal(), move.rank)))


def sheet(text: Text, chapter: Sheets) -> Made:
    """Lay the sheet out. Raises LayoutError."""
    root, number = text.book.root, text.subject.number
    html = template.filled(
        root, "paste.html", title=text.subject.title, number=number, book_name=book_name(root), days=_days(text, chapter)
    )
    css = style.sheet(root, _STYLE)
    laid = layout.lay_out(html, css, root=root, cache=chapter.cache, name=f"the paste-over sheet of {text.subject.title}")
    return Made(laid.pdf, laid.pages)


def _days(text: Text, chapter: Sheets) -> list[Day]:
    shown, named = words.of_pages(chapter.pdf), places.folios(chapter.pdf, text.subject.number)
    pages = text.subject.pages
    first = {page.path: int(named[anchor(page.path)].rpartition("-")[2]) for page in pages}
    last = dict(zip(first, [*list(first.values())[1:], len(shown)], strict=True))

    def folio(move: Move) -> tuple[str, ...]:
        """Each page with its number, and where the value stands on it; where it can't be found, where the page begins."""
        found = []
        for page in move.pages:
            span = range(first[page.path], last[page.path] + 1)
            at = [count for count in span if move.new and words.holds(shown[count - 1], move.new)] or [span[0]]
            found.append(f"{', '.join(f'{text.subject.number}-{count}' for count in at)} ({page.number} {page.title})")
        return tuple(found)

    return [
        Day(day.isoformat(), in_words(day), tuple(Strip(move.what, move.old, move.new, folio(move)) for move in moved))
        for day, moved in groupby(text.moves, key=lambda move: move.day)
    ]

"""Cards to cut out: 86 by 54 mm, eight on a Letter sheet, their backs behind them when the sheet is turned on its short edge."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.press import template
from reader.press.material import Sheets, Text
from reader.press.paper_html import manuscript
from reader.press.pdf import places
from reader.render.title import translated
from reader.source import now
from reader.source.engine_settings import book_name

MM = 72 / 25.4
WIDTH, HEIGHT = 86 * MM, 54 * MM  # points: as big as a bank card
ACROSS, DOWN = 2, 4
ON_A_SHEET = ACROSS * DOWN
_CARD = re.compile(r"(?=<h2[ >])")
_TURN = re.compile(r"<hr ?/?>")
_ID = re.compile(r"\bid=")
_TITLE = re.compile(r"<h2[^>]*>(.*?)</h2>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_SHORT, _FULL = 200, 370  # letters up to which a side is set bigger, and from which it is set smaller


@dataclass(frozen=True)
class Side:
    """One side of a card: its text, its place on the sheet in points, and whether a screen reader passes over it."""

    html: str
    end: str
    left: float
    top: float
    again: bool

    @property
    def full(self) -> bool:
        """Whether it has so many words that they are set smaller."""
        return self._letters > _FULL

    @property
    def short(self) -> bool:
        """Whether it has so few words that they are set bigger."""
        return self._letters <= _SHORT

    @property
    def _letters(self) -> int:
        return len(_TAG.sub("", self.html))


def html(text: Text) -> str:
    """Set a page of cards into its template. Each section is a card, a rule turns it over; they are repeated to fill a sheet."""
    book, [page], addresses = text.book, text.subject.pages, text.addresses
    shown = manuscript(book, text.history, (page,)).pages[0][1]
    title, _, rest = shown.partition("</h1>")
    intro, *found = _CARD.split(rest)
    sheets = [_sides(found[at : at + ON_A_SHEET], at) for at in range(0, len(found), ON_A_SHEET)]
    live = now.live(page, addresses.site)
    return template.filled(
        book.root,
        "cards.html",
        name=text.subject.name,
        title=page.title,
        book_name=book_name(book.root),
        title_line=f"{title}</h1>",
        intro=intro,
        sheets=sheets,
        across=[column * WIDTH for column in range(ACROSS + 1)],
        down=[row * HEIGHT for row in range(DOWN + 1)],
        keeps=page.keeps,
        never_write=page.never_write,
        independent=book.words.get("independent", ""),
        translated=translated(page),
        live=live.partition("://")[2].rstrip("/"),
        qr=template.qr(live) if live else "",
    )


def _sides(cards: list[str], first: int) -> tuple[list[Side], list[Side]]:
    """Fronts and backs of one sheet. A sheet that is turned on its short edge has its last row first, its columns as before."""
    fronts: list[Side] = []
    backs: list[Side] = []
    for place in range(ON_A_SHEET):
        again, number = place >= len(cards), place % len(cards)
        front, _, back = _TURN.sub("\0", cards[number], count=1).partition("\0")
        if back and (title := _TITLE.search(front)):
            back = f'<p class="of" aria-hidden="true">{title[1]}</p>{back}'
        row, column = divmod(place, ACROSS)
        for sides, text, at, name in ((fronts, front, row, "front"), (backs, back, DOWN - 1 - row, "back")):
            if again:
                text = _ID.sub("data-id=", text)
            end = "" if again else f"card.{first + number + 1}.{name}"
            sides.append(Side(text, end, column * WIDTH, at * HEIGHT, again))
    return fronts, sorted(backs, key=lambda side: side.again)


def too_full(sheets: Sheets) -> list[str]:
    """Which sides have more on them than fits, and by how much; and whether it is more than the sheets there are."""
    low = places.heights(sheets.pdf, "card.")
    said = []
    for name in sorted(name for name in low if not name.endswith(".foot")):
        over = low[f"{name}.foot"] - low[name]
        if over > 0.5:
            _, number, side = name.split(".")
            said.append(f"the {side} of card {number} of {sheets.title} is {over:.0f} points too full: a card is 54 mm high; "
                        "cut words there, or move some to its other side")  # fmt: skip
    return said

"""A blank form: one Letter sheet from one Markdown page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from reader.press.chapter import book_name, key, template
from reader.press.paper_html import anchor, manuscript
from reader.source.book import Book
from reader.source.facts import Source
from reader.source.history import History
from reader.source.page import Page
from reader.source.settings import Addresses

_COLUMNS_OF_A_WIDE_SHEET = 6
CARDS, SLIPS = 8, 3
COPIES = {"numbers": CARDS, "correction-slip": SLIPS}
_HEAD_CELL = re.compile(r"<th[ >]")
_DATED = re.compile(r'<span class="age"[^>]* data-as-of="([^"]+)"[^>]*>[^<]*')


@dataclass(frozen=True)
class Blank:
    """The HTML of one form, and the key that names everything it depends on."""

    name: str
    title: str
    html: str
    key: str


def blank(book: Book, page: Page, history: History, addresses: Addresses, house: str) -> Blank:
    """Set a form's page into its template. A log with many columns lies on its side; cards and slips come several times.

    `house` names the press: see chapter.house.
    """
    script = manuscript(book, history, (page,))
    text = script.pages[0][1]
    name = anchor(page.path).partition(".")[2]
    if name == "correction-slip" and addresses.contact:
        way = f" Or send a photo of it to <b>{escape(addresses.contact)}</b>.</p>"
        text = text.replace("</p>", way, 1)
    if name == "numbers":  # a card is carried for years: every number has its date, in figures, or it would not fit
        text = _DATED.sub(r'<span class="age"> (as of \1)', text)
    copies = COPIES.get(name, 1)
    title, end, rest = text.partition("</h1>")
    cited = [book.register.sources[source_id] for source_id in script.notes.numbers]
    columns = max((len(_HEAD_CELL.findall(table)) for table in text.split("<table")[1:]), default=0)
    html = template(book.root, "form.html").render(
        name=name,
        title=page.title,
        book_name=book_name(book.root),
        title_line=title + end,
        text=rest if copies == 1 else text,
        copies=copies,
        poster='class="six-steps"' in text,
        wide=columns >= _COLUMNS_OF_A_WIDE_SHEET,
        keeps=page.keeps,
        never_write=page.never_write,
        independent=book.words.get("independent", ""),
        sources=_by_publisher(cited),
        live=f"{addresses.site}/{page.url}".partition("://")[2].rstrip("/") if addresses.site else "",
    )
    return Blank(name, page.title, html, key(book.root, house, html, "form.css"))


def _by_publisher(sources: list[Source]) -> list[str]:
    """Each publisher once, with the dates of what was used of it: the foot of a sheet has three or four lines."""
    dates: dict[str, dict[str, None]] = {}
    for source in sources:
        dates.setdefault(source.publisher, {})[source.dated] = None
    return [", ".join((publisher, *dated)) for publisher, dated in dates.items()]

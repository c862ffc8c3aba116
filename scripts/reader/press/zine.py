"""A zine: a cover, six panels and a back, each the eighth part of a Letter sheet; one sheet, one cut, three folds."""

from __future__ import annotations

import re

from reader.press import template
from reader.press.chapter import last_changed
from reader.press.errors import LayoutError
from reader.press.material import Made, Sheets, Text
from reader.press.paper_html import manuscript
from reader.render.title import translated
from reader.source import dates
from reader.source.engine_settings import book_name

_PANEL = re.compile(r"(?=<h[23][ >])")
_TAG = re.compile(r"<[^>]+>")
_FULL = 430  # letters from which a panel is set smaller: fixed words can be that long
PANELS = 8


def html(text: Text) -> str:
    """Set a zine into its template: each panel is a page."""
    book, [page], addresses = text.book, text.subject.pages, text.addresses
    shown = manuscript(book, text.history, (page,)).pages[0][1]
    _, _, rest = shown.partition("</h2>")  # the page's own title; the cover has it
    found = [part for part in _PANEL.split(rest.replace('<div class="start">', "").replace("</div>", "")) if "<h3" in part]
    full = [len(_TAG.sub("", part)) > _FULL for part in found]
    day = last_changed(text)
    home = next(chapter.pages[0] for chapter in book.chapters if chapter.zine == page)
    live = f"{addresses.site}/{home.url}" if addresses.site else ""
    return template.filled(
        book.root,
        "zine.html",
        book_name=book_name(book.root),
        number=text.subject.number,
        title=page.title,
        summary=page.summary,
        panels=list(zip(found, full, strict=True)),
        independent=book.words.get("independent", ""),
        translated=translated(page),
        not_checked=book.words.get("not-checked", ""),
        changed=f"Changed {dates.in_words(day)}." if day else "",
        chapter=page.chapter,
        live=live.partition("://")[2].rstrip("/"),
        qr=template.qr(live) if live else "",
    )


def check(sheets: Sheets) -> None:
    """Each panel has to fit its eighth of the sheet. Raises LayoutError."""
    from reader.press.pdf import places

    at = places.folios(sheets.pdf, "")
    starts = [int(at[f"panel.{number}"][1:]) for number in range(1, PANELS + 1)]
    for number, (start, following) in enumerate(zip(starts, [*starts[1:], sheets.pages + 1], strict=True), 1):
        if following - start > 1:
            name = {1: "the cover", PANELS: "the back"}.get(number, f"panel {number - 1}")
            raise LayoutError([f"{name} of the zine {sheets.title} has more than fits on it; cut words there"])


def sheet(sheets: Sheets) -> Made:
    """All panels on one side of one sheet, as it is folded."""
    from reader.press.pdf import fold

    return Made(fold.zine(sheets.pdf, sheets.title), 1)

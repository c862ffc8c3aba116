"""The leadings with which a chapter fills its sheets: tried page by page, the best few ways carried on to the next page."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.press import chapter, fonts, leading, style
from reader.press.fetcher import OursOnly
from reader.press.material import Text

TRIED = (1.36, 1.31, 1.41, 1.27, 1.45, 1.33, 1.25)
_KEPT = 4  # ways that are carried on
_PAGE, _POINT = 532.0, 0.75  # points a page holds; WeasyPrint counts in pixels
_FULL = 0.68  # a page less full than that is thin
_THIN = 3.0  # a thin page counts as so many pages
_PARTS = re.compile(r'<article class="page.*?</article>', re.DOTALL)
_END = re.compile(r'<section class="sources".*(?=</body>)|<section class="slip".*(?=</body>)', re.DOTALL)
_FOLIO = re.compile(r'<a class="folio"[^>]*data-no="(\d+)"[^>]*>(.*?)</a>')

Measured = tuple[tuple[float, ...], float]
Measure = Callable[[str, float], Measured]


@dataclass(frozen=True)
class Way:
    """Leadings up to some page: how many pages that takes, how many of them are thin, and how far down the last one is."""

    leadings: tuple[float, ...] = ()
    pages: int = 0
    thin: int = 0
    down: float = 0.0

    @property
    def cost(self) -> float:
        """What a way is judged by: paper, thin pages, and lines that stand otherwise than usual."""
        odd = sum(abs(each - leading.USUAL) for each in self.leadings)
        return self.pages + self.down / _PAGE + _THIN * self.thin + 0.2 * odd

    def then(self, measured: Measured, *more: float) -> Way:
        """This way with one more part of the chapter, measured from where this one ends."""
        fills, down = measured
        thin = sum(fill < _FULL * _PAGE for fill in fills)
        return Way((*self.leadings, *more), self.pages + len(fills), self.thin + thin, down)


def fitted(text: Text, cache: Path) -> tuple[dict[str, float], Way]:
    """The best leadings for a chapter's pages, and what comes of them. Needs Pango."""
    html = chapter.html(text)
    parts = [_FOLIO.sub(r"<span>\2\1-10</span>", part) for part in _PARTS.findall(html)]
    end = "".join(_END.findall(html)[:1])
    measure = _measuring(text.book.root, cache, html)
    ways = [Way()]
    for part in parts:
        tried = [way.then(measure(_with(part, value), way.down), value) for way in ways for value in TRIED]
        ways = list(_best(tried))
    last = [way.then(measure(end, way.down)) for way in ways]
    best = min(last, key=lambda way: way.cost)
    return {page.path: value for page, value in zip(text.subject.pages, best.leadings, strict=True)}, best


def pages(way: Way) -> int:
    """How many pages a chapter has that is laid out in this way, with its opening page and the one where it ends."""
    return way.pages + 2


def _with(part: str, value: float) -> str:
    return re.sub(
        r'<article class="([^"]*)"(?: style="[^"]*")?', rf'<article class="\1" style="line-height: {value}"', part, count=1
    )


def _best(ways: list[Way]) -> Iterator[Way]:
    """The cheapest ways that end at different heights: what comes next fits one or the other."""
    seen = set[int]()
    for way in sorted(ways, key=lambda way: way.cost):
        if (place := round(way.down / 10)) not in seen and len(seen) < _KEPT:
            seen.add(place)
            yield way


def _measuring(root: Path, cache: Path, html: str) -> Measure:
    """What lays out one part of a chapter that begins so many points down a page, and measures it."""
    fonts.confine(root / "overrides/print/fonts.conf", cache)
    from weasyprint.text.fonts import FontConfiguration

    from reader.press.weasyprint_patched import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # links to other parts lead nowhere here
    ours, configuration = OursOnly(root, fonts.folder()), FontConfiguration()
    css = fonts.css(html) + style.sheet(root, "print.css")
    sheet = weasyprint.CSS(string=css, font_config=configuration, url_fetcher=ours)

    def measure(part: str, down: float) -> Measured:
        above = f'<div class="page" style="height: {down:.2f}pt"></div>' if down else ""
        page = f'<!doctype html><html lang="en"><body>{above}{part}</body></html>'
        source = weasyprint.HTML(string=page, base_url=f"{root / 'docs'}/", url_fetcher=ours)
        pages = source.render(stylesheets=[sheet], font_config=configuration).pages
        fills = [_lowest(each._page_box) for each in pages]
        fills[0] = max(fills[0], down)
        return tuple(fills[:-1]), _ends(pages[-1]._page_box)

    return measure


def _lowest(sheet: Any) -> float:
    """How far down its page text reaches, in points from where text begins."""
    found = [box.position_y + box.height for part in sheet.children if type(part).__name__ != "MarginBox"
             for box in part.descendants() if getattr(box, "text", "").strip()]  # fmt: skip
    return (max(found) - sheet.content_box_y()) * _POINT if found else 0.0


def _ends(sheet: Any) -> float:
    """How far down its page the last part ends, in points."""
    body = next(part for part in sheet.children if type(part).__name__ != "MarginBox").children[-1]
    last = body.children[-1]
    return float((last.position_y + last.margin_top + last.border_height() - sheet.content_box_y()) * _POINT)

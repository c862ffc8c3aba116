"""A chapter as one long strip of paper: what stays in one piece, where a page may end, and how high it all is at each leading."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from reader.press import fonts, style
from reader.press.fetcher import OursOnly
from reader.press.typography import kept_whole, pieces

PAGE, POINT = 532.0, 0.75  # points a page of a chapter holds; WeasyPrint counts in pixels
_ENDLESS = "@page { size: 5.5in 90000pt }"
_SMALL = ".page table { font-size: 9pt; line-height: 1.25 }"  # as print.css has it for table.small
_FOLIO = re.compile(r'<a class="folio"[^>]*data-no="(\d+)"[^>]*>(.*?)</a>')
_FLOWING = ("html", "body", "article")  # these reach to the foot of a page that they go on from
_NEVER = ("avoid", "avoid-page")


@dataclass
class Part:
    """Something that is not parted: a line, a row, a box. Heights are points from the top of the strip, one a leading.

    `piece` is the number of what has a leading of its own, -1 for what never changes; `owner` is what is kept whole if it can
    be, of which this is a part, None outside of such things; `long`: it is a part of one that is higher than a page. `head`:
    what comes again above it when it begins a page. `small`: where it begins and ends below the first part of its piece if that
    is a table set a step smaller, None for all else.
    """

    tops: list[float]
    bottoms: list[float]
    article: str
    piece: int
    owner: int | None
    long: bool
    may_begin: bool
    must_begin: bool
    head: float = 0.0
    small: tuple[float, float] | None = None


@dataclass
class _Seen:
    """One part in one strip: the boxes around it from the outermost on, the part's own last."""

    around: tuple[Any, ...]
    line: tuple[int, int] | None
    article: str
    piece: int
    owner: int | None
    long: bool
    head: float
    top: float = 0.0
    bottom: float = 0.0


@dataclass
class _Known:
    """What was decided in the first strip, at the closest leading, for all of them."""

    solid: set[int] = field(default_factory=set)
    whole: set[int] = field(default_factory=set)
    first: bool = True


def measured(html: str, root: Path, cache: Path, leadings: tuple[float, ...]) -> list[Part]:
    """The parts of a chapter from its first article on, at each of these leadings, the closest first. Needs Pango.

    Laid out at the closest and at the widest: heights grow evenly between them, for no line breaks elsewhere. And once with
    smaller tables.
    """
    fonts.confine(root / "overrides/print/fonts.conf", cache)
    from weasyprint.text.fonts import FontConfiguration

    from reader.press.weasyprint_patched import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # drawings may be higher than a page that never ends
    ours, configuration = OursOnly(root, fonts.folder()), FontConfiguration()
    source = weasyprint.HTML(string=_FOLIO.sub(r"<span>\2\1-10</span>", html), base_url=f"{root / 'docs'}/", url_fetcher=ours)
    css = fonts.css(html) + style.sheet(root, "print.css") + _ENDLESS
    known, strips = _Known(), list[list[_Seen]]()
    for leading, more in ((leadings[0], ""), (leadings[-1], ""), (leadings[0], _SMALL)):
        lines = f".page {{ line-height: {leading} }} {more}"
        sheets = [weasyprint.CSS(string=css + lines, font_config=configuration, url_fetcher=ours)]
        pages = source.render(stylesheets=sheets, font_config=configuration).pages
        strips.append(list(_strip(pages, known)))
        known.first = False
    close, wide, small = strips
    parts = [_part(before, here) for before, here in pairwise([None, *close])]
    for part, low, high in zip(parts, close, wide, strict=True):
        shares = [(leading - leadings[0]) / (leadings[-1] - leadings[0]) for leading in leadings]
        part.tops = [low.top + share * (high.top - low.top) for share in shares]
        part.bottoms = [low.bottom + share * (high.bottom - low.bottom) for share in shares]
    first = dict[tuple[str, int], _Seen]()
    for part, here in zip(parts, small, strict=True):
        begins = first.setdefault((part.article, part.piece), here)
        if any(box.element is not None and box.element.tag == "table" and box.element_tag == "table" for box in here.around):
            part.small = (here.top - begins.top, here.bottom - begins.top)
    return parts


def _strip(pages: list[Any], known: _Known) -> Iterator[_Seen]:
    """All parts behind the opening page, one below the other."""
    down = 0.0
    for page in pages[1:]:
        sheet = page._page_box
        body = next(part for part in sheet.children if type(part).__name__ != "MarginBox")
        found = list(_parts(body, _Seen((), None, "", -1, None, False, 0), {}, known))
        for seen in found:
            seen.top, seen.bottom = (down + (edge - sheet.content_box_y()) * POINT for edge in (seen.top, seen.bottom))
            yield seen
        down = max(seen.bottom for seen in found)


def _edges(box: Any) -> tuple[float, float]:
    """Where a box begins and ends, with its border, in WeasyPrint's pixels."""
    if type(box).__name__ in ("LineBox", "TableRowBox"):
        return box.position_y, box.position_y + box.height
    return box.border_box_y(), box.border_box_y() + box.border_height()


def _parts(box: Any, at: _Seen, numbers: dict[int, int], known: _Known) -> Iterator[_Seen]:
    """The parts of a box; `numbers` holds the number of each piece by the id of its element."""
    element = box.element
    around, article, owner, long, piece = (*at.around, box), at.article, at.owner, at.long, at.piece
    ours = isinstance(element, Element) and box.element_tag == element.tag
    if ours and element.tag == "article":
        article = element.get("id", "")
        numbers.update({id(each): number for number, each in enumerate(pieces(element))})
    piece = numbers.get(id(element), piece) if ours else piece
    fits = ours and not isinstance(box.height, str) and box.height * POINT <= PAGE
    if ours and kept_whole(element) and owner is None:
        if known.first and fits:
            known.whole.add(id(element))
        owner = id(element) if id(element) in known.whole else None
        long = long or owner is None
    elif ours and box.style["break_inside"] in _NEVER and known.first and fits and owner is None:
        known.solid.add(id(element))
    here = _Seen(around, None, article, piece, owner, long, at.head)
    kind = type(box).__name__
    if kind in ("LineBox", "TableRowBox") or (ours and id(element) in known.solid and kind != "TableBox"):
        here.top, here.bottom = _edges(box)
        yield here
        return
    inside = [child for child in getattr(box, "children", ()) if child.is_in_normal_flow()]
    if not inside:
        if box.height and not isinstance(box.height, str):
            here.top, here.bottom = _edges(box)
            yield here
        return
    lines = sum(type(child).__name__ == "LineBox" for child in inside)
    head = sum(child.height for child in inside if getattr(child, "is_header", False)) * POINT
    found = list[_Seen]()
    for number, child in enumerate(inside):
        above = 0.0 if getattr(child, "is_header", False) else at.head + head
        below = list(_parts(child, _Seen(around, None, article, piece, owner, long, above), numbers, known))
        if type(child).__name__ == "LineBox":
            below[0].line = (number, lines)
        found += below
    if found and kind != "TableRowGroupBox" and box.element_tag not in _FLOWING:
        top, bottom = _edges(box)
        found[0].top, found[-1].bottom = min(found[0].top, top), max(found[-1].bottom, bottom)
    yield from found


def _part(before: _Seen | None, here: _Seen) -> Part:
    may, must = True, False
    if before is not None:
        both = sum(1 for one, other in zip(before.around, here.around, strict=False) if one is other)
        after, begins = before.around[both:], here.around[both:]
        must = any(box.style["break_before"] == "page" for box in begins) or any(
            box.style["break_after"] == "page" for box in after
        )
        may = not any(box.style["break_before"] in _NEVER for box in begins)
        may = may and not any(box.style["break_after"] in _NEVER for box in after)
        if here.line and here.line[0]:
            number, lines = here.line
            parent = here.around[-2]
            may = may and number >= parent.style["orphans"] and lines - number >= parent.style["widows"]
        if any(getattr(box, "is_header", False) for box in after):
            may = False
    return Part([], [], here.article, here.piece, here.owner, here.long, may or must, must, here.head)

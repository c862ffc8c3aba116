"""A chapter as one long strip of paper: what stays in one piece, where a page may end, and how high it all is at each leading."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
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

    `piece` is the number of what has a leading of its own, of `of` in its article, -1 for what never changes; `owner` is what
    is kept whole if it can be, of which this is a part, None outside of such things; `long`: it is a part of one that is higher
    than a page. `head`: what comes again above it when it begins a page. `small`: where it begins and ends below the first
    part of its piece if that is a table set a step smaller, None for all else.
    """

    tops: list[float]
    bottoms: list[float]
    article: str
    piece: int
    of: int
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
    of: int
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


class Layout:
    """A chapter's HTML, to be laid out several times with a little more style."""

    def __init__(self, html: str, root: Path, cache: Path) -> None:
        """Needs Pango."""
        fonts.confine(root / "overrides/print/fonts.conf", cache)
        from weasyprint.text.fonts import FontConfiguration

        from reader.press.weasyprint_patched import weasyprint

        self.ours, self.configuration, self.weasyprint = OursOnly(root, fonts.folder()), FontConfiguration(), weasyprint
        self.source = weasyprint.HTML(string=html, base_url=f"{root / 'docs'}/", url_fetcher=self.ours)
        self.css = fonts.css(html) + style.sheet(root, "print.css")

    def pages(self, more: str = "") -> list[Any]:
        """WeasyPrint's pages; the elements in them are the same ones each time. What it warns of is left to the build."""
        log = logging.getLogger("weasyprint")
        told = log.level
        log.setLevel(logging.CRITICAL)
        try:
            sheet = self.weasyprint.CSS(string=self.css + more, font_config=self.configuration, url_fetcher=self.ours)
            pages: list[Any] = self.source.render(stylesheets=[sheet], font_config=self.configuration).pages
        finally:
            log.setLevel(told)
        return pages


def measured(html: str, root: Path, cache: Path, leadings: tuple[float, ...]) -> list[Part]:
    """The parts of a chapter from its first article on, at each of these leadings, the closest first. Needs Pango.

    Laid out at the closest and at the widest: heights grow evenly between them, for no line breaks elsewhere. And once with
    smaller tables.
    """
    layout, known = Layout(_FOLIO.sub(r"<span>\2\1-10</span>", html), root, cache), _Known()
    strips = list[list[_Seen]]()
    for value, more in ((leadings[0], ""), (leadings[-1], ""), (leadings[0], _SMALL)):
        strips.append(list(_strip(layout.pages(f"{_ENDLESS} .page {{ line-height: {value} }} {more}"), known)))
        known.first = False
    close, wide, small = strips
    parts = [_part(before, here) for before, here in zip([None, *close[:-1]], close, strict=True)]
    shares = [(value - leadings[0]) / (leadings[-1] - leadings[0]) for value in leadings]
    first = dict[tuple[str, int], _Seen]()
    for part, low, high, less in zip(parts, close, wide, small, strict=True):
        part.tops = [low.top + share * (high.top - low.top) for share in shares]
        part.bottoms = [low.bottom + share * (high.bottom - low.bottom) for share in shares]
        begins = first.setdefault((part.article, part.piece), less)
        if any(box.element_tag == "table" for box in less.around):
            part.small = (less.top - begins.top, less.bottom - begins.top)
    return parts


def _strip(pages: list[Any], known: _Known) -> Iterator[_Seen]:
    """All parts behind the opening page, one below the other."""
    down = 0.0
    for page in pages[1:]:
        sheet = page._page_box
        body = next(part for part in sheet.children if type(part).__name__ != "MarginBox")
        found = list(_parts(body, _Seen((), None, "", -1, 0, None, False, 0), {}, known))
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
    here, kind = _placed(box, at, numbers, known), type(box).__name__
    inside = [child for child in getattr(box, "children", ()) if child.is_in_normal_flow()]
    if kind in ("LineBox", "TableRowBox") or (id(box.element) in known.solid and _is_its_own(box)):
        inside = []
    elif not inside and (not box.height or isinstance(box.height, str)):
        return
    if not inside:
        here.top, here.bottom = _edges(box)
        yield here
        return
    lines = sum(type(child).__name__ == "LineBox" for child in inside)
    head = at.head + sum(child.height for child in inside if getattr(child, "is_header", False)) * POINT
    found = list[_Seen]()
    for number, child in enumerate(inside):
        above = replace(here, head=0.0 if getattr(child, "is_header", False) else head)
        below = list(_parts(child, above, numbers, known))
        if type(child).__name__ == "LineBox":
            below[0].line = (number, lines)
        found += below
    if found and kind != "TableRowGroupBox" and box.element_tag not in _FLOWING:
        top, bottom = _edges(box)
        found[0].top, found[-1].bottom = min(found[0].top, top), max(found[-1].bottom, bottom)
    yield from found


def _placed(box: Any, at: _Seen, numbers: dict[int, int], known: _Known) -> _Seen:
    """What holds for a box: all that holds around it, and what its own element adds."""
    here, element = replace(at, around=(*at.around, box), line=None), box.element
    if not _is_its_own(box):
        return here
    if element.tag == "article":
        here.article = element.get("id", "")
        found = list(pieces(element))
        numbers.update({id(each): number for number, each in enumerate(found)})
        here.of = len(found)
    here.piece = numbers.get(id(element), at.piece)
    if here.owner is not None:
        return here
    fits = known.first and not isinstance(box.height, str) and box.height * POINT <= PAGE
    if kept_whole(element):
        if fits:
            known.whole.add(id(element))
        here.owner = id(element) if id(element) in known.whole else None
        here.long = at.long or here.owner is None
    elif fits and box.style["break_inside"] in _NEVER:
        known.solid.add(id(element))
    return here


def _is_its_own(box: Any) -> bool:
    """Whether a box is that of its element, not one around or inside it, like a table's or a number's."""
    return isinstance(box.element, Element) and box.element_tag == box.element.tag and type(box).__name__ != "TableBox"


def _part(before: _Seen | None, here: _Seen) -> Part:
    """What is seen, with whether a page may, or has to, begin with it."""
    if before is None:
        return Part([], [], here.article, here.piece, here.of, here.owner, here.long, True, False, here.head)
    both = sum(one is other for one, other in zip(before.around, here.around, strict=False))
    ended, begun = before.around[both:], here.around[both:]
    said = [box.style["break_after"] for box in ended] + [box.style["break_before"] for box in begun]
    may = not any(word in _NEVER for word in said) and not any(getattr(box, "is_header", False) for box in ended)
    if here.line and here.line[0]:
        (number, lines), block = here.line, here.around[-2].style
        may = may and block["orphans"] <= number <= lines - block["widows"]
    must = "page" in said
    return Part([], [], here.article, here.piece, here.of, here.owner, here.long, may or must, must, here.head)

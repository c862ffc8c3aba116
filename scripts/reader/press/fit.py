"""What does not fit on its page, said the way a person would point at it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_REFERENCES, _NOWHERE = ("a::after", "span::after"), re.compile(r"\d-0$")
_POINT = 0.75  # WeasyPrint counts in pixels
_UNPRINTED = 12.0  # points at the paper's edge that a cheap laser printer leaves white
_OFTEN_UNPRINTED = 18.0  # and many others: a quarter of an inch, which a form keeps off, since anybody prints it anywhere
_SLACK = 1.5


def misfits(pages: list[Any], *, form: bool = False) -> Iterator[str]:
    """Content that stands out of its page's margins: WeasyPrint cuts it off, or prints it over the foot, without a warning.

    Walks WeasyPrint's own boxes (the private `_page_box`; WeasyPrint is pinned and a test holds this).
    """
    for number, page in enumerate(pages, 1):
        sheet, told = page._page_box, set()
        right, bottom = sheet.content_box_x() + sheet.width, sheet.content_box_y() + sheet.height
        edge = sheet.position_y + sheet.margin_height() - (_OFTEN_UNPRINTED if form else _UNPRINTED) / _POINT
        for part in sheet.children:
            if type(part).__name__ == "MarginBox":
                lowest = max((box.position_y + box.height for box, _ in _inside(part) if getattr(box, "text", "")), default=0)
                if lowest > edge:
                    over = (lowest - edge) * _POINT
                    yield (f"the foot of page {number} ends {over:.0f} points too close to the paper's edge, where many printers "
                           "print nothing; cut a value that brings a source of its own, or shorten keeps: at the top of the page "
                           "(on a poster or slips never_write: too)")  # fmt: skip
                continue
            for box, around in _inside(part):
                words = getattr(box, "text", "")
                if words and _tag(box) in _REFERENCES and _NOWHERE.search(words):
                    yield f"the folio in “{words[:40]}” on page {number} was not found; build again"
                if not (words.strip() if words else _tag(box) in ("table", "img", "svg", "input")):
                    continue
                over = (box.position_x + (box.width or 0) - right) * _POINT
                what = around or _name(box)
                if over > _SLACK and what not in told:
                    told.add(what)
                    yield (f"{what} on page {number} is {over:.0f} points wider than its page; use fewer columns, shorter words "
                           "or a smaller drawing")  # fmt: skip
                over = (box.position_y + (box.height or 0) - bottom) * _POINT
                if over > _SLACK and "foot" not in told:
                    told.add("foot")
                    yield f"{what} runs {over:.0f} points over the foot of page {number}; shorten what stands on that page"


def _inside(box: Any) -> Iterator[tuple[Any, str]]:
    """All boxes below one, in order, each with the name of the table it is in."""
    waiting = [(box, "")]
    while waiting:
        each, around = waiting.pop()
        if each.element_tag == "table" and not around:
            around = _name(each)
        yield each, around
        waiting += [(child, around) for child in reversed(each.children)]


def _tag(box: Any) -> str:
    return str(box.element_tag or "").rpartition("}")[2]


def _name(box: Any) -> str:
    """What a person calls it: a table by its headings, a drawing by what it shows, text by its first words."""
    if box.element_tag == "table":
        heads = [" ".join("".join(head.itertext()).split()) for head in box.element.iter("th")]
        return f"the table “{' | '.join(heads)[:60]}”"
    if _tag(box) in ("img", "svg"):
        told = box.element.get("aria-label") or box.element.get("alt") or ""
        return f"the drawing “{told[:60]}”"
    return f"the text “{getattr(box, 'text', '')[:40]}”"

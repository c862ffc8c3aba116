"""Where on a laid-out form there is something to fill in, and what it is called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reader.export import fields, words
from reader.press.pdf.fill import Place

_POINT = 0.75  # WeasyPrint counts in pixels
_ABOVE = 15.0  # points above a line that what is typed on it needs
_INSIDE = 2.0  # points between a cell's lines and what is typed into it
_LEAST = 3.0  # points of what can be pressed at all


def named(root: Any) -> None:
    """Name everything to fill in on a page that WeasyPrint is about to lay out; its boxes know their elements."""
    fields.name_all(root)


def found(page: Any) -> tuple[Place, ...]:
    """The places of the first page, in reading order. Walks WeasyPrint's own boxes, as `fit` does."""
    sheet = page._page_box
    height = sheet.margin_height() * _POINT
    seen: dict[str, Place] = {}
    for box in _inside(sheet):
        element = getattr(box, "element", None)
        if element is None:
            continue
        name = element.get(fields.NAME)
        if not name or name in seen or not hasattr(box, "border_height") or box.width == "auto":
            continue
        left, top = (box.position_x + box.margin_left) * _POINT, (box.position_y + box.margin_top) * _POINT
        right, low = left + box.border_width() * _POINT, top + box.border_height() * _POINT
        kinds = words.classes(element)
        if "blank" in kinds or "line" in kinds:
            top = max(top, low - _ABOVE)
        elif "box" not in kinds:
            left, top, right, low = left + _INSIDE, top + _INSIDE, right - _INSIDE, low - _INSIDE
        if right - left >= _LEAST and low - top >= _LEAST:
            seen[name] = Place(name, "box" in kinds, (left, height - low, right, height - top))
    return tuple(seen.values())


def _inside(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _inside(child)

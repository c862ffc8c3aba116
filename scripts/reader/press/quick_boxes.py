"""Boxes asked with less ado: WeasyPrint 70 goes through all that is in a box for the first, and around floats where none is.

Could go upstream as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint import anchors, document, html
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from reader.press.once_a_style import once_a_style

_WITHIN = re.compile(r"#[A-Za-z0-9._-]+")


def apply() -> None:
    """Put it into WeasyPrint."""
    boxes.Box.descendants = _descendants
    boxes.ParentBox.page_values = lambda box: _Pages(box)
    inline.avoid_collisions = _free(inline.avoid_collisions)
    html.HTML_HANDLERS["a"] = _led(html.HTML_HANDLERS["a"])
    anchors.gather_anchors = document.gather_anchors = _gathered(anchors.gather_anchors)


def _descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """A box and all that is in it, in order; `placeholders`: also what is in boxes that stand elsewhere."""
    waiting = [box]
    while waiting:
        each = waiting.pop()
        if placeholders and not isinstance(each, boxes.Box):
            each = each._box
        yield each
        if isinstance(each, boxes.Box):
            waiting += reversed(each.children)


class _Pages:
    """The names of the pages that a box begins (0) and ends on (1): whoever asks wants one of them."""

    def __init__(self, box: Any) -> None:
        self.box = box

    def __getitem__(self, at: int) -> str:
        return _named(self.box, (1, -1)[at])


def _named(box: Any, step: int) -> str:
    """What the first of its boxes, or the last, say of their page: the innermost that says something counts."""
    name, inside = "", box
    while inside is not None:
        box, inside = inside, None
        name = box.style["page"] or name
        if not isinstance(box, boxes.TableBox):
            flow = (child for child in box.children[::step] if child.is_in_normal_flow() or child.is_floated())
            inside = next(flow, None)
    return name


def _free(avoid: Any) -> Any:
    def avoid_collisions(context: Any, box: Any, containing_block: Any, outer: bool = True) -> tuple[float, float, float]:
        """Where a line may begin, and how wide it may be: nothing floats on most pages."""
        if outer or context.excluded_shapes or containing_block.style["direction"] == "rtl":
            place: tuple[float, float, float] = avoid(context, box, containing_block, outer)
            return place
        left = containing_block.content_box_x()
        right = left + containing_block.width
        left += box.margin_left
        return left - box.margin_left, box.border_box_y() - box.margin_top, right - box.margin_right - left

    return avoid_collisions


def _led(handle: Any) -> Any:
    def handle_a(element: Any, box: Any, *others: Any) -> list[Any]:
        """Most links lead to a place in the same document: its address need not be put together and taken apart."""
        address = element.get("href", "")
        if not _WITHIN.fullmatch(address):
            known: list[Any] = handle(element, box, *others)
            return known
        box.link = "url", ("internal", address[1:])
        return [box]

    return handle_a


def _gathered(gather: Any) -> Any:
    def gather_anchors(
        box: Any, anchors: Any, links: Any, bookmarks: Any, forms: Any, matrix: Any = None, form: Any = None, link: Any = None
    ) -> None:
        """Note what leads somewhere, what something leads to, and what is filled in; most boxes are nothing of that."""
        waiting = [box]
        while waiting:
            each = waiting.pop()
            if link or each.link or not _is_silent(each.style) or each.is_form():
                gather(each, anchors, links, bookmarks, forms, matrix, form, link)
            else:
                waiting += reversed([*each.all_children()])

    return gather_anchors


@once_a_style
def _is_silent(style: Any) -> bool:
    return not (style["transform"] or style["anchor"] or style["bookmark_level"] != "none" or style["appearance"] == "auto")

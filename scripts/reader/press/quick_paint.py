"""Pages painted without asking again: WeasyPrint 70 asks every box for its borders, its outline, the colors of its lines.

Nearly all have none. Could go upstream as it is.
"""

from __future__ import annotations

import operator
from typing import Any

from weasyprint import draw, stacking
from weasyprint.draw import border, text
from weasyprint.formatting_structure import boxes


def apply() -> None:
    """Put it into WeasyPrint."""
    stacking._dispatch_children = _dispatched
    draw.draw_border = _bordered(draw.draw_border)
    draw.draw_outline = border.draw_outline = _outlined(border.draw_outline)
    text.get_color = _decorated(text.get_color)


def _dispatched(box: Any, *others: Any) -> Any:
    """The box as it is where all its children stay in it: only those are copied that lose some."""
    if not isinstance(box, boxes.ParentBox):
        return box
    children = [stacking._dispatch(child, *others) for child in box.children]
    if all(map(operator.is_, children, box.children)):
        return box
    return box.copy_with_children([child for child in children if child is not None])


def _bordered(draw_it: Any) -> Any:
    def draw_border(stream: Any, box: Any) -> None:
        style = box.style
        bare = style.__dict__.get("_reader_bare")
        if bare is None:
            bare = style["border_image_source"][0] == "none" and not style["column_rule_width"]
            style.__dict__["_reader_bare"] = bare
        wide = box.border_top_width or box.border_right_width or box.border_bottom_width or box.border_left_width
        if wide or not bare:
            draw_it(stream, box)

    return draw_border


def _outlined(draw_it: Any) -> Any:
    def draw_outline(stream: Any, box: Any) -> None:
        if box.style["outline_width"]:
            draw_it(stream, box)  # and those of its children
            return
        for child in box.children:
            if isinstance(child, boxes.Box):
                draw_outline(stream, child)

    return draw_outline


def _decorated(color: Any) -> Any:
    def get_color(style: Any, key: str) -> Any:
        """The color of lines along a text; nothing where it has none."""
        return None if style["text_decoration_line"] == "none" else color(style, key)

    return get_color

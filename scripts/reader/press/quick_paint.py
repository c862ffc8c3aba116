"""Pages painted without asking again: WeasyPrint 70 asks every box for its borders, its outline, the colors of its lines.

Nearly all have none. Could go upstream as it is.
"""

from __future__ import annotations

import operator
from typing import Any

from weasyprint import draw, stacking
from weasyprint.draw import border, text
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from reader.press.once_a_style import once_a_style

_NOT_FLAT = (AbsolutePlaceholder, boxes.TableCellBox, boxes.InlineBlockBox, boxes.InlineFlexBox, boxes.InlineGridBox)


def apply() -> None:
    """Put it into WeasyPrint."""
    stacking._dispatch, stacking._dispatch_children = _dispatched(stacking._dispatch), _with_children
    draw.draw_border = _bordered(draw.draw_border)
    draw.draw_outline = border.draw_outline = _outlined(border.draw_outline)
    text.get_color = _decorated(text.get_color)


def _dispatched(dispatch: Any) -> Any:
    def _dispatch(box: Any, page: Any, contexts: Any, blocks: list[Any], floats: Any, inside: dict[Any, Any]) -> Any:
        if not _is_flat(box):
            return dispatch(box, page, contexts, blocks, floats, inside)
        if isinstance(box, boxes.BlockLevelBox):
            place, own = len(blocks), dict[Any, Any]()
            box = _with_children(box, page, contexts, blocks, floats, own)
            blocks.insert(place, box)
            inside[box] = own
            return box
        return _with_children(box, page, contexts, blocks, floats, inside)

    return _dispatch


def _is_flat(box: Any) -> bool:
    """Whether it stays where it is in the order of painting, because of its kind and of what its style says."""
    if isinstance(box, _NOT_FLAT) or box.is_grid_item:
        return False
    return _stays(box.style)


@once_a_style
def _stays(style: Any) -> bool:
    stacked = style["position"] != "static" or style["float"] != "none" or style["overflow"] != "visible"
    return not (stacked or style["opacity"] < 1 or style["transform"])


def _with_children(box: Any, *others: Any) -> Any:
    """The box as it is where all its children stay in it: only those are copied that lose some."""
    if not isinstance(box, boxes.ParentBox):
        return box
    children = [stacking._dispatch(child, *others) for child in box.children]
    if all(map(operator.is_, children, box.children)):
        return box
    return box.copy_with_children([child for child in children if child is not None])


def _bordered(draw_it: Any) -> Any:
    def draw_border(stream: Any, box: Any) -> None:
        wide = box.border_top_width or box.border_right_width or box.border_bottom_width or box.border_left_width
        if wide or _has_other_lines(box.style):
            draw_it(stream, box)

    return draw_border


@once_a_style
def _has_other_lines(style: Any) -> bool:
    """Whether there may be lines between its columns, or a picture in place of a border."""
    columns = style["column_width"] != "auto" or style["column_count"] != "auto"
    return columns or bool(style["border_image_source"][0] != "none")


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

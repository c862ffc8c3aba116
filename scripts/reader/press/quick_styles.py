"""Styles and lengths worked out once: WeasyPrint 70 goes the long way for every property of every box, again on every page.

Most properties of most boxes are the initial value or the parent's, and most lengths are plain ones. Could go upstream as it is.
"""

from __future__ import annotations

from typing import Any

from weasyprint import css, html
from weasyprint.css.computed_values import PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, background, block, column, flex, grid, inline, page, percent, table
from weasyprint.layout import float as floated

from reader.press.once_a_style import once_a_style

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{around}_{side}" for around in ("margin", "padding") for side in _SIDES),
    "width", "min_width", "max_width", "height", "min_height", "max_height",
)  # fmt: skip
_BORDERS = tuple(f"border_{side}_width" for side in _SIDES)
_SET = frozenset(_LENGTHS)
_UNSET = {  # what a box gets for which nobody has set any
    name: (0 if name.startswith("min_") else "auto") if INITIAL_VALUES[name] == "auto" else INITIAL_VALUES[name].value
    for name in _LENGTHS
} | dict.fromkeys(_BORDERS, 0)
_CORNERS = tuple(f"border_{side}_{end}_radius" for side in ("top", "bottom") for end in ("left", "right"))
_BARE = {"background": None, **dict.fromkeys(_CORNERS, (0, 0))}
_NOTHING_BEHIND = {  # what makes a box draw nothing behind its text
    name: INITIAL_VALUES[name] for name in ("border_image_source", "mask_border_source", "background_image", "box_shadow")
}
_OF_NOTES = ("footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback")
_ASKING = (absolute, block, column, flex, floated, grid, inline, page, table)


def _is_plain(key: str, value: Any) -> bool:
    """Whether a property that nobody set is simply its parent's or the initial one."""
    special = key in ("float", "display", "position", "page") or key.startswith(("text_decoration_", "__"))
    if special or check_math(value) or value in ("inherit", "initial"):
        return False
    return key in INHERITED or key not in INITIAL_NOT_COMPUTED


_PLAIN = {key: key in INHERITED for key, value in INITIAL_VALUES.items() if _is_plain(key, value)}
_LOGICAL = {  # margin_left may be set as margin_inline_start, or where lines run from right to left as margin_inline_end
    key: tuple({logical(block="ttb", inline=inline) for inline in ("ltr", "rtl")}) for key, logical in PHYSICAL_FUNCTIONS.items()
}


def apply() -> None:
    """Put it into WeasyPrint."""
    css.ComputedStyle.__missing__ = _quick(css.ComputedStyle.__missing__)
    css.AnonymousStyle.__missing__ = _quick_anonymous(css.AnonymousStyle.__missing__)
    resolve = _resolved(percent.resolve_percentages)
    for module in _ASKING:
        module.resolve_percentages = resolve
    background.layout_box_backgrounds = _laid_behind(background.layout_box_backgrounds)
    for name, nothing in _BARE.items():  # those that have something get their own
        setattr(boxes.Box, name, nothing)
    boxes.Box.is_in_normal_flow = _flowing(boxes.Box.is_in_normal_flow)
    _spare(html.UA_STYLESHEET.matcher)


def _spare(known: Any) -> None:
    """Six styles less for each element: marks of lists are styled in lists alone, and those of notes, which no paper has, not."""
    rules = known.other_selectors
    known.lower_local_name_selectors["li"] += [rule for rule in rules if rule[3] == "marker"]
    known.other_selectors = [rule for rule in rules if rule[3] not in ("marker", *_OF_NOTES)]


def _quick(compute: Any) -> Any:
    def missing(style: Any, key: str) -> Any:
        inherited, cascaded = _PLAIN.get(key), style.cascaded
        if inherited is None or key in cascaded:
            return compute(style, key)
        for logical in _LOGICAL.get(key, ()):
            if logical in cascaded:
                return compute(style, key)
        if inherited and style.parent_style is not None:
            value = style[key] = style.parent_style[key]
        elif key in INITIAL_NOT_COMPUTED:
            return compute(style, key)
        else:
            value = style[key] = INITIAL_VALUES[key]
        return value

    return missing


def _quick_anonymous(compute: Any) -> Any:
    def missing(style: Any, key: str) -> Any:
        inherited = _PLAIN.get(key)
        if inherited is None:
            return compute(style, key)
        if not inherited and key in INITIAL_NOT_COMPUTED:
            return compute(style, key)
        value = style[key] = style.parent_style[key] if inherited else INITIAL_VALUES[key]
        return value

    return missing


def _resolved(resolve: Any) -> Any:
    def resolve_percentages(box: Any, containing_block: Any) -> None:
        lengths = _plain_lengths(box.style)
        if not lengths:
            resolve(box, containing_block)
        elif _collapses(box.style):
            kept = {name: box.__dict__[name] for name in _BORDERS if name in box.__dict__}
            box.__dict__.update(lengths, **kept)
        else:
            box.__dict__.update(lengths)

    return resolve_percentages


def _collapses(style: Any) -> bool:
    """Whether borders are as wide as the table has settled among its cells."""
    return bool(style["border_collapse"] == "collapse")


@once_a_style
def _plain_lengths(style: Any) -> dict[str, Any]:
    """What a box with this style gets wherever it stands; nothing when that depends on what it stands in."""
    if style["box_sizing"] != "content-box":
        return {}
    if type(style) is css.AnonymousStyle and _SET.isdisjoint(style):
        return _UNSET
    lengths: dict[str, Any] = {}
    for name in _LENGTHS:
        value = style[name]
        if value != "auto":
            if check_math(value) or getattr(value, "unit", None) != "px":
                return {}
            value = value.value
        elif name in ("min_width", "min_height"):
            value = 0
        lengths[name] = value
    return lengths | {name: style[name] for name in _BORDERS}


def _laid_behind(lay: Any) -> Any:
    def layout_box_backgrounds(page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None) -> None:
        """Most boxes have nothing behind them, and sharp corners."""
        if box is page or style is not None or not layout_children:
            lay(page, box, get_image, layout_children, style)
            return
        waiting = [box]
        while waiting:
            each = waiting.pop()
            if _is_bare(each.style):
                waiting += each.all_children()
            else:
                lay(page, each, get_image)

    return layout_box_backgrounds


@once_a_style
def _is_bare(style: Any) -> bool:
    return (
        all(style[name] == nothing for name, nothing in _NOTHING_BEHIND.items())
        and all(style[corner] == INITIAL_VALUES[corner] for corner in _CORNERS)
        and get_color(style, "background_color").alpha == 0
    )


def _flowing(ask: Any) -> Any:
    @once_a_style
    def flows(style: Any) -> bool:
        return bool(ask(boxes.Box(None, style, None)))

    def is_in_normal_flow(box: Any) -> bool:
        """It is asked of every box again and again, and its style alone knows."""
        return flows(box.style)

    return is_in_normal_flow

"""Styles shared by all boxes that look the same: WeasyPrint 70 shares them only among the children of one element.

Every element with an id has a style of its own, and so have all below it, and every ::before, and every margin box of every
page. What is worked out of a style, lines of text among it, is worked out anew for each. Here children share one whose rules
are the same, and whose parents hand the same down. Could go upstream but for this: a parent's font may not be measured by the
page (vw), which is not known yet.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from weasyprint import css
from weasyprint.css.properties import INHERITED, INITIAL_VALUES, Dimension

from reader.press.once_a_style import once_a_style

_HANDED_DOWN = (*sorted(INHERITED), "page", *(name for name in INITIAL_VALUES if name.startswith("text_decoration_")))
_PLAIN = (Dimension, str, int, float)


def apply() -> None:
    """Put it into WeasyPrint."""
    css.StyleFor.set_computed_styles = _set_computed_styles


class Named(css.ComputedStyle):  # type: ignore[misc] # WeasyPrint has no types
    """The style of an element that something may lead to: in all but its name (`anchor`, not inherited) it is `like` another."""

    def __init__(self, like: Any, cascaded: dict[str, Any]) -> None:
        super().__init__(
            like.parent_style, cascaded, like.pseudo_type, like.root_style, like.base_url, like.font_config,
            like.initial_page_sizes,
        )  # fmt: skip
        self.like, self.specified = like, like.specified

    def __missing__(self, key: str) -> Any:
        value = self[key] = super().__missing__(key) if key == "anchor" else self.like[key]
        return value

    @cached_property
    def anonymous_style(self) -> Any:
        """The style of boxes in it that have no element."""
        return self.like.anonymous_style


def _set_computed_styles(
    style_for: Any, element: Any, parent: Any, root: Any = None, pseudo_type: str | None = None, base_url: str | None = None,
    target_collector: Any = None,
) -> None:  # fmt: skip
    """Give an element, a pseudo-element or a page its style: one that another has, where both would be the same."""
    styles, cascaded = style_for.get_computed_styles(), style_for.get_cascaded_styles().get((element, pseudo_type), {})
    shared = style_for.__dict__.setdefault("_reader_shared", {})
    if element == root and pseudo_type is None:
        above, first = None, css.InitialStyle(style_for.font_config)
    else:
        above, first = styles[parent, None], styles[root, None]
        above = getattr(above, "like", above)
    own = {name: value for name, value in cascaded.items() if name != "anchor"} if "anchor" in cascaded else cascaded
    rules = tuple((name, _known(value), *weight[:2], *weight[2]) for name, (value, weight) in own.items())
    is_page = isinstance(element, tuple)  # what is laid out on it changes the style of a page
    key = (_asked_of(above, own), is_page, pseudo_type, base_url, rules)
    style = shared.get(key)
    if style is None:
        style = shared[key] = css.ComputedStyle(
            above, own, pseudo_type, first, base_url, style_for.font_config, style_for.initial_page_sizes
        )
    if own is not cascaded:
        style = Named(style, cascaded)
    styles[element, pseudo_type] = style
    if target_collector and style["anchor"]:
        target_collector.collect_anchor(style["anchor"])


def _asked_of(above: Any, own: dict[str, Any]) -> Any:
    """What a child with these rules of its own can have from its parent."""
    if above is None or any(value == "inherit" and name not in INHERITED for name, (value, _) in own.items()):
        return id(above)
    return _handed_down(above)


@once_a_style
def _handed_down(style: Any) -> Any:
    """All that children can have from a style without asking for it; the style itself where somebody has named properties."""
    parent = style.parent_style
    named = any(name.startswith("__") for name in style.cascaded) or (parent is not None and type(_handed_down(parent)) is int)
    return id(style) if named else tuple(_known(style[name]) for name in _HANDED_DOWN)


def _known(value: Any) -> Any:
    """What a value is known by: most by where they are in memory, where they stay as long as the styles that hold them."""
    return value if type(value) in _PLAIN else id(value)

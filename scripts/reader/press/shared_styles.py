"""Styles shared by all boxes that look the same: WeasyPrint 70 shares them only among the children of one element.

Every element with an id has a style of its own, and so have all below it, and every ::before, and every margin box of every
page. What is worked out of a style, lines of text among it, is worked out anew for each. Could go upstream as it is.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from weasyprint import css
from weasyprint.css.properties import Dimension


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
    rules = ((name, _known(value), *weight[:2], *weight[2]) for name, (value, weight) in own.items())
    key = (id(above), pseudo_type, base_url, *rules)
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


def _known(value: Any) -> Any:
    """What a value is known by: most by where they are in memory, where they stay as long as the styles that hold them."""
    return value if type(value) is Dimension else id(value)

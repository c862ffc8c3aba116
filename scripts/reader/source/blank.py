"""A blank to write on, `____`: how wide it is drawn, and how many underscores it was typed with."""

from __future__ import annotations

import re

_EM_AN_UNDERSCORE = 0.6
_USUAL = 8  # underscores, where a blank does not say
_WIDTH = re.compile(r"width:([\d.]+)em")


def style(underscores: int) -> str:
    """The style of a blank that is as long as it was typed."""
    return f"width:{underscores * _EM_AN_UNDERSCORE:.1f}em"


def ems(style: str) -> float:
    """How wide a blank with this style is, in ems."""
    width = _WIDTH.search(style)
    return float(width[1]) if width else _USUAL * _EM_AN_UNDERSCORE


def underscores(style: str) -> int:
    """How many underscores a blank with this style was typed with."""
    return round(ems(style) / _EM_AN_UNDERSCORE)

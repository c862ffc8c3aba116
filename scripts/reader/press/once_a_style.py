"""What follows from a style of WeasyPrint alone is worked out once, and goes with it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

Found = TypeVar("Found")


def once_a_style(find: Callable[[Any], Found]) -> Callable[[Any], Found]:
    """Remember what `find` makes of a style, in the style itself, under the name of the function: no two are the same there."""
    name = f"_reader_{find.__module__}.{find.__qualname__}"

    @functools.wraps(find)
    def found(style: Any) -> Found:
        own: dict[str, Any] = style.__dict__
        if name not in own:
            own[name] = find(style)
        kept: Found = own[name]
        return kept

    return found

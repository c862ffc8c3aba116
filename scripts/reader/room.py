"""Room for deep calls, taken once: else CPython gives memory back, and asks for it anew, up to a million times a build.

Its frames stand in pieces of 16 KB, each about a hundred calls deep (3.11 to 3.14, `push_chunk` in pystate.c). Where a loop calls
over the end of one, every call asks the system for a new piece and every return gives it back: seven microseconds instead of
a fortieth of one. A frame that is bigger than a piece gets one as big as a power of two, and what is left of that serves
those it calls.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

_WORDS = 1 << 16  # half a megabyte that no value is put into, so that no memory is used; as much is left for what is called

What = ParamSpec("What")
Result = TypeVar("Result")


def with_room(do: Callable[What, Result]) -> Callable[What, Result]:
    """The same function, whose calls stand in one piece, some 2,500 deep."""

    def roomy(*what: What.args, **more: What.kwargs) -> Result:
        return do(*what, **more)

    roomy.__code__ = roomy.__code__.replace(co_stacksize=_WORDS)
    return functools.wraps(do)(roomy)

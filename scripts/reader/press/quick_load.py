"""The libraries that WeasyPrint 70 loads, by the names they have on Linux.

It asks for the names of other systems first. For each that the loader does not know, cffi lets ctypes look for it, which starts
`ldconfig`, a compiler and a linker: 58 processes, and half of the time that loading WeasyPrint takes. The names it asks for
last are those of Linux; where the loader knows them all, nobody needs to look for others.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import sys
from collections.abc import Iterator

_NAMES = ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libharfbuzz.so.0", "libfontconfig.so.1", "libpangoft2-1.0.so.0")


@contextlib.contextmanager
def by_their_names() -> Iterator[None]:
    """Load WeasyPrint in here: on Linux nothing is looked for that the loader does not know."""
    if sys.platform != "linux" or not all(map(_is_known, _NAMES)):
        yield
        return
    look = ctypes.util.find_library
    ctypes.util.find_library = lambda _: None  # type: ignore[assignment]
    try:
        yield
    finally:
        ctypes.util.find_library = look


def _is_known(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True

"""Zip files that are the same bytes whenever they are made: no clock of this machine, one order, one way to compress."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterable

_FIRST = 315_532_800  # seconds: 1 January 1980, the earliest that a zip can say
_PLAIN_FILE = 0o100644 << 16  # the same on every machine: a file that all may read


def packed(entries: Iterable[tuple[str, bytes]], *, stored: str = "", timestamp: int = _FIRST, level: int = 6) -> bytes:
    """These files in this order, all of them of one moment (seconds since 1970; before 1980: of 1980).

    The one named `stored` is not compressed, as EPUB wants of its first. `level`: 9 is the smallest and the slowest.
    """
    out, moment = io.BytesIO(), time.gmtime(max(timestamp, _FIRST))
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, moment[:6])
            info.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, _PLAIN_FILE
            archive.writestr(info, content, compresslevel=None if name == stored else level)
    return out.getvalue()


def again(content: bytes) -> bytes:
    """A zip that a library has made, packed so; what it says of types comes first, the rest by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(archive.namelist(), key=lambda name: (not name.startswith("["), name))
        return packed((name, archive.read(name)) for name in names)

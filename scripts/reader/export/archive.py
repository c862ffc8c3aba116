"""Zip files that are the same bytes whenever they are made: no clock in them, one order, one way to compress."""

from __future__ import annotations

import io
import zipfile

_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say
_PLAIN_FILE = 0o100644 << 16


def packed(entries: list[tuple[str, bytes]], stored: str = "") -> bytes:
    """These files in this order; the one named `stored` is not compressed, as EPUB wants of its first."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, _NO_TIME)
            info.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, _PLAIN_FILE
            archive.writestr(info, content, compresslevel=None if name == stored else 6)
    return out.getvalue()


def again(content: bytes) -> bytes:
    """A zip that a library has made, packed so; what it says of types comes first, the rest by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(archive.namelist(), key=lambda name: (not name.startswith("["), name))
        return packed([(name, archive.read(name)) for name in names])

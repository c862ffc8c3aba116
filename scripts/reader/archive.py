"""Zip files that are the same bytes whenever they are made: no clock of this machine, one order, one way to compress."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Iterable

from deflate import deflate_compress

_FIRST = 315_532_800  # seconds: 1 January 1980, the earliest that a zip can say
_BEST, _QUICK = 10, 9  # of libdeflate's 12 levels: the last two take twice the time, for 1 byte in 1,000
_PLENTY = (b"\n<!doctype html>", b"<!doctype html>", b"%PDF-")  # how most of what is packed begins
_PLAIN_FILE = 0o100644 << 16  # the same on every machine: a file that all may read


def squeezed(content: bytes) -> bytes:
    """A file as a raw deflate stream (RFC 1951), by libdeflate: 3 in 100 smaller than zlib's best.

    Pages and papers are many: the best level takes six times as long on them, for 2 bytes in 100, or none.
    """
    return bytes(deflate_compress(content, _QUICK if content.startswith(_PLENTY) else _BEST))


class _Smallest:
    """What zipfile asks of a compressor, for one that takes a file whole."""

    def __init__(self, squeeze: Callable[[bytes], bytes]) -> None:
        self.content, self.squeeze = bytearray(), squeeze

    def compress(self, content: bytes) -> bytes:
        """Wait for the rest."""
        self.content += content
        return b""

    def flush(self) -> bytes:
        """The file as a raw deflate stream."""
        return self.squeeze(bytes(self.content))


def packed(
    entries: Iterable[tuple[str, bytes]], *, stored: str = "", timestamp: int = _FIRST, smallest: bool = False,
    squeeze: Callable[[bytes], bytes] = squeezed,
) -> bytes:  # fmt: skip
    """These files in this order, all of them of one moment (seconds since 1970; before 1980: of 1980).

    The one named `stored` is not compressed, as EPUB wants of its first. `smallest`: as small as can be, for what is carried;
    `squeeze` does what `squeezed` does, and may remember.
    """
    out, moment = io.BytesIO(), time.gmtime(max(timestamp, _FIRST))
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, moment[:6])
            info.compress_type = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, _PLAIN_FILE
            with archive.open(info, "w") as file:
                if smallest and name != stored:
                    file._compressor = _Smallest(squeeze)  # type: ignore[attr-defined] # zipfile lets nobody choose another
                file.write(content)
    return out.getvalue()


def again(content: bytes) -> bytes:
    """A zip that a library has made, packed so; what it says of types comes first, the rest by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return packed(in_order((name, archive.read(name)) for name in archive.namelist()))


def in_order(entries: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """What says of types comes first, the rest by name."""
    return sorted(entries, key=lambda entry: (not entry[0].startswith("["), entry[0]))

"""Photos without what a camera or a program writes into them: place, time, owner, words, and pictures behind the picture."""

from __future__ import annotations

import functools
import io
import struct
import zlib
from collections.abc import Iterator

KINDS = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
MOST_POINTS = 30_000_000
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_PARTS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
_WEBP_PARTS = {b"VP8 ", b"VP8L", b"ALPH"}
_TURN = 0x0112
_COMMENT, _APPS, _JFIF, _ADOBE, _SCAN, _END = 0xFE, range(0xE0, 0xF0), 0xE0, 0xEE, 0xDA, 0xD9


class NotAPicture(Exception):
    """The file is not what its name says, or is cut off; the message is the rest of a sentence about it."""


@functools.lru_cache(maxsize=64)
def shown(content: bytes) -> None:
    """Raise NotAPicture unless the points of the picture can be read, and are not too many for a phone."""
    from PIL import Image, ImageFile  # WeasyPrint brings it

    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint lets cut-off ones through
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            if width * height > MOST_POINTS:
                raise NotAPicture(f"has {width} by {height} points, more than any page shows; make it smaller")
            picture.load()
    except (OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError) as error:
        raise NotAPicture("can't be shown: it is damaged or cut off; save it again") from error
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def stripped(content: bytes, suffix: str) -> bytes:
    """The picture and nothing else: the same points, and for a JPEG the way it is turned. Raises NotAPicture."""
    kind = KINDS[suffix.lower()]
    try:
        if kind == "image/png":
            return _png(content)
        return _jpeg(content) if kind == "image/jpeg" else _webp(content)
    except (IndexError, struct.error) as error:
        raise NotAPicture("is cut off; save it again") from error


def _png(content: bytes) -> bytes:
    if not content.startswith(_PNG):
        raise NotAPicture("is no PNG picture, whatever its name says; save it again as PNG")
    kept, at = [_PNG], len(_PNG)
    while True:
        size, name = struct.unpack_from(">I4s", content, at)
        whole = content[at : at + 12 + size]
        if len(whole) < 12 + size or struct.unpack(">I", whole[-4:])[0] != zlib.crc32(whole[4:-4]):
            raise NotAPicture("is damaged; save it again")
        if name in _PNG_PARTS:
            kept.append(whole)
        at += len(whole)
        if name == b"IEND":
            return b"".join(kept)


def _jpeg(content: bytes) -> bytes:
    if not content.startswith(b"\xff\xd8\xff"):
        raise NotAPicture("is no JPEG picture, whatever its name says; save it again as JPEG")
    kept, turn = [], 1
    for marker, whole in _segments(content):
        if marker == 0xE1 and whole[4:10] == b"Exif\0\0":
            turn = _turn(whole[10:])
        if marker == _JFIF and whole[4:9] == b"JFIF\0":
            kept.append(b"\xff\xe0\x00\x10" + whole[4:16] + b"\0\0")  # without its small picture
        elif marker == _ADOBE or (marker not in _APPS and marker != _COMMENT):
            kept.append(whole)
    note = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHHI", _TURN, 3, 1, turn, 0, 0)
    turned = [b"\xff\xe1" + struct.pack(">H", len(note) + 2) + note] if turn != 1 else []
    return b"\xff\xd8" + b"".join([*turned, *kept])


def _segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each part of a JPEG up to the end of the first picture; what stands behind that is another file."""
    at = 2
    while True:
        if content[at] != 0xFF:
            raise NotAPicture("is damaged; save it again")
        while content[at + 1] == 0xFF:  # filling
            at += 1
        marker = content[at + 1]
        if marker == _END:
            yield marker, b"\xff\xd9"
            return
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        if end > len(content):
            raise NotAPicture("is cut off; save it again")
        if marker == _SCAN:  # the points follow: an FF in them has 00 or a restart mark behind it
            while not (content[end] == 0xFF and content[end + 1] not in (0, *range(0xD0, 0xD8))):
                following = content.find(b"\xff", end + 1)
                if following < 0:
                    raise NotAPicture("is cut off; save it again")
                end = following
        yield marker, content[at:end]
        at = end


def _turn(note: bytes) -> int:
    """How a viewer has to turn the photo (1: not at all), as its Exif note says."""
    order = ">" if note[:2] == b"MM" else "<"
    try:
        start = struct.unpack_from(f"{order}I", note, 4)[0]
        for entry in range(struct.unpack_from(f"{order}H", note, start)[0]):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", note, start + 2 + 12 * entry)
            if tag == _TURN:
                return value if 1 <= value <= 8 else 1
    except struct.error as error:
        raise NotAPicture("has a damaged note on how to turn it; open it, save it again") from error
    return 1


def _webp(content: bytes) -> bytes:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        raise NotAPicture("is no WebP picture, whatever its name says; save it again as WebP")
    end = 8 + struct.unpack_from("<I", content, 4)[0]
    if end > len(content):
        raise NotAPicture("is cut off; save it again")
    kept, at = [], 12
    while at < end:
        name, size = struct.unpack_from("<4sI", content, at)
        whole = content[at : at + 8 + size + size % 2]
        if len(whole) < 8 + size:
            raise NotAPicture("is cut off; save it again")
        if name in (b"ANIM", b"ANMF"):
            raise NotAPicture("moves; use a picture that stands still")
        if name == b"VP8X":  # its first byte says what else there is: of that, only see-through stays
            whole = whole[:8] + bytes([whole[8] & 0x10]) + whole[9:]
        if name == b"VP8X" or name in _WEBP_PARTS:
            kept.append(whole)
        at += len(whole)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body

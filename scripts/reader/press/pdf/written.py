"""A PDF of pydyf as bytes, as qpdf would write it: only what is used, numbered as it is met, small objects packed together.

(ISO 32000-2, 7.5.7 and 7.5.8.) pydyf 0.13 writes all that it has: to have qpdf read and write that took as long as painting.
"""

from __future__ import annotations

import functools
import hashlib
import re
import struct
from collections.abc import Iterator
from typing import Any, cast

import pydyf
from deflate import zlib_compress

_SMALL = 8  # of libdeflate's 12 levels: the next ones make little less, in more time
_TOGETHER = 200  # objects: whoever wants one of them has to unpack all
_OF_THE_TREE = re.compile(rb"/Type /(?:StructElem|OBJR)\b")
_REFERENCE = b" 0 R"
_PLACE = struct.Struct(">BIH")  # of an object: its kind, where it is or in which object, its place in that
_HOW = (  # of the index; in it each row is less the one above
    b"<</Type /XRef/Size %d/W [1 4 2]/Root %b/Info %b/ID [%b %b]/Filter /FlateDecode"
    b"/DecodeParms <</Predictor 12/Columns 7>>/Length %d>>"
)


class _Objects:
    """The objects that are used, in the order in which one names the other."""

    def __init__(self, known: list[Any]) -> None:
        self.known, self.used, self.numbers = known, list[Any](), dict[bytes, bytes]()

    def refer(self, reference: bytes) -> bytes:
        """How it is named in the file. What is named for the first time is one of its objects from now on."""
        if reference not in self.numbers:
            self.numbers[reference] = b"%d%b" % (len(self.numbers) + 1, _REFERENCE)
            self.used.append(self.known[int(reference[: -len(_REFERENCE)])])
        return self.numbers[reference]

    def data(self, item: Any) -> bytes:
        """A value as it stands in the file."""
        kind = type(item)
        if kind is bytes:
            return self.refer(item) if item.endswith(_REFERENCE) else cast("bytes", item)
        if kind is str:
            return cast("bytes", item.encode("ascii"))
        if kind is int:
            return b"%d" % item
        if isinstance(item, dict):
            return b"<<%b>>" % b"".join([_key(key) + self.data(value) for key, value in item.items()])
        if isinstance(item, list):
            return b"[%b]" % b" ".join([self.data(value) for value in item])
        data: bytes = pydyf._to_bytes(item)
        return data


@functools.lru_cache(1000)
def _key(key: Any) -> bytes:
    return b"/%b " % pydyf._to_bytes(key)


def written(pdf: Any) -> bytes:
    """The bytes of the file: the same for the same document."""
    pdf.pages["Kids"] = pydyf.Array(b"%d%b" % (number, _REFERENCE) for number in pdf.pages["Kids"][::3])
    pdf.add_object(pdf.info)
    objects = _Objects(pdf.objects)
    root, info = objects.refer(pdf.catalog.reference), objects.refer(pdf.info.reference)
    streams, plain = list[tuple[int, bytes, bytes]](), list[tuple[int, bytes]]()
    for number, each in enumerate(objects.used, 1):  # it gets longer on the way
        if isinstance(each, pydyf.Stream):
            content = content_of(each)
            streams.append((number, objects.data({**each.extra, "Length": len(content)}), content))
        else:
            plain.append((number, objects.data(each)))
    return file_of(streams, plain, root, info)


def file_of(
    streams: list[tuple[int, bytes, bytes]], plain: list[tuple[int, bytes]], root: bytes, info: bytes, level: int = _SMALL
) -> bytes:
    """A file of these objects, numbered from 1: streams with their dictionaries, and the others. `root` and `info` refer to two.

    Elements of the structure tree are packed by themselves: few want them.
    """
    out, places = bytearray(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"), [(0, 0, 0)] * (len(streams) + len(plain))
    for number, how, content in streams:
        places[number - 1] = (1, len(out), 0)
        out += _stream(number, how, content)
    of_the_tree = [_OF_THE_TREE.search(body) is not None for _, body in plain]
    few = [each for each, tree in zip(plain, of_the_tree, strict=True) if not tree]
    many = [each for each, tree in zip(plain, of_the_tree, strict=True) if tree]
    for together in (*_in_parts(few), *_in_parts(many)):
        for at, (number, _) in enumerate(together):
            places[number - 1] = (2, len(places) + 1, at)
        places.append((1, len(out), 0))
        out += _container(len(places), together, level)
    start = len(out)
    places.append((1, start, 0))
    same = b"<%b>" % hashlib.sha256(out).hexdigest()[:32].encode()
    content = _index(places)
    how = _HOW % (len(places) + 1, root, info, same, same, len(content))
    return bytes(out + _stream(len(places), how, content) + b"startxref\n%d\n%%%%EOF\n" % start)


def content_of(stream: Any) -> bytes:
    """All that was put into a stream of pydyf."""
    return b"\n".join([each if type(each) is bytes else pydyf._to_bytes(each) for each in stream.stream])


def packed(content: bytes, level: int = _SMALL) -> bytes:
    """A content for a stream whose filter is FlateDecode."""
    return bytes(zlib_compress(content, level))


def _stream(number: int, how: bytes, content: bytes) -> bytes:
    return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, how, content)


def _container(number: int, together: list[tuple[int, bytes]], level: int) -> bytes:
    """Objects in one: first the number and the place of each, then all of them."""
    listed, at = [], 0
    for each, body in together:
        listed.append(b"%d %d" % (each, at))
        at += len(body) + 1
    head = b" ".join(listed) + b"\n"
    content = packed(head + b"\n".join([body for _, body in together]), level)
    how = b"<</Type /ObjStm/N %d/First %d/Filter /FlateDecode/Length %d>>" % (len(together), len(head), len(content))
    return _stream(number, how, content)


def _in_parts(objects: list[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    for start in range(0, len(objects), _TOGETHER):
        yield objects[start : start + _TOGETHER]


def _index(places: list[tuple[int, int, int]]) -> bytes:
    """Where each object is. Rows are written as what they are more than the one above (RFC 2083, 6.4): they pack better so."""
    rows = b"".join([_PLACE.pack(*place) for place in ((0, 0, 0), *places)])
    less, wide = _less(rows, bytes(_PLACE.size) + rows[: -_PLACE.size]), _PLACE.size + 1
    out = bytearray(b"\2" * (len(places) + 1) * wide)
    for column in range(_PLACE.size):
        out[column + 1 :: wide] = less[column :: _PLACE.size]
    return packed(bytes(out))


def _less(one: bytes, other: bytes) -> bytes:
    """Each byte of one text less that of the other, around 256: all of them as one number, with a byte of room before each."""
    wide = 2 * len(one)
    more, less = bytearray(b"\1" * wide), bytearray(wide)
    more[1::2], less[1::2] = one, other
    return (int.from_bytes(more, "big") - int.from_bytes(less, "big")).to_bytes(wide, "big")[1::2]

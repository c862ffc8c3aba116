"""A PDF of pydyf as bytes, as qpdf would write it: only what is used, numbered as it is met, small objects packed together.

(ISO 32000-2, 7.5.7 and 7.5.8.) pydyf 0.13 writes all that it has: to have qpdf read and write that took as long as painting.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator
from typing import Any, cast

import pydyf
from deflate import zlib_compress

_SMALL = 8  # of libdeflate's 12 levels: the next ones make little less, in more time
_TOGETHER = 200  # objects: whoever wants one of them has to unpack all
_OF_THE_TREE = ("/StructElem", "/OBJR")  # packed by themselves: few want them
_REFERENCE = b" 0 R"
_PLACE = (1, 4, 2)  # bytes: its kind, where it is or in which object, its place in that
_PREDICTED = {"Predictor": 12, "Columns": sum(_PLACE)}  # each row less the one above


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
    trailer = {"Root": pdf.catalog.reference, "Info": pdf.info.reference}
    objects.data(trailer)
    out, places = bytearray(b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"), list[tuple[int, int, int]]()
    few, many = list[tuple[int, bytes]](), list[tuple[int, bytes]]()
    for number, each in enumerate(objects.used, 1):  # it gets longer on the way
        places.append((1, len(out), 0))
        if isinstance(each, pydyf.Stream):
            content = content_of(each)
            out += _stream(number, objects.data({**each.extra, "Length": len(content)}), content)
        else:
            of_the_tree = isinstance(each, dict) and each.get("Type") in _OF_THE_TREE
            (many if of_the_tree else few).append((number, objects.data(each)))
    for together in (*_in_parts(few), *_in_parts(many)):
        for at, (number, _) in enumerate(together):
            places[number - 1] = (2, len(places) + 1, at)
        places.append((1, len(out), 0))
        out += _container(len(places), together)
    start = len(out)
    places.append((1, start, 0))
    same = b"<%b>" % hashlib.sha256(out).hexdigest()[:32].encode()
    content = _index(places)
    how = {"Type": "/XRef", "Size": len(places) + 1, "W": list(_PLACE), **trailer, "ID": [same, same],
           "Filter": "/FlateDecode", "DecodeParms": _PREDICTED, "Length": len(content)}  # fmt: skip
    return bytes(out + _stream(len(places), objects.data(how), content) + b"startxref\n%d\n%%%%EOF\n" % start)


def content_of(stream: Any) -> bytes:
    """All that was put into a stream of pydyf."""
    return b"\n".join([each if type(each) is bytes else pydyf._to_bytes(each) for each in stream.stream])


def packed(content: bytes) -> bytes:
    """A content for a stream whose filter is FlateDecode."""
    return bytes(zlib_compress(content, _SMALL))


def _stream(number: int, how: bytes, content: bytes) -> bytes:
    return b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (number, how, content)


def _container(number: int, together: list[tuple[int, bytes]]) -> bytes:
    """Objects in one: first the number and the place of each, then all of them."""
    listed, at = [], 0
    for each, body in together:
        listed.append(b"%d %d" % (each, at))
        at += len(body) + 1
    head = b" ".join(listed) + b"\n"
    content = packed(head + b"\n".join([body for _, body in together]))
    how = b"<</Type /ObjStm/N %d/First %d/Filter /FlateDecode/Length %d>>" % (len(together), len(head), len(content))
    return _stream(number, how, content)


def _in_parts(objects: list[tuple[int, bytes]]) -> Iterator[list[tuple[int, bytes]]]:
    for start in range(0, len(objects), _TOGETHER):
        yield objects[start : start + _TOGETHER]


def _index(places: list[tuple[int, int, int]]) -> bytes:
    """Where each object is. Rows are written as what they are more than the one above (RFC 2083, 6.4): they pack better so."""
    above, rows = bytes(sum(_PLACE)), []
    for place in ((0, 0, 0), *places):
        row = b"".join([value.to_bytes(wide) for value, wide in zip(place, _PLACE, strict=True)])
        rows.append(b"\2" + bytes([(one - other) & 255 for one, other in zip(row, above, strict=True)]))
        above = row
    return packed(b"".join(rows))

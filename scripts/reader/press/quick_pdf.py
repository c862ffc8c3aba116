"""A PDF written with less ado: what WeasyPrint 70 and pydyf work out for every element, page or font is worked out once.

Could go upstream as it is.
"""

from __future__ import annotations

import functools
from typing import Any, cast

import pydyf
from weasyprint import matrix
from weasyprint.pdf import fonts, stream
from weasyprint.text.ffi import ffi


def apply() -> None:
    """Put it into pydyf."""
    pydyf.PDF.page_references = property(_references)
    pydyf._to_bytes = _to_bytes
    pydyf.Dictionary.data = property(_dictionary)
    pydyf.Object.reference = property(_reference)
    pydyf.Object.number, pydyf.Object.offset, pydyf.Object.generation, pydyf.Object.free = None, 0, 0, "n"
    pydyf.Object.__init__ = _begin
    pydyf.Dictionary.__init__, pydyf.Array.__init__ = dict.__init__, list.__init__
    stream.Stream.marked, stream.Stream.set_color = _marked, _colored(stream.Stream.set_color)
    matrix.Matrix.__matmul__ = _product
    fonts.ffi = _OneType()


class _OneType:
    """CFFI parses C for each type that it has not seen yet: that of a list of glyphs needs no length, the list has one."""

    def __getattr__(self, name: str) -> Any:
        return getattr(ffi, name)

    def new(self, kind: str, *given: Any) -> Any:
        return ffi.new(kind.partition("[")[0] + "[]" if given and kind.endswith("]") else kind, *given)


class _Marked:
    """A piece of a page with a mark, until its end."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        if self.stream is not None:
            self.stream.end_marked_content()


def _marked(stream: Any, box: Any, tag: str) -> _Marked:
    """Begin a piece of a page; generators as contexts take longer to begin and to end than all that they do here."""
    if stream._tags is None:
        return _Marked(None)
    mark = len(stream._tags)
    stream._tags[box] = {"tag": tag, "mcid": mark}
    stream.begin_marked_content(tag, pydyf.Dictionary({"MCID": mark}))
    return _Marked(stream)


def _colored(change: Any) -> Any:
    def set_color(stream: Any, color: Any, stroke: bool = False) -> None:
        """Nothing is to be changed where the same color was set last, and nothing has set another since."""
        last, now = stream.__dict__.get("_reader_color", (None,)), (stream._current_color, stream._current_alpha)
        if stroke:
            change(stream, color, stroke)
        elif last[0] is not color or last[1:] != now or now[0] is None:
            change(stream, color)
            stream._reader_color = color, stream._current_color, stream._current_alpha  # held: no other one gets its address

    return set_color


def _references(pdf: Any) -> tuple[bytes, ...]:
    """All pages, as one element of the structure after the other names one of them: written anew only when there are more."""
    kids = pdf.pages["Kids"]
    known: tuple[bytes, ...] = pdf.__dict__.get("_reader_pages", ())
    if 3 * len(known) != len(kids):
        known = pdf.__dict__["_reader_pages"] = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
    return known


def _begin(_: Any) -> None:
    """An object has what all begin with from its class."""


def _reference(named: Any) -> bytes:
    return b"%d %d R" % (named.number, named.generation)


def _product(one: Any, other: Any) -> Any:
    """A matrix of three columns times one of three rows. Sums begin with 0, as WeasyPrint's do: it makes 0 of -0."""
    (a, b, c), (d, e, f), (g, h, i) = other
    rows = [[0 + x * a + y * d + z * g, 0 + x * b + y * e + z * h, 0 + x * c + y * f + z * i] for x, y, z in one]
    return matrix.Matrix(matrix=rows)


def _dictionary(values: dict[Any, Any]) -> bytes:
    """A dictionary as it stands in the file. There are few keys, and most values are references."""
    pairs = [_key(key) + (value if type(value) is bytes else _to_bytes(value)) for key, value in values.items()]
    return b"<<" + b"".join(pairs) + b">>"


@functools.lru_cache(1000)
def _key(key: Any) -> bytes:
    return b"/" + _to_bytes(key) + b" "


def _to_bytes(item: Any) -> bytes:
    """A value as it stands in the file."""
    kind = type(item)
    if kind is bytes:
        return cast("bytes", item)
    if kind is float:
        return b"%d" % item if item.is_integer() else (b"%f" % item).rstrip(b"0")
    if kind is str:
        return cast("bytes", item.encode("ascii"))
    if kind is int:
        return b"%d" % item
    if isinstance(item, pydyf.Object):
        return cast("bytes", item.data)
    if isinstance(item, float):
        return _to_bytes(float(item))
    return item if isinstance(item, bytes) else str(item).encode("ascii")

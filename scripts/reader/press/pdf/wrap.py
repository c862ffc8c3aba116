"""A cover in one piece for a print shop: back, spine and front side by side, with marks where to cut and to fold."""

from __future__ import annotations

import io

from pikepdf import Array, Dictionary, Name, Page, Pdf

from reader.press.pdf.document import name_it, saved
from reader.press.pdf.sheets import HALF_LETTER

MILLIMETRE = 72 / 25.4
LEAF = 0.1  # millimetres: how thick a leaf of plain paper is (20 lb bond)
_AROUND = 36.0  # points of paper around the cover, for the marks
_NEAR, _LONG = 9.0, 18.0  # how far from the cover's edge a mark begins, and how long it is
_WORDS_FROM = 4.0  # millimetres: a thinner spine has no room for words


def spine(pages: int) -> float:
    """How wide the back of a glued book with so many pages is, in millimetres."""
    return -(-pages // 2) * LEAF


def cover(outside: tuple[bytes, bytes], pages: int, stamps: bytes, words_at: int, note_at: int, title: str) -> bytes:
    """From the first page and the last of what stands first and last in a book with so many pages.

    Of the stamps come the words of the spine and, below the cover, how it was counted.
    """
    first, last, lines = map(io.BytesIO, (*outside, stamps))
    with Pdf.open(first) as begin, Pdf.open(last) as end, Pdf.open(lines) as source, Pdf.new() as document:
        width, height = HALF_LETTER
        thick = spine(pages) * MILLIMETRE
        front = _AROUND + width + thick
        placed = [
            ("/Back", end.pages[-1], f"1 0 0 1 {_AROUND} {_AROUND}"),
            ("/Front", begin.pages[0], f"1 0 0 1 {front:.2f} {_AROUND}"),
            ("/Note", source.pages[note_at], f"1 0 0 1 {_AROUND} 0"),
        ]
        if thick >= _WORDS_FROM * MILLIMETRE:
            middle = _AROUND + width + thick / 2
            line = float(source.pages[words_at].mediabox[3])
            placed.append(("/Spine", source.pages[words_at], f"0 -1 1 0 {middle - line / 2:.2f} {_AROUND + height:.2f}"))
        drawings, content = Dictionary(), ["0.5 w"]
        for name, page, matrix in placed:
            drawings[name] = document.copy_foreign(page.as_form_xobject())
            content.append(f"q {matrix} cm {name} Do Q")
        across, up = (_AROUND, _AROUND + width, front, front + width), (_AROUND, _AROUND + height)
        for x in across:
            content += [
                _line(x, edge + way * _NEAR, x, edge + way * (_NEAR + _LONG)) for edge, way in zip(up, (-1, 1), strict=True)
            ]
        for y in up:
            ends = zip((across[0], across[-1]), (-1, 1), strict=True)
            content += [_line(edge + way * _NEAR, y, edge + way * (_NEAR + _LONG), y) for edge, way in ends]
        sheet = Dictionary(
            Type=Name.Page,
            MediaBox=Array([0, 0, round(front + width + _AROUND, 2), height + 2 * _AROUND]),
            TrimBox=Array([_AROUND, _AROUND, round(front + width, 2), height + _AROUND]),
            Resources=Dictionary(XObject=drawings),
            Contents=document.make_stream("\n".join(content).encode()),
        )
        document.pages.append(Page(document.make_indirect(sheet)))
        name_it(document, title)
        return saved(document)


def _line(x: float, y: float, to_x: float, to_y: float) -> str:
    return f"{x:.2f} {y:.2f} m {to_x:.2f} {to_y:.2f} l S"

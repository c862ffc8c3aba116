"""A Letter sheet made small enough for a page of the book, with its tags and links."""

from __future__ import annotations

import io
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from reader.press.pdf.document import destinations, elements, saved
from reader.press.pdf.sheets import HALF_LETTER, LETTER

SCALE = 0.62
_LEFT = (HALF_LETTER[0] - LETTER[0] * SCALE) / 2
_BOTTOM = HALF_LETTER[1] - LETTER[1] * SCALE - 18  # room for a line below it
Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: Matrix = (SCALE, 0, 0, SCALE, _LEFT, _BOTTOM)
_ON_ITS_SIDE: Matrix = (0, SCALE, -SCALE, 0, _LEFT + LETTER[0] * SCALE, _BOTTOM)


def reduced(pdf: bytes) -> bytes:
    """The same sheets on half Letter; one that lies on its side is turned, its head to the left."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        matrices = {}
        for page in document.pages:
            matrix = _ON_ITS_SIDE if page.mediabox[2] > page.mediabox[3] else _UPRIGHT
            matrices[page.obj.objgen] = matrix
            page.contents_add(f"q {' '.join(f'{value:.4f}' for value in matrix)} cm ".encode(), prepend=True)
            page.contents_add(b" Q", prepend=False)
            page.contents_coalesce()
            for name in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
                if name in page.obj:
                    page.obj[name] = Array([0, 0, *HALF_LETTER])
            for note in page.obj.get("/Annots", []):
                note.Rect = _moved(note.Rect, matrix)
        for element in elements(document.Root.StructTreeRoot):
            if "/A" in element and isinstance(element.A, Dictionary) and "/BBox" in element.A:
                element.A.BBox = _moved(element.A.BBox, matrices[element.Pg.objgen])
        for place in destinations(document):
            if place[1] == Name.XYZ:
                place[2], place[3], *_ = _moved((place[2], place[3]) * 2, matrices[place[0].objgen])
        return saved(document)


def _moved(box: Any, matrix: Matrix) -> Array:
    a, b, c, d, e, f = matrix
    x0, y0, x1, y1 = (float(value) for value in box)
    across, up = zip(*((a * x + c * y + e, b * x + d * y + f) for x, y in ((x0, y0), (x1, y1))), strict=True)
    return Array([round(value, 3) for value in (min(across), min(up), max(across), max(up))])

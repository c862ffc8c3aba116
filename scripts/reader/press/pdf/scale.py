"""The same pages on bigger paper, with their tags, links and places."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, Pdf

from reader.press.pdf.document import elements, saved
from reader.press.pdf.sheets import HALF_LETTER, LETTER


def bigger(pdf: bytes) -> bytes:
    """The same pages, each scaled to fill a Letter sheet. Tags stay; links and their places move along."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        width, height = HALF_LETTER
        scale = min(LETTER[0] / width, LETTER[1] / height)
        left, bottom = (LETTER[0] - width * scale) / 2, (LETTER[1] - height * scale) / 2
        move = f"q {scale:.6f} 0 0 {scale:.6f} {left:.4f} {bottom:.4f} cm ".encode()
        for page in document.pages:
            page.contents_add(move, prepend=True)
            page.contents_add(b" Q", prepend=False)
            for name in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
                if name in page.obj:
                    page.obj[name] = Array([0, 0, *LETTER])
            for note in page.obj.get("/Annots", []):
                note.Rect = _moved(note.Rect, scale, left, bottom)
        for place in _places(document):
            if place[1] == Name.XYZ:
                place[2], place[3] = float(place[2]) * scale + left, float(place[3]) * scale + bottom
        for element in elements(document.Root.get("/StructTreeRoot")):
            attributes = element.get("/A", [])
            for each in [attributes] if isinstance(attributes, Dictionary) else attributes:
                if isinstance(each, Dictionary) and "/BBox" in each:
                    each.BBox = _moved(each.BBox, scale, left, bottom)
        return saved(document)


def _moved(box: Any, scale: float, left: float, bottom: float) -> Array:
    shift = (left, bottom, left, bottom)
    return Array([round(float(value) * scale + by, 3) for value, by in zip(box, shift, strict=True)])


def _places(document: Pdf) -> Iterator[Any]:
    """Every destination: those with names, and those written into outline items and links."""
    if "/Names" in document.Root and "/Dests" in document.Root.Names:
        for _, place in NameTree(document.Root.Names.Dests).items():
            yield place.D if isinstance(place, Dictionary) else place
    waiting = [document.Root.Outlines.First] if "/Outlines" in document.Root and "/First" in document.Root.Outlines else []
    while waiting:
        item = waiting.pop()
        if isinstance(item.get("/Dest"), Array):
            yield item.Dest
        waiting += [item[name] for name in ("/First", "/Next") if name in item]
    for page in document.pages:
        for note in page.obj.get("/Annots", []):
            if isinstance(note.get("/Dest"), Array):
                yield note.Dest

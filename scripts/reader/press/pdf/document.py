"""A PDF as bytes: how many pages it has, what it is called, and the same bytes for the same document (pikepdf)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from deflate import zlib_compress
from pikepdf import Array, Dictionary, Name, NameTree, ObjectStreamMode, Page, Pdf, Stream, String

from reader.press.pdf.sheets import LETTER

_SMALL = 8  # of libdeflate's 12 levels: the next ones make little less of a page, in more time


def pages(pdf: bytes) -> int:
    """How many pages it has."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def elements(element: Any) -> Iterator[Any]:
    """This element of the structure tree and all below it."""
    if not isinstance(element, Dictionary):
        return
    yield element
    below: Any = element.get("/K", [])
    for child in below if isinstance(below, Array) else [below]:
        yield from elements(child)


def destinations(document: Pdf) -> Iterator[Any]:
    """Every place that something leads to: those with names, and those written into the outline."""
    if "/Names" in document.Root and "/Dests" in document.Root.Names:
        for _, place in NameTree(document.Root.Names.Dests).items():
            yield place.D if isinstance(place, Dictionary) else place
    waiting = [document.Root.Outlines.First] if "/Outlines" in document.Root and "/First" in document.Root.Outlines else []
    while waiting:
        item = waiting.pop()
        if isinstance(item.get("/Dest"), Array):
            yield item.Dest
        waiting += [item[name] for name in ("/First", "/Next") if name in item]


def name_it(document: Pdf, title: str, *, tagged: bool = False) -> None:
    """Give it a title and its language; `tagged` says what WeasyPrint says of each part (PDF/UA-1, not certified)."""
    document.Root.Lang = String("en-CA")
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    document.docinfo["/Title"] = title
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {"en-CA"}
        if tagged:
            metadata["pdfuaid:part"] = "1"


def put_side(document: Pdf, drawings: Dictionary, content: list[str]) -> None:
    """Add one side of a Letter sheet, its long edge across: finished pages as named drawings, and what puts them in place."""
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, LETTER[1], LETTER[0]]),
        Resources=Dictionary(XObject=drawings),
        Contents=document.make_stream("\n".join(content).encode()),
    )
    document.pages.append(Page(document.make_indirect(page)))


def packed(pdf: bytes) -> bytes:
    """The same document, smaller. Each page knows only what it uses, so that what is made from it needs no more.

    Streams are packed by libdeflate: in half of zlib's time it makes less of them.
    """
    with Pdf.open(io.BytesIO(pdf)) as document:
        document.remove_unreferenced_resources()
        for stream in document.objects:
            if isinstance(stream, Stream) and "/Filter" not in stream:
                stream.write(bytes(zlib_compress(stream.read_bytes(), _SMALL)), filter=Name.FlateDecode)
        return saved(document)


def saved(document: Pdf) -> bytes:
    """The document's bytes: the same document gives the same bytes."""
    out = io.BytesIO()
    document.save(
        out, min_version="1.7", object_stream_mode=ObjectStreamMode.generate, compress_streams=True, deterministic_id=True
    )
    return out.getvalue()

"""A PDF as bytes: how many pages it has, what it is called, and the same bytes for the same document (pikepdf)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, NameTree, ObjectStreamMode, Pdf, String


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


def blank(title: str, *, tagged: bool = False) -> bytes:
    """A document of no pages that has its title and its language: see `name_it`."""
    with Pdf.new() as document:
        name_it(document, title, tagged=tagged)
        return saved(document)


def saved(document: Pdf) -> bytes:
    """The document's bytes: the same document gives the same bytes."""
    out = io.BytesIO()
    document.save(
        out, min_version="1.7", object_stream_mode=ObjectStreamMode.generate, compress_streams=True, deterministic_id=True
    )
    return out.getvalue()

"""Lines that are put on finished pages: page numbers that count through the book, and where a small form is found in full."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf

from reader.press.pdf.document import saved

DIGITS = 10  # the first pages of the stamps are the digits, from 0; the others are as big as a page of the book
_RIGHT, _LOW = 326.0, 24.0  # points: where a page number ends, and how high the page of a digit stands
_MARKS = re.compile(rb"^(?:/\w+\s+(?:<<.*?>>\s+BDC|BMC)|EMC)$", re.MULTILINE)


def numbered(document: Pdf, stamps: bytes, first: int, count: int) -> bytes:
    """Number `count` pages from 1, beginning with the page `first` (from 0), and save the document.

    Screen readers do not read the numbers.
    """
    with Pdf.open(io.BytesIO(stamps)) as source:
        digits = [_drawing(document, page) for page in list(source.pages)[:DIGITS]]
        wide = float(source.pages[0].mediabox[2])
        for number, page in enumerate(list(document.pages)[first : first + count], 1):
            drawn: list[str] = []
            for place, digit in enumerate(reversed(str(number)), 1):
                _hold(document, page, f"/N{digit}", digits[int(digit)])
                drawn.insert(0, f"q 1 0 0 1 {_RIGHT - place * wide:.2f} {_LOW} cm /N{digit} Do Q")
            _add(page, "/Artifact BMC " + " ".join(drawn) + " EMC")
        return saved(document)


def footed(document: Pdf, foot: bytes, pages: Iterable[int]) -> None:
    """Put the first page of `foot` on these pages, from 0. Screen readers do not read it."""
    with Pdf.open(io.BytesIO(foot)) as source:
        drawing = _drawing(document, source.pages[0])
        for page in map(list(document.pages).__getitem__, pages):
            _hold(document, page, "/Foot", drawing)
            _add(page, "/Artifact BMC q /Foot Do Q EMC")


def captioned(pdf: bytes, stamps: bytes, at: int) -> bytes:
    """Put one page of the stamps (from 0) on each page, as a paragraph that is read after what stands there already."""
    with Pdf.open(io.BytesIO(pdf)) as document, Pdf.open(io.BytesIO(stamps)) as source:
        drawing, tree = _drawing(document, source.pages[at]), document.Root.StructTreeRoot
        whole = tree.K[0] if isinstance(tree.K, Array) else tree.K
        parents = NumberTree(tree.ParentTree)
        for page in document.pages:
            _hold(document, page, "/Caption", drawing)
            owners = parents[int(page.obj.StructParents)]
            said = Dictionary(Type=Name.StructElem, S=Name.P, P=whole, Pg=page.obj, K=Array([len(owners)]))
            _add(page, f"/P <</MCID {len(owners)}>> BDC q /Caption Do Q EMC")
            owners.append(document.make_indirect(said))
            whole.K = Array([*(whole.K if isinstance(whole.K, Array) else [whole.K]), owners[-1]])
        return saved(document)


def _drawing(document: Pdf, page: Page) -> Object:
    """A page as something to draw, without its tags: they are those of another document."""
    drawing = document.copy_foreign(page.as_form_xobject())
    drawing.write(_MARKS.sub(b"", drawing.read_bytes()))
    return drawing


def _hold(document: Pdf, page: Page, name: str, drawing: Object) -> None:
    """Let the page know a drawing; what it knows may be shared with other pages, so it gets its own list."""
    resources = Dictionary(dict(page.resources.items()))
    known: Any = resources.get("/XObject", Dictionary())
    resources.XObject = Dictionary({**dict(known.items()), name: drawing})
    page.obj.Resources = resources


def _add(page: Page, content: str) -> None:
    page.contents_add(b"q", prepend=True)
    page.contents_add(f"Q {content}".encode(), prepend=False)

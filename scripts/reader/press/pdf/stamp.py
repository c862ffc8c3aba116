"""Lines that are put on finished pages: page numbers that count through the book, and where a small form is found in full."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf

from reader.press.pdf import parts
from reader.press.pdf.builder import Known
from reader.press.pdf.document import saved
from reader.press.pdf.join import Joined

DIGITS = 10  # the first pages of the stamps are the digits, from 0; the others are as big as a page of the book
_RIGHT, _LOW = 326.0, 24.0  # points: where a page number ends, and how high the page of a digit stands
_MARKS = re.compile(rb"^(?:/\w+\s+(?:<<.*?>>\s+BDC|BMC)|EMC)$", re.MULTILINE)


def numbered(book: Joined, stamps: bytes, first: int, count: int) -> None:
    """Number `count` pages from 1, beginning with the page `first` (from 0). Screen readers do not read the numbers."""
    source = parts.read(stamps)
    pages = source.pages[:DIGITS]
    *_, wide, _ = parts.entries(source.plain[pages[0]])[b"MediaBox"].strip(b"[] ").split()
    digits = _drawn(book, source, pages)
    for number in range(1, count + 1):
        said = [int(digit) for digit in str(number)]
        left = [_RIGHT - place * float(wide) for place in range(len(said), 0, -1)]
        drawn = [f"q 1 0 0 1 {x:.2f} {_LOW} cm /N{digit} Do Q" for x, digit in zip(left, said, strict=True)]
        drawings = {b"N%d" % digit: digits[digit] for digit in said}
        book.draw(first + number - 1, drawings, f"/Artifact BMC {' '.join(drawn)} EMC".encode())


def footed(book: Joined, foot: bytes, pages: Iterable[int]) -> None:
    """Put the first page of `foot` on these pages, from 0. Screen readers do not read it."""
    source = parts.read(foot)
    [drawing] = _drawn(book, source, source.pages[:1])
    for page in pages:
        book.draw(page, {b"Foot": drawing}, b"/Artifact BMC q /Foot Do Q EMC")


def _drawn(book: Joined, source: parts.Part, pages: list[bytes]) -> list[bytes]:
    """Pages as something to draw, without their tags: they are those of another document."""
    known: Known = {}
    return [book.builder.drawing(source, known, page, _MARKS.sub(b"", source.content(page))) for page in pages]


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

"""A PDF's tags put right: what a screen reader hears, and what it is spared (ISO 14289-1)."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Object, Page, Pdf

from reader.press.pdf.document import elements, saved

_PRINTED = 4  # the third flag of an annotation: it is there on paper too (ISO 32000-2, 12.5.3)


def finished(pdf: bytes) -> bytes:
    """One document as WeasyPrint 70 wrote it, packed tighter, with what it tags wrongly put right (ISO 14289-1, 7.1 and 7.3).

    Artifacts become: the foot of each page, whose tags hang nowhere (that of a single sheet is read aloud), and drawings
    that have no words of their own because they only repeat those beside them. The place of a drawing is
    given in points from below. Elements that say nothing are left out: they are two thirds of all, and the book would
    need their memory.
    """
    with Pdf.open(io.BytesIO(pdf)) as document:
        tree = document.Root.StructTreeRoot
        if len(document.pages) == 1:
            _hang(tree, document.pages[0])
        hanging = {element.objgen for element in elements(tree)}
        _lift(tree)
        known = _placed(tree)
        parents = NumberTree(tree.ParentTree)
        for page in document.pages:
            for note in page.obj.get("/Annots", []):
                note.F = int(note.get("/F", 0)) | _PRINTED
                parents[int(note.StructParent)] = _kept(parents[int(note.StructParent)])
            owners = parents[int(page.obj.StructParents)]
            for mark in range(len(owners)):
                if owners[mark].objgen in hanging:
                    owners[mark] = _kept(owners[mark])
            loose = {mark for mark in range(len(owners)) if owners[mark].objgen not in known}
            if loose:
                page.obj.Contents = document.make_stream(_without_tags(page, loose))
                for mark in loose:
                    owners[mark] = Object.parse(b"null")
        document.remove_unreferenced_resources()  # what is made from this paper needs it no more
        return saved(document)


def _placed(tree: Any) -> set[tuple[int, int]]:
    """The elements that stay, drawings at their place in points from below; those without words of their own go."""
    known = set()
    for element in list(elements(tree)):
        if element.get("/S") == Name.Figure and "/Alt" not in element:
            element.P.K = Array([child for child in element.P.K if not _same(child, element)])
            continue
        if element.get("/S") == Name.Figure:
            height, box = float(element.Pg.MediaBox[3]), [float(value) * 0.75 for value in element.A.BBox]
            element.A.BBox = Array([round(each, 3) for each in (box[0], height - box[3], box[2], height - box[1])])
        known.add(element.objgen)
    return known


def _hang(tree: Any, page: Page) -> None:
    """Put what stands in a sheet's margins into the tree, where the text has it: on a single sheet it says something.

    Its elements know the one they hang on, which does not know them.
    """
    known = {element.objgen for element in elements(tree)}
    for element in NumberTree(tree.ParentTree)[int(page.obj.StructParents)]:
        while element.objgen not in known and element.P.objgen not in known:
            element = element.P
        if element.objgen not in known:
            below = element.P.get("/K", Array())
            element.P.K = Array([*(below if isinstance(below, Array) else [below]), element])
            known.update([element.objgen, *(child.objgen for child in elements(element))])


def _lift(element: Any) -> None:
    """Hang what is below elements that say nothing on the next one above that says something."""
    if "/K" in element:
        element.K = Array(list(_lifted(element)))
    for child in element.get("/K", []):
        if _is_element(child):
            child.P = element
            _lift(child)


def _lifted(element: Any) -> Iterator[Any]:
    below = element.K
    for child in below if isinstance(below, Array) else [below]:
        if not (_is_element(child) and _says_nothing(child)):
            yield child
            continue
        for piece in _lifted(child):
            if isinstance(piece, int) and not ("/Pg" in element and _same(element.Pg, child.Pg)):
                yield Dictionary(Type=Name.MCR, Pg=child.Pg, MCID=piece)
            else:
                yield piece


def _kept(element: Any) -> Any:
    """The element itself, or the one that took over what hung below it."""
    while _is_element(element) and _says_nothing(element):
        element = element.P
    return element


def _is_element(child: Any) -> bool:
    return isinstance(child, Dictionary) and "/S" in child


def _says_nothing(element: Any) -> bool:
    return element.S in (Name.Span, Name.NonStruct) and set(element.keys()) == {"/K", "/P", "/Pg", "/S", "/Type"}


def _same(one: Any, other: Object) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen


def _without_tags(page: Page, marks: set[int]) -> bytes:
    """The page's content with these pieces marked as artifacts. WeasyPrint writes one word a line."""

    def artifact(match: re.Match[bytes]) -> bytes:
        return b"/Artifact\nBMC" if int(match[1]) in marks else match[0]

    return re.sub(rb"^/\w+\s+<</MCID (\d+)>>\s+BDC$", artifact, page.obj.Contents.read_bytes(), flags=re.MULTILINE)

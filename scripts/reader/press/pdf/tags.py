"""A PDF's tags put right before it is written: what a screen reader hears, and what it is spared (ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

_PRINTED = 4  # the third flag of an annotation: it is there on paper too (ISO 32000-2, 12.5.3)
_NOTHING = {"Type", "S", "K", "Pg", "P"}  # what an element has that only says where it stands


def put_right(pdf: Any) -> None:
    """What WeasyPrint 70 tags wrongly is put right (ISO 14289-1, 7.1 and 7.3).

    Artifacts become: the foot of each page, whose tags hang nowhere (that of a single sheet is read aloud), and drawings
    that have no words of their own because they only repeat those beside them. The place of a drawing is
    given in points from below. Elements that say nothing are left out: they are two thirds of all, and the book would
    need their memory.
    """
    tree = _Tree(pdf.objects)
    root = tree.at(pdf.catalog["StructTreeRoot"])
    [top], owners = root["K"], tree.at(root["ParentTree"])["Nums"]
    pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    if len(pages) == 1:
        tree.hang(owners[1], set(tree.below(top)))
    hanging = set(tree.below(top))
    kept = set(tree.lift(top))
    for place, owner in enumerate(owners):
        if isinstance(owner, bytes):
            owners[place] = tree.kept(owner)
    for at, page in enumerate(pages):
        for note in map(tree.at, page.get("Annots", ())):
            note["F"] = note.get("F", 0) | _PRINTED
        marks = owners[2 * at + 1]
        marks[:] = [tree.kept(owner) if owner in hanging else owner for owner in marks]
        loose = {mark for mark, owner in enumerate(marks) if owner not in kept}
        _make_artifacts(tree.at(page["Contents"]).stream, loose)
        marks[:] = ["null" if mark in loose else owner for mark, owner in enumerate(marks)]


class _Tree:
    """The elements of a structure tree, each named by its reference, as the others name it."""

    def __init__(self, objects: list[Any]) -> None:
        self.objects = objects
        self.elements = {each.reference: each for each in objects if isinstance(each, pydyf.Dictionary) and "S" in each}

    def at(self, reference: bytes) -> Any:
        return self.objects[int(reference[: -len(b" 0 R")])]

    def element(self, child: Any) -> Any:
        """The element that a reference names, if it names one: below one are pieces of a page and links as well."""
        return self.elements.get(child) if type(child) is bytes else None

    def below(self, reference: bytes) -> Iterator[bytes]:
        """This element and all below it."""
        waiting = [reference]
        while waiting:
            yield (each := waiting.pop())
            waiting += [child for child in reversed(self.elements[each]["K"]) if self.element(child)]

    def hang(self, owners: list[bytes], known: set[bytes]) -> None:
        """Put what stands in a sheet's margins into the tree, where the text has it: on a single sheet it says something.

        Its elements know the one they hang on, which does not know them.
        """
        for owner in owners:
            while owner not in known and (above := self.at(owner)["P"]) not in known:
                owner = above
            if owner not in known:
                self.at(above)["K"].append(owner)
                known.update(self.below(owner))

    def lift(self, reference: bytes) -> Iterator[bytes]:
        """Hang what is below elements that say nothing on the next one above that says something. Yields what stays.

        Drawings without words of their own go; the others get their place in points from below.
        """
        waiting = [reference]
        while waiting:
            yield (each := waiting.pop())
            element = self.elements[each]
            element["K"][:] = [child for child in self._lifted(element) if not self._is_silent(child)]
            for child in element["K"]:
                below = self.element(child)
                if below is None:
                    continue
                below["P"] = each
                if below["S"] == "/Figure":
                    high = self.at(below["Pg"])["MediaBox"][3]
                    left, top, right, bottom = (value * 0.75 for value in below["A"]["BBox"])
                    below["A"]["BBox"][:] = [round(value, 3) for value in (left, high - bottom, right, high - top)]
                waiting.append(child)

    def kept(self, reference: bytes) -> bytes:
        """The element itself, or the one that took over what hung below it."""
        while _says_nothing(element := self.elements[reference]):
            reference = element["P"]
        return reference

    def _lifted(self, element: Any) -> list[Any]:
        lifted = []
        for child in element["K"]:
            below = self.element(child)
            if below is None or not _says_nothing(below):
                lifted.append(child)
                continue
            elsewhere = below["Pg"] != element.get("Pg")
            for piece in self._lifted(below):
                at_home = not (elsewhere and isinstance(piece, int))
                lifted.append(piece if at_home else pydyf.Dictionary({"Type": "/MCR", "Pg": below["Pg"], "MCID": piece}))
        return lifted

    def _is_silent(self, child: Any) -> bool:
        below = self.element(child)
        return below is not None and below["S"] == "/Figure" and "Alt" not in below


def _says_nothing(element: Any) -> bool:
    return len(element) == len(_NOTHING) and element["S"] in ("/Span", "/NonStruct") and element.keys() == _NOTHING


def _make_artifacts(content: list[Any], marks: set[int]) -> None:
    """The pieces of a page with these marks are no part of the text. WeasyPrint writes: tag, its properties, BDC."""
    for place in range(len(content) - 1, 0, -1) if marks else ():
        if isinstance(content[place], pydyf.Dictionary) and content[place].get("MCID") in marks:
            content[place - 1 : place + 2] = [b"/Artifact", b"BMC"]

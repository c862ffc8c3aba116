"""A PDF's tags put right before it is written: what a screen reader hears, and what it is spared (ISO 14289-1)."""

from __future__ import annotations

from typing import Any

import pydyf

ARTIFACT = "null"  # whose a piece of a page is that is no part of the text
_PRINTED = 4  # the third flag of an annotation: it is there on paper too (ISO 32000-2, 12.5.3)


def put_right(pdf: Any) -> None:
    """What is no part of the text becomes an artifact, and links and fields are there on paper too (ISO 14289-1, 7.1 and 7.3)."""

    def at(reference: bytes) -> Any:
        return pdf.objects[int(reference[: -len(b" 0 R")])]

    owners = at(at(pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for place, page in enumerate(pdf.objects[number] for number in pdf.pages["Kids"][::3]):
        for note in map(at, page.get("Annots", ())):
            note["F"] = note.get("F", 0) | _PRINTED
        loose = {mark for mark, owner in enumerate(owners[2 * place + 1]) if owner == ARTIFACT}
        _make_artifacts(at(page["Contents"]).stream, loose)


def _make_artifacts(content: list[Any], marks: set[int]) -> None:
    """The pieces of a page with these marks are no part of the text. WeasyPrint writes: tag, its properties, BDC."""
    for place in range(len(content) - 1, 0, -1) if marks else ():
        if isinstance(content[place], pydyf.Dictionary) and content[place].get("MCID") in marks:
            content[place - 1 : place + 2] = [b"/Artifact", b"BMC"]

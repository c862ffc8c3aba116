"""Two pages side by side on each sheet, in the order in which sheets are folded."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable

from pikepdf import Dictionary, Name, Object, Page, Pdf, Stream

from reader.press.pdf.document import name_it, put_side, saved
from reader.press.pdf.sheets import HALF_LETTER, BookletSheet, Side

# Marks on the fold go down like a stair: on a pile of folded parts one sees whether one is missing or lies wrong.
_MARK, _STEP, _STEPS, _TOP = 4.0, 22.0, 24, 40.0


def imposed(pdf: bytes, sides: Iterable[Side], title: str) -> bytes:
    """Two half-Letter pages side by side on each Letter sheet, in the order of `sides`. Tags and links do not survive."""
    source = _opened(pdf)
    with Pdf.new() as document:
        forms: dict[int, Object] = {}
        for side in sides:
            resources, content = Dictionary(), []
            for number, left in ((side.left, 0.0), (side.right, HALF_LETTER[0])):
                if number is None:
                    continue
                if number not in forms:
                    forms[number] = _drawing(document, source.pages[number - 1])
                name = f"/P{number}"  # a name of our own: pikepdf would invent one by chance
                resources[name] = forms[number]
                content.append(f"q 1 0 0 1 {left:.1f} 0 cm {name} Do Q")
            if side.mark:
                low = HALF_LETTER[1] - _STEP * (1 + (side.mark - 1) % _STEPS) - _TOP
                content.append(f"{HALF_LETTER[0] - _MARK / 2:.1f} {low:.1f} {_MARK} {_STEP} re f")
            put_side(document, resources, content)
        name_it(document, title)
        return saved(document)


@functools.lru_cache(1)
def _opened(pdf: bytes) -> Pdf:
    """The pages of a chapter are imposed three times, one after the other."""
    return Pdf.open(io.BytesIO(pdf))


def _drawing(document: Pdf, page: Page) -> Object:
    """A page as something to draw. One whose content is in one piece keeps it packed as it is."""
    drawing, content = document.copy_foreign(page.as_form_xobject()), page.obj.Contents
    if isinstance(content, Stream) and content.get("/Filter") == Name.FlateDecode and "/DecodeParms" not in content:
        drawing.write(content.read_raw_bytes(), filter=Name.FlateDecode)
    return drawing


def fronts(sheets: Iterable[BookletSheet]) -> list[Side]:
    """The sides to print first, on a printer that can't turn paper."""
    return [sheet.front for sheet in sheets]


def backs(sheets: Iterable[BookletSheet]) -> list[Side]:
    """The sides to print on the back of the same stack, in the same order."""
    return [sheet.back for sheet in sheets]


def both(sheets: Iterable[BookletSheet]) -> list[Side]:
    """Fronts and backs in turn, for a printer that turns the paper over its short edge."""
    return [side for sheet in sheets for side in (sheet.front, sheet.back)]

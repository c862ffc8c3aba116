"""Two pages side by side on each sheet, in the order in which sheets are folded."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from reader.press.pdf.imposition import Imposition
from reader.press.pdf.parts import Part, read
from reader.press.pdf.sheets import HALF_LETTER, BookletSheet, Side

# Marks on the fold go down like a stair: on a pile of folded parts one sees whether one is missing or lies wrong.
_MARK, _STEP, _STEPS, _TOP = 4.0, 22.0, 24, 40.0


def imposed(pdf: bytes, sides: Iterable[Side], title: str) -> bytes:
    """Two half-Letter pages side by side on each Letter sheet, in the order of `sides`. Tags and links do not survive."""
    sheets = Imposition(_read(pdf))
    for side in sides:
        places = [
            (number, f"1 0 0 1 {left:.1f} 0") for number, left in ((side.left, 0.0), (side.right, HALF_LETTER[0])) if number
        ]
        sheets.add(places, *([_mark(side.mark)] if side.mark else []))
    return sheets.saved(title)


@functools.lru_cache(1)
def _read(pdf: bytes) -> Part:
    """The pages of a chapter are imposed three times, one after the other."""
    return read(pdf)


def _mark(number: int) -> str:
    low = HALF_LETTER[1] - _STEP * (1 + (number - 1) % _STEPS) - _TOP
    return f"{HALF_LETTER[0] - _MARK / 2:.1f} {low:.1f} {_MARK} {_STEP} re f"


def fronts(sheets: Iterable[BookletSheet]) -> list[Side]:
    """The sides to print first, on a printer that can't turn paper."""
    return [sheet.front for sheet in sheets]


def backs(sheets: Iterable[BookletSheet]) -> list[Side]:
    """The sides to print on the back of the same stack, in the same order."""
    return [sheet.back for sheet in sheets]


def both(sheets: Iterable[BookletSheet]) -> list[Side]:
    """Fronts and backs in turn, for a printer that turns the paper over its short edge."""
    return [side for sheet in sheets for side in (sheet.front, sheet.back)]

"""Eight pages on one side of a Letter sheet, so that one cut and three folds make a zine of it."""

from __future__ import annotations

from reader.press.pdf.imposition import Imposition
from reader.press.pdf.parts import read
from reader.press.pdf.sheets import LETTER

ACROSS, DOWN = 4, 2
# Page numbers by place, from the left: the upper row stands on its head. Folded in half along its length, print outside, and
# pushed together from both ends, so that the cut opens, the sheet has its pages in order.
UPPER, LOWER = (7, 6, 5, 4), (8, 1, 2, 3)
_WIDTH, _HEIGHT = LETTER[1] / ACROSS, LETTER[0] / DOWN
_CUT = "q 0.9 w [4 3] 0 d {left:.1f} {y:.1f} m {right:.1f} {y:.1f} l S Q"


def zine(pdf: bytes, title: str) -> bytes:
    """The eight pages in their places, and a dashed line where to cut. Tags and links do not survive."""
    places = [(number, f"-1 0 0 -1 {(column + 1) * _WIDTH:.1f} {2 * _HEIGHT:.1f}") for column, number in enumerate(UPPER)]
    places += [(number, f"1 0 0 1 {column * _WIDTH:.1f} 0.0") for column, number in enumerate(LOWER)]
    sheets = Imposition(read(pdf))
    sheets.add(places, _CUT.format(left=_WIDTH, right=3 * _WIDTH, y=_HEIGHT))
    return sheets.saved(title)

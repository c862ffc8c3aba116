"""Eight pages on one side of a Letter sheet, so that one cut and three folds make a zine of it."""

from __future__ import annotations

import io

from pikepdf import Dictionary, Pdf

from reader.press.pdf.document import name_it, put_side, saved
from reader.press.pdf.sheets import LETTER

ACROSS, DOWN = 4, 2
# Page numbers by place, from the left: the upper row stands on its head. Folded in half along its length, print outside, and
# pushed together from both ends, so that the cut opens, the sheet has its pages in order.
UPPER, LOWER = (7, 6, 5, 4), (8, 1, 2, 3)
_WIDTH, _HEIGHT = LETTER[1] / ACROSS, LETTER[0] / DOWN
_CUT = "q 0.9 w [4 3] 0 d {left:.1f} {y:.1f} m {right:.1f} {y:.1f} l S Q"


def zine(pdf: bytes, title: str) -> bytes:
    """The eight pages in their places, and a dashed line where to cut. Tags and links do not survive."""
    with Pdf.open(io.BytesIO(pdf)) as source, Pdf.new() as document:
        resources, content = Dictionary(), []
        for row, bottom in ((UPPER, _HEIGHT), (LOWER, 0.0)):
            for column, number in enumerate(row):
                name = f"/P{number}"
                resources[name] = document.copy_foreign(source.pages[number - 1].as_form_xobject())
                left = column * _WIDTH
                turn = (
                    f"-1 0 0 -1 {left + _WIDTH:.1f} {bottom + _HEIGHT:.1f}"
                    if row == UPPER
                    else f"1 0 0 1 {left:.1f} {bottom:.1f}"
                )
                content.append(f"q {turn} cm {name} Do Q")
        content.append(_CUT.format(left=_WIDTH, right=3 * _WIDTH, y=_HEIGHT))
        put_side(document, resources, content)
        name_it(document, title)
        return saved(document)

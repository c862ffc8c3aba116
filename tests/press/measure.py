"""Where the words of a PDF stand, and how big: read with pypdf, not with what made it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pypdf


@dataclass(frozen=True)
class Word:
    """A word, in points: its left end, its line from above, the size of its letters."""

    text: str
    left: float
    top: float
    size: float


def words(pdf: bytes) -> list[list[Word]]:
    """The words of each page, in the order in which they are written."""
    found = []
    for page in pypdf.PdfReader(io.BytesIO(pdf)).pages:
        here: list[Word] = []
        height = float(page.mediabox.height)

        def see(text: str, place: Any, matrix: Any, _: Any, size: float, here: list[Word] = here, height: float = height) -> None:
            scale = abs(matrix[3] * place[3]) or abs(matrix[1] * place[2])
            x = matrix[4] * place[0] + matrix[5] * place[2] + place[4]
            y = matrix[4] * place[1] + matrix[5] * place[3] + place[5]
            here += [Word(word, x, height - y, round(abs(size) * scale, 2)) for word in text.split()]

        page.extract_text(visitor_text=see)
        found.append(here)
    return found

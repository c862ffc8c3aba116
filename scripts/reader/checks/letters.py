"""Every letter can be printed: the papers have one font, and a letter that it lacks would stop them all."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from fontTools.ttLib import TTFont

from reader.press import fonts
from reader.press.errors import NoPangoError
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "letters"
SEVERITY = "stop"
# Of these other rules or the press take care; the last stands where a file is not UTF-8, which its own rule says.
_ELSEWHERE = {0x00AD, 0x200B, 0x2011, 0x00A0, 0xFEFF, 0xFFFD}


def check(book: Book) -> Iterator[Finding]:
    """Look at every letter of every page; silent on a machine that has no fonts, where nothing is printed."""
    try:
        known = _known()
    except NoPangoError:
        return
    for page in book.pages:
        for line, row in page.lines():
            strange = "".join(dict.fromkeys(letter for letter in row if ord(letter) > 126 and ord(letter) not in known))
            if strange:
                yield Finding(page.file, line, NAME, f"the papers have no letter for “{strange}”; write it in Latin letters, or "
                              "say it in words")  # fmt: skip


@functools.cache
def _known() -> frozenset[int]:
    with TTFont(fonts.folder() / "SourceSansPro-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap()) | _ELSEWHERE

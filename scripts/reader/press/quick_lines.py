"""A text is shaped once, and its lines are cut out of it: WeasyPrint 70 has Pango shape each line about three times.

Only where a line cut out is the line that Pango makes: text of Latin letters in one run of one font, broken at spaces, to which
no font of ours moves the letters beside them. All else goes the long way: a break after a hyphen, a word that has to be broken,
letters that are spaced out, text from right to left. Could go upstream for fonts that leave spaces alone.
"""

from __future__ import annotations

import functools
import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango

from reader.press.once_a_style import once_a_style
from reader.press.quick_draw import GLYPH, runs

_MOST = 2000  # texts of one style that are kept
# without soft hyphens, and without two spaces in a row
_PLAIN = re.compile(r"(?!.*  )[ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u20ac]+")
_SPACE = ord(" ")
_NUMBERS, _WIDTH = GLYPH.size // 4, 1  # of four bytes each for a glyph, and which of them is its width
_BEGIN = (0, 0, 0)
_MAY_BREAK = 1  # the bit of a PangoLogAttr that says it

_Line = tuple[Any, int, int | None, float, float, float]  # what `split_first_line` returns
_Place = tuple[int, int, int]  # how many bytes of the text, bytes of its glyphs and units of Pango come before


class _Pieces(NamedTuple):
    """The pieces of a text that a line may end after: where each begins, and where it ends without its last space."""

    starts: list[_Place]
    ends: list[_Place]
    reach: list[int]  # the units before each end, to look for the end of a line among


@dataclass(slots=True)
class _Shaped:
    """A text as Pango shaped it; `clusters` and `marks` are Pango's own words on where it may be cut."""

    text: str
    letters: bytes
    glyphs: bytes
    clusters: bytes
    marks: bytes
    font: Any
    height: float
    baseline: float
    end: _Place
    known: _Pieces | None = None

    @property
    def pieces(self) -> _Pieces:
        """They are worked out when a line has to end before the text does, which few do."""
        if self.known is None:
            self.known = _pieces(self.letters, self.glyphs, self.clusters, self.marks, self.text)
        return self.known

    def piece(self, byte: int) -> int | None:
        """Which piece begins there."""
        if not byte:
            return 0
        starts = self.pieces.starts
        found = bisect_left(starts, (byte, 0, 0))
        return found if found < len(starts) and starts[found][0] == byte else None


def apply() -> None:
    """Put it into WeasyPrint."""
    for module in (line_break, inline, preferred):
        module.split_first_line = _cut(module.split_first_line)


def _cut(split: Any) -> Any:
    """Lines that can be cut out are, and `split` makes the others."""

    @functools.wraps(split)
    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, justification_spacing: float,
        is_line_start: bool = True, minimum: bool = False,
    ) -> Any:  # fmt: skip
        if not justification_spacing and _is_plain(style) and (found := _found(text, style)):
            breaks_words = is_line_start and not minimum and style["overflow_wrap"] == "break-word"
            if (line := _line(*found, style, max_width, breaks_words=breaks_words)) is not None:
                return line
        return split(text, style, context, max_width, justification_spacing, is_line_start=is_line_start, minimum=minimum)

    return split_first_line


@once_a_style
def _is_plain(style: Any) -> bool:
    """Whether a style lets one letter follow the other, and breaks lines between words if at all."""
    return bool(
        style["white_space"] in ("normal", "nowrap") and style["direction"] == "ltr" and style["font_size"]
        and style["letter_spacing"] == "normal" and not style["word_spacing"] and style["hyphens"] in ("none", "manual")
        and style["overflow_wrap"] in ("normal", "break-word") and style["word_break"] != "break-all"
        and style["font_feature_settings"] == "normal" and "diagonal-fractions" not in style["font_variant_numeric"]
    )  # fmt: skip


def _found(text: str, style: Any) -> tuple[_Shaped, int, bool] | None:
    """A shaped text that ends with this one, the piece that this begins with, and whether it goes on to the end.

    What is asked for next is mostly what is left of a text after a line, or a line without the space at its end.
    """
    own = style.__dict__
    memory, last = own.setdefault("_reader_shaped", {}), own.get("_reader_last_shaped")
    if text not in memory:
        if last is not None:
            whole = last.text.endswith(text)
            if whole or last.text.endswith(f"{text} "):
                before = len(last.letters) - len(text.encode()) - (not whole)
                piece = last.piece(before)
                if piece is not None:
                    return last, piece, whole
        if len(memory) >= _MOST:
            memory.clear()
        memory[text] = _shape(text, style) if _PLAIN.fullmatch(text) else None
    shaped = memory[text]
    if shaped is None:
        return None
    own["_reader_last_shaped"] = shaped
    return shaped, 0, True


@once_a_style
def _layout(style: Any) -> tuple[Any, dict[str, Any], dict[Any, tuple[float, float]]]:
    """A layout of Pango, what WeasyPrint wants to know of it where it draws a line, and how high lines are by their font."""
    layout = line_break.Layout(style)
    of_lines = {name: value for name, value in layout.__dict__.items() if name not in ("layout", "language")}
    return layout.layout, of_lines, {}


def _shape(text: str, style: Any) -> _Shaped | None:
    """Let Pango shape a text; nothing where that gives more than one run, or one from right to left."""
    letters = text.encode()
    layout, _, lines = _layout(style)
    pango.pango_layout_set_text(layout, letters, len(letters))
    line = pango.pango_layout_get_line_readonly(layout, 0)
    (font, glyphs, item), *more = runs(style, line)
    if more or item.item.analysis.level % 2:
        return None
    if font.key not in lines:
        lines[font.key] = line_break.line_size(line, style)[1], pango.pango_layout_get_baseline(layout) * FROM_UNITS
    clusters = ffi.buffer(item.glyphs.log_clusters, len(glyphs) // GLYPH.size * 4)[:]
    marks = ffi.buffer(pango.pango_layout_get_log_attrs_readonly(layout, ffi.NULL), len(text) * 4)[:]
    end = len(letters), len(glyphs), sum(array("i", glyphs)[_WIDTH::_NUMBERS])
    return _Shaped(text, letters, glyphs, clusters, marks, font, *lines[font.key], end)


def _pieces(letters: bytes, glyphs: bytes, clusters: bytes, marks: bytes, text: str) -> _Pieces:
    numbers = array("i", glyphs)
    units = [0, *accumulate(numbers[_WIDTH::_NUMBERS])]
    at = array("i", clusters)
    breaks = [number for number, mark in enumerate(array("I", marks)) if mark & _MAY_BREAK and number]
    if len(letters) != len(text):
        breaks = [len(text[:number].encode()) for number in breaks]
    breaks.append(len(letters))

    def place(byte: int) -> _Place:
        glyph = bisect_left(at, byte)
        return byte, glyph * GLYPH.size, units[glyph]

    ends = [place(byte - 1 if letters[byte - 1] == _SPACE else byte) for byte in breaks]
    return _Pieces([place(byte) for byte in (0, *breaks[:-1])], ends, [end[2] for end in ends])


def _line(shaped: _Shaped, first: int, whole: bool, style: Any, max_width: float | None, *, breaks_words: bool) -> _Line | None:
    """The line that begins with a piece; nothing where Pango has to be asked."""
    start, resume = shaped.pieces.starts[first] if first else _BEGIN, None
    end = shaped.end if whole else shaped.pieces.ends[-1]
    room = None if max_width is None or style["white_space"] == "nowrap" else max(0.0, max_width) * TO_UNITS
    if room is not None and end[2] - start[2] > room:
        starts, ends, reach = shaped.pieces
        fits = bisect_right(reach, start[2] + room, first) - 1
        if fits < first and breaks_words:
            return None
        last, final = max(fits, first), len(ends) - 1
        if last < final or first == final:  # the rest of a text keeps the space that does not fit, but no word alone
            end = ends[last]
        if last < final:
            resume = starts[last + 1][0] - start[0]
            if start[0] + resume == end[0]:
                return None  # broken elsewhere than at a space
    if end[0] <= start[0]:
        return None
    layout = object.__new__(line_break.Layout)  # whoever draws it changes it
    if start is _BEGIN and end is shaped.end:
        text, glyphs = shaped.text, shaped.glyphs
    else:
        text, glyphs = shaped.letters[start[0] : end[0]].decode(), shaped.glyphs[start[1] : end[1]]
    layout.__dict__.update(_layout(style)[1], text=text, max_width=max_width, reader_runs=[(shaped.font, glyphs, None)])
    return layout, end[0] - start[0], resume, (end[2] - start[2]) * FROM_UNITS, shaped.height, shaped.baseline

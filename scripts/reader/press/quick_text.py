"""Lines of text are shaped once: what WeasyPrint 70 asks of Pango again and again is kept with the style it belongs to.

A page that is laid out a second time, a column whose widths are tried, a line that is broken anew because its last word
does not fit: each asks for the same first line of the same text. And each asks with a fresh Pango context, font and layout.
Nothing kept here outlives its style, and with it the document. Could go upstream as it is.
"""

from __future__ import annotations

import functools
from typing import Any

from weasyprint.css import computed_values, units
from weasyprint.layout import inline, preferred
from weasyprint.text import fonts, line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from reader.press.once_a_style import once_a_style

_MOST = 2000  # lines of one style that are kept
_PAIRS = 10_000  # of letters between which a line may be broken or not
_OF_A_STYLE = ("language", "ascent", "underline_position", "strikethrough_position")
_OF_UNDERLINES = ("underline_thickness", "strikethrough_thickness")  # only there when the style has some
_EXTENTS = ffi.new("PangoRectangle *")
_NOT_WRAPPED, _WRAP_WORDS, _NO_ELLIPSIS = -1, 0, 0  # as Pango begins


def apply() -> None:
    """Put it into WeasyPrint."""
    kept = _kept(line_break.split_first_line)
    line_break.split_first_line = inline.split_first_line = preferred.split_first_line = kept
    line_break.unicode_to_char_p = fonts.unicode_to_char_p = _letters
    line_break.line_size = _line_size
    inline.can_break_text = preferred.can_break_text = functools.lru_cache(_PAIRS)(line_break.can_break_text)
    line_break.Layout.setup = _set_up(line_break.Layout.setup)
    line_break.Layout.deactivate = _deactivated
    line_break.strut = inline.strut = units.strut = computed_values.strut = once_a_style(line_break.strut)


def _kept(split: Any) -> Any:
    def split_first_line(text: str, style: Any, context: Any, *others: Any, **more: Any) -> Any:
        lines = style.__dict__.setdefault("_reader_lines", {})
        key = (text, others, *more.items())
        line = lines.get(key)
        if line is None:
            if len(lines) >= _MOST:
                lines.clear()
            line = lines[key] = split(text, style, context, *others, **more)
        layout, *found = line
        own = object.__new__(type(layout))  # whoever draws it changes it
        own.__dict__.update(layout.__dict__, style=style)
        return own, *found

    return split_first_line


def _letters(text: str) -> tuple[bytes, bytes]:
    """A text for Pango, twice: bytes can be handed over as they are (CFFI), without a copy that ends in zero."""
    letters = text.encode().replace(b"\0", b"")
    return letters, letters


def _line_size(line: Any, style: Any) -> tuple[float, float]:
    """How wide and high a line is, in pixels, measured into one place in memory and not each time into a new one."""
    pango.pango_layout_line_get_extents(line, ffi.NULL, _EXTENTS)
    width, height = _EXTENTS.width * FROM_UNITS, _EXTENTS.height * FROM_UNITS
    return width if style["letter_spacing"] == "normal" else width + style["letter_spacing"], height


def _set_up(begin: Any) -> Any:
    """Pango's layouts are made once a style, and lent to one line after the other."""

    def setup(layout: Any, style: Any) -> None:
        spare = style.__dict__.setdefault("_reader_layouts", [])
        if not spare:
            begin(layout, style)
            return
        layout.layout, of_style = spare.pop()
        layout.__dict__.update(of_style)
        layout.style, layout.first_line_direction = style, 0
        pango.pango_layout_set_width(layout.layout, _NOT_WRAPPED)
        pango.pango_layout_set_wrap(layout.layout, _WRAP_WORDS)
        pango.pango_layout_set_ellipsize(layout.layout, _NO_ELLIPSIS)
        pango.pango_layout_set_single_paragraph_mode(layout.layout, False)

    return setup


def _deactivated(layout: Any) -> None:
    """Give back a layout to which nothing was added that the next line would not have."""
    style = layout.style
    plain = style["letter_spacing"] == "normal" and not style["word_spacing"]  # a word that may break is marked anew
    if plain and not layout.justification_spacing and "\t" not in layout.text:
        of_style = {name: layout.__dict__[name] for name in (*_OF_A_STYLE, *_OF_UNDERLINES) if name in layout.__dict__}
        style.__dict__["_reader_layouts"].append((layout.layout, of_style))
    del layout.layout, layout.language, layout.style

"""Glyphs are taken over from the layout in one go: WeasyPrint 70 has each line shaped again to draw it, number by number.

Only for plain lines: those that are stretched or end in an ellipsis, and letters that are missing, raised or pictures, take
the long way. Could go upstream as it is.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from typing import Any, NamedTuple

from weasyprint.draw import text as drawing
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_pango_font_key

GLYPH = struct.Struct("=Iiii4x")  # PangoGlyphInfo: glyph, width, x_offset, y_offset; what it is part of says nothing here
_RIGHT_SIZES = 14802  # from this version on Pango says how big a font is
ffi.cdef("gpointer g_object_ref (gpointer object);")


class _Font(NamedTuple):
    """A font of Pango, by which key a document has it, and its size. It is held: another one never gets its address."""

    font: Any
    key: int
    size: float


_Run = tuple[_Font, bytes, Any]  # glyphs that come one after the other; the third is Pango's own, while it has them


def apply() -> None:
    """Put it into WeasyPrint."""
    if pango.pango_version() < _RIGHT_SIZES:
        return
    layout = line_break.Layout
    layout.reader_wake = layout.reactivate
    layout.deactivate, layout.reactivate = _noted(layout.deactivate), _asleep
    drawing.draw_first_line = _drawn(drawing.draw_first_line)


def _noted(deactivate: Any) -> Any:
    """Lines are noted as they are shaped, when a layout is done with them."""

    def deactivated(layout: Any) -> None:
        if "layout" not in layout.__dict__:
            return  # it was drawn asleep
        style = layout.style
        if not style["word_spacing"] and "\t" not in layout.text and len(layout.text.splitlines()) == 1:
            line, following = layout.get_first_line()
            if following is None:
                layout.reader_runs = [(font, glyphs, None) for font, glyphs, _ in runs(style, line)]
        deactivate(layout)

    return deactivated


def _asleep(layout: Any, style: Any) -> None:
    """Begin to draw a line: only one that is not noted is shaped again."""
    if layout.__dict__.get("style") is not style or layout.justification_spacing or "reader_runs" not in layout.__dict__:
        layout.reader_wake(style)


def _drawn(draw: Any) -> Any:
    def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
        layout, strings = textbox.pango_layout, None
        if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
            return []
        cut_off = text_overflow == "ellipsis" or block_ellipsis != "none"
        if "layout" not in layout.__dict__:
            strings = None if cut_off else _strings(stream, layout, layout.reader_runs)
            if strings is None:
                layout.reader_wake(textbox.style)
        if strings is None and not cut_off:
            pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
            strings = _strings(stream, layout, runs(textbox.style, layout.get_first_line()[0]))
        if strings is None:
            return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        (a, b, _), (c, d, _), (e, f, _) = matrix
        stream.set_text_matrix(a, b, c, d, e, f)
        said, before = "", None
        for known, font, string in strings:
            if known is not before:
                before = known
                if said:
                    stream.show_text(said)
                said = ""
                stream.set_font_size(font.hash, known.size)
            said += string
        stream.show_text(said)
        return []

    return draw_first_line


def runs(style: Any, line: Any) -> Iterable[_Run]:
    """The glyphs of a line, run by run, with their fonts."""
    fonts = style.font_config.__dict__.setdefault("reader_fonts", {})
    run = line.runs[0]
    while run != ffi.NULL:
        item = run.data
        font, glyphs = item.item.analysis.font, item.glyphs
        if font not in fonts:
            held = ffi.gc(ffi.cast("PangoFont *", gobject.g_object_ref(font)), gobject.g_object_unref)
            key, _, size = get_pango_font_key(font)
            fonts[font] = _Font(held, key, size)
        yield fonts[font], ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * GLYPH.size)[:], item
        run = run.next


def _strings(stream: Any, layout: Any, runs: Iterable[_Run]) -> list[tuple[_Font, Any, str]] | None:
    """Runs as PDF shows them, each with its font; nothing where one is not plain, or has a glyph that Pango has to explain."""
    strings = []
    for known, glyphs, item in runs:
        font = stream._fonts[known.key] if known.key in stream._fonts else stream.add_font(known.font)[0]
        if font.png or font.svg or font.colr or font.bitmap:
            return None
        pieces = font.__dict__.setdefault("reader_pieces", {}).setdefault(known.size, {})
        try:
            string = "".join(map(pieces.__getitem__, GLYPH.iter_unpack(glyphs)))
        except KeyError:
            if not _learnt(stream, layout, (known, glyphs, item), font, pieces):
                return None
            string = "".join(map(pieces.__getitem__, GLYPH.iter_unpack(glyphs)))
        strings.append((known, font, f"<{string[:-1]}" if string[-1:] == "<" else f"<{string}>"))
    return strings


def _learnt(stream: Any, layout: Any, run: _Run, font: Any, pieces: dict[tuple[int, ...], str]) -> bool:
    """Write down how PDF shows each glyph, with what stands between it and the next where that is not as its width says.

    Not for those that are missing, or stand elsewhere than their widths put them; nor for new ones of which Pango is not
    there to say what they stand for.
    """
    known, packed, item = run
    glyphs = list(GLYPH.iter_unpack(packed))
    for place, each in enumerate(glyphs):
        glyph, width, x, y = each
        if each in pieces:
            continue
        if glyph == pango.PANGO_GLYPH_EMPTY or glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG or x or y:
            return False
        if glyph not in font.to_unicode:
            if item is None:
                return False
            font.to_unicode[glyph] = _letters(layout, item, place, len(glyphs))
        if glyph not in font.widths:
            pango.pango_font_get_glyph_extents(known.font, glyph, stream.ink_rect, stream.logical_rect)
            font.widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / known.size)
        kerning = font.widths[glyph] + 0.0 - width * 1000 * FROM_UNITS / known.size
        pieces[each] = f"{glyph:04x}>{int(kerning)}<" if kerning else f"{glyph:04x}"
    return True


def _letters(layout: Any, item: Any, place: int, count: int) -> str:
    """What a glyph stands for, for whoever copies or reads aloud."""
    offset, length, clusters = item.item.offset, item.item.length, item.glyphs.log_clusters
    start = clusters[place]
    if item.item.analysis.level % 2:  # from right to left
        end = length if place == 0 else clusters[place - 1]
    else:
        end = length if place == count - 1 else clusters[place + 1]
    decoded: str = layout.text.encode()[offset + start : offset + end].decode()
    return decoded

"""Glyphs are read from Pango in one go: WeasyPrint 70 asks for each number of each glyph by itself.

Only for plain lines: those that end in an ellipsis, and letters that are missing, raised or pictures, take the long way.
Could go upstream as it is.
"""

from __future__ import annotations

import struct
from typing import Any

from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

_GLYPH = struct.Struct("=IiiiI")  # PangoGlyphInfo: glyph, width, x_offset, y_offset, attributes


def apply() -> None:
    """Put it into WeasyPrint."""
    drawing.draw_first_line = _drawn(drawing.draw_first_line)


def _drawn(draw: Any) -> Any:
    def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any) -> Any:
        cut_off = text_overflow == "ellipsis" or block_ellipsis != "none"
        if cut_off or not textbox.text.strip() or textbox.style["font_size"] < 1e-6 or pango.pango_version() < 14802:
            return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)
        line, _ = textbox.pango_layout.get_first_line()
        runs = list(_runs(line))
        if not all(map(_is_plain, runs)):
            return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        fonts = [stream.add_font(item.item.analysis.font) for item, _ in runs]
        if any(font.png or font.svg or font.colr or font.bitmap for font, _ in fonts):
            return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        stream.set_text_matrix(*matrix.values)
        string, before = "", None
        for (item, glyphs), (font, size) in zip(runs, fonts, strict=True):
            pango_font = item.item.analysis.font
            if pango_font != before:
                before = pango_font
                if string:
                    stream.show_text(string)
                string = ""
                stream.set_font_size(font.hash, size)
            string += _hexadecimal(stream, textbox, item, glyphs, font, size)
        stream.show_text(string)
        return []

    return draw_first_line


def _runs(line: Any) -> Any:
    run = line.runs[0]
    while run != ffi.NULL:
        string = run.data.glyphs
        size = string.num_glyphs * _GLYPH.size
        yield run.data, list(_GLYPH.iter_unpack(ffi.buffer(string.glyphs, size)))
        run = run.next


def _is_plain(run: Any) -> bool:
    """Whether all its glyphs are there, stand on the line, and stand where their widths put them."""
    return not any(
        glyph == pango.PANGO_GLYPH_EMPTY or glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG or x or y for glyph, _, x, y, _ in run[1]
    )


def _hexadecimal(stream: Any, textbox: Any, item: Any, glyphs: Any, font: Any, size: float) -> str:
    """The glyphs of one run as PDF shows them, with what is between two that stand nearer or farther than their widths say."""
    widths, parts = font.widths, ["<"]
    for place, (glyph, width, *_) in enumerate(glyphs):
        if glyph not in font.to_unicode:
            font.to_unicode[glyph] = _letters(textbox, item, place, len(glyphs))
        if glyph not in widths:
            pango.pango_font_get_glyph_extents(item.item.analysis.font, glyph, stream.ink_rect, stream.logical_rect)
            widths[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
        parts.append(f"{glyph:04x}")
        kerning = widths[glyph] + 0.0 - width * 1000 * FROM_UNITS / size
        if kerning:
            parts.append(f">{int(kerning)}<")
    if parts[-1][-1] == "<":
        parts[-1] = parts[-1][:-1]
    else:
        parts.append(">")
    return "".join(parts)


def _letters(textbox: Any, item: Any, place: int, count: int) -> str:
    """What a glyph stands for, for whoever copies or reads aloud."""
    offset, length, clusters = item.item.offset, item.item.length, item.glyphs.log_clusters
    start = clusters[place]
    if item.item.analysis.level % 2:  # from right to left
        end = length if place == 0 else clusters[place - 1]
    else:
        end = length if place == count - 1 else clusters[place + 1]
    decoded: str = textbox.pango_layout.text.encode()[offset + start : offset + end].decode()
    return decoded

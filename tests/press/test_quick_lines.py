"""A line cut out of a shaped text is the line that Pango would make."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import pytest

from reader.press import fonts
from small import ROOT

TEXTS = (
    "People who use drugs look after each other, and nobody uses alone. 604-555-0100, fi ffl.",
    "harm-reduction/overdose-prevention at 1/2 dose: VA To AV “Stay” – now… é ʔ",
    "naloxone ", "naloxone and breaths ", " and breaths", "naloxone", "a b", "unquestionably extraordinarily", "x", "Ḵwantlen ",
    "wait\u00a0here, 5\u00a0minutes", "soft\u00adhyphen in it", "two  spaces", "one\nand two", "\u0623\u0628 and b",
)  # fmt: skip
WIDTHS = (None, float("inf"), -1.0, 0.0, 1.0, 12.0, 20.5, 37.0, 50.0, 64.25, 80.0, 97.3, 120.0, 160.0, 233.0, 400.0)
STYLES = (
    "", "font-weight: 900", "font-style: italic", "white-space: nowrap", "overflow-wrap: break-word", "overflow-wrap: anywhere",
    "letter-spacing: 1pt", "word-spacing: 2pt", "hyphens: auto", "white-space: pre-wrap", "direction: rtl",
    "font-variant: small-caps", "word-break: break-all", "text-decoration: underline",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _confined(tmp_path: Path) -> None:
    fonts.confine(ROOT / "overrides/print/fonts.conf", tmp_path)


def style_of(css: str) -> Any:
    """What WeasyPrint makes of a style, for a box of text."""
    from weasyprint.text.fonts import FontConfiguration

    from reader.press.weasyprint_patched import weasyprint

    known = FontConfiguration()
    sheet = weasyprint.CSS(string=f"{fonts.css()} p {{ font: 11pt Reader; {css} }}", font_config=known)
    [page] = weasyprint.HTML(string="<html lang=en><p>x").render(stylesheets=[sheet], font_config=known).pages
    return next(box for box in page._page_box.descendants() if getattr(box, "text", "") == "x").style


def told(line: Any) -> Any:
    """All that is known of a line, but for where in memory it lies."""
    from reader.press.quick_draw import GLYPH

    drawn, *numbers = line
    glyphs = [list(GLYPH.iter_unpack(run[1])) for run in getattr(drawn, "reader_runs", ())]
    return drawn.text, drawn.first_line_direction, drawn.ascent, glyphs, numbers


@pytest.mark.parametrize("css", STYLES)
def test_a_line_cut_out_is_that_of_the_long_way(css: str) -> None:
    style = style_of(css)
    from weasyprint.layout import LayoutContext, inline

    context = LayoutContext.__new__(LayoutContext)
    context.dictionaries = {}
    for text in TEXTS:
        for width in WIDTHS:
            for minimum in (False, True):
                rest: str | None = text
                while rest:  # line after line, as a page asks for them
                    cut = inline.split_first_line(rest, style, context, width, 0, minimum=minimum)
                    long = inline.split_first_line.__wrapped__(rest, style, context, width, 0, minimum=minimum)
                    assert told(cut) == told(long), (rest, width)
                    rest = None if cut[2] is None else rest.encode()[cut[2] :].decode().lstrip(" ")


def test_most_lines_are_cut_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from reader.press import quick_lines

    style, asked = style_of(""), list[str]()
    split = quick_lines._cut(lambda text, *_, **__: asked.append(text))
    for width in (60.0, 100.0, 300.0):
        rest = TEXTS[0]
        while rest and (line := split(rest, style, None, width, 0)) and line[2] is not None:
            rest = rest[line[2] :]
    assert asked == []
    assert split(TEXTS[1], style, None, 60.0, 0) is None  # broken after a hyphen
    assert asked == [TEXTS[1]]


@pytest.mark.parametrize("face", fonts.FACES, ids=str)
def test_no_font_moves_letters_beside_a_space(face: tuple[str, int, str]) -> None:
    slant, weight, _ = face
    style = style_of(f"font-style: {slant}; font-weight: {weight}")
    from weasyprint.layout import inline

    def width(text: str) -> float:
        return float(inline.split_first_line.__wrapped__(text, style, None, None, 0)[3])

    gap = width("a a") - 2 * width("a")
    for letter in f"{string.ascii_letters}{string.digits}{string.punctuation}éÀßœ–—“”’…":
        assert width(f"{letter} {letter}") == pytest.approx(2 * width(letter) + gap, abs=1e-9), letter

"""Words in Canadian syllabics and in Gurmukhi are printed in fonts of ours that stand beside Source Sans."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from reader.press import fonts, layout
from small import ROOT

WORDS = {"Syllabics": "ᓀᐦᐃᔭᐍᐏᐣ", "Gurmukhi": "ਪੰਜਾਬੀ"}


@pytest.mark.parametrize("script", WORDS)
@pytest.mark.parametrize(("tag", "weight"), [("p", ""), ("b", "-Bold"), ("i", "")])
def test_a_word_in_another_script_is_printed(script: str, tag: str, weight: str, tmp_path: Path) -> None:
    html = f"<html lang=en><title>x</title><p>We say <{tag}>{WORDS[script]}</{tag}>, and mean it.</p></html>"
    sheet = layout.lay_out(html, "html {font-family: Reader}", root=ROOT, cache=tmp_path, name="x")
    page = PdfReader(io.BytesIO(sheet.pdf)).pages[0]
    names = {font.get_object()["/BaseFont"].partition("+")[2] for font in page["/Resources"]["/Font"].values()}
    assert names == {"Reader", f"Reader-{script}{weight}"}
    assert WORDS[script] in page.extract_text().replace(" ", "")


def test_each_font_has_its_licence_beside_it() -> None:
    for file in fonts.BESIDE.glob("*.ttf"):
        licence = fonts.BESIDE / f"{file.stem.partition('-')[0]}.LICENSE.txt"
        assert "SIL Open Font License" in licence.read_text(encoding="utf-8")
        assert file.stat().st_size < 100_000

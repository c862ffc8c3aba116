"""Words in syllabics, Gurmukhi, Chinese, Japanese and Korean are printed in fonts of ours that stand beside Source Sans."""

from __future__ import annotations

import html
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
    text = f"<html lang=en><title>x</title><p>We say <{tag}>{WORDS[script]}</{tag}>, and mean it.</p></html>"
    sheet = layout.lay_out(text, "html {font-family: Reader}", root=ROOT, cache=tmp_path, name="x")
    page = PdfReader(io.BytesIO(sheet.pdf)).pages[0]
    names = {font.get_object()["/BaseFont"].partition("+")[2] for font in page["/Resources"]["/Font"].values()}
    assert names == {"Reader", f"Reader-{script}{weight}"}
    assert WORDS[script] in page.extract_text().replace(" ", "")


@pytest.mark.parametrize(
    ("word", "families"),
    [
        ("你好", {"Reader-Chinese"}),
        ("無家可歸", {"Reader-Chinese"}),
        ("咖啡館", {"Reader-Chinese"}),
        ("こんにちは", {"Reader-Japanese"}),
        ("気をつけて。", {"Reader-Japanese", "Reader-Chinese"}),
        ("안녕", {"Reader-Korean"}),
        ("안녕 하세요 ナロキソン 날록손 你 好", {"Reader-Korean", "Reader-Japanese", "Reader-Chinese"}),
        ("&#x4f60;好", {"Reader-Chinese"}),
    ],
)
@pytest.mark.parametrize("tag", ["p", "b"])
def test_a_word_from_the_east_is_printed(word: str, families: set[str], tag: str, tmp_path: Path) -> None:
    text = f"<html lang=en><title>x</title><p>We say <{tag}>{word}</{tag}>, and mean it.</p></html>"
    sheet = layout.lay_out(text, "html {font-family: Reader}", root=ROOT, cache=tmp_path, name="x")
    page = PdfReader(io.BytesIO(sheet.pdf)).pages[0]
    names = {font.get_object()["/BaseFont"].partition("+")[2] for font in page["/Resources"]["/Font"].values()}
    assert {name for name in names if name != "Reader"} == families
    assert html.unescape(word).replace(" ", "") in page.extract_text().replace(" ", "")
    assert len(sheet.pdf) < 60_000, "more than the letters of a word went into the paper"


def test_big_fonts_are_loaded_by_papers_with_their_letters_alone() -> None:
    assert "Chinese" not in fonts.css("<p>Naloxone, ᓀᐦᐃᔭᐍᐏᐣ</p>")
    korean = fonts.css("<p>안녕</p>")
    assert "NotoSansKR" in korean
    assert "NotoSansSC" not in korean


def test_no_letter_is_in_two_of_the_big_fonts() -> None:
    """Which one draws it would be chance."""
    spaces = {0x20, 0xA0}  # each has its own, since a space is set in the font of the word before it
    known = [fonts._in_file(file) - spaces for file in sorted(fonts.BESIDE.glob("*.woff2"))]
    assert len(known) == 4
    assert sum(map(len, known)) == len(fonts.eastern() - spaces)
    assert not fonts.eastern() & fonts.letters() - spaces


def test_each_font_has_its_licence_beside_it() -> None:
    files = [file for file in fonts.BESIDE.iterdir() if file.suffix != ".txt"]
    assert {file.suffix for file in files} == {".ttf", ".woff2"}
    for file in files:
        licence = fonts.BESIDE / f"{file.stem.partition('-')[0]}.LICENSE.txt"
        assert "SIL Open Font License" in licence.read_text(encoding="utf-8")
        assert file.suffix == ".woff2" or file.stat().st_size < 100_000
    assert sum(file.stat().st_size for file in files) < 2_300_000

"""Pages worth their paper: what is measured, and titles of sources that are short and whole words."""

from __future__ import annotations

import shutil
from xml.etree import ElementTree

import pytest

from press.conftest import Papers
from press.measure import words
from reader.press import short_sources
from reader.tools import paper_figures

pytestmark = pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs pdftoppm (apt install poppler-utils)")


def test_figures_of_a_chapter(papers: Papers) -> None:
    found = paper_figures.of(papers.path("print/naloxone.pdf"))
    assert found.pages == len(papers.texts("print/naloxone.pdf"))
    assert 0 < found.sources < 1
    assert found.edge >= 6
    line, *_ = [each for each in paper_figures.table([papers.path("print/naloxone.pdf")]) if each.startswith("naloxone")]
    assert f"{found.pages} " in line


def test_a_page_with_little_on_it_is_named(papers: Papers) -> None:
    found = paper_figures.of(papers.path("print/naloxone.pdf"))
    pages = words(papers.path("print/naloxone.pdf").read_bytes())
    for number in found.thin:
        lowest = max(word.top for word in pages[number - 1] if word.top < 560)
        assert lowest < 36 + paper_figures.FULL * 532 + 20


def test_no_letter_in_a_chapter_is_smaller_than_seven_points(papers: Papers) -> None:
    assert min(word.size for page in words(papers.path("print/naloxone.pdf").read_bytes()) for word in page) >= 7


def test_short_titles() -> None:
    listing = ElementTree.fromstring(
        '<ol><li>BCCDC: <a href="x">A title that goes on and on, for much longer than a line of paper</a>, 2024.'
        "<ul><li>more</li></ul></li><li>X: <cite>Short</cite>, undated page.</li></ol>"
    )
    short_sources.shorten(listing)
    assert ["".join(item.itertext()) for item in listing] == [
        "BCCDC: A title that goes on and on, for much …, 2024.", "X: Short, undated page.",
    ]  # fmt: skip

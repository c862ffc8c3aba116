"""Zines: folded by hand as a test can fold, read in order, and measured: letters, ink, margins."""

from __future__ import annotations

import functools
import html
import io
import re
import shutil
import subprocess

import pypdf
import pytest
from PIL import Image

from press.measure import words
from reader.press import jobs, layout, style, zine
from reader.press.errors import LayoutError
from reader.press.formats import ZINE
from reader.press.material import Sheets, Text
from reader.press.subjects import of
from reader.source import workspace
from reader.source.settings import Addresses, Settings
from small import ROOT

BOOK, PAST = workspace.current(Settings(ROOT))
SUBJECTS = {subject.name: subject for subject in of(BOOK, "zine")}
WIDTH, HEIGHT = 792 / 4, 612 / 2
MOST_INK = 0.08
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>(.*?)</word>')


@functools.cache
def panels(name: str) -> Sheets:
    """The eight pages of a zine of the project, before they are put on their sheet."""
    job = jobs.job_of(ZINE, Text(BOOK, PAST, Addresses(site="https://reader.example"), SUBJECTS[name], "a press"))
    laid = layout.lay_out(job.html, style.sheet(ROOT, ZINE.style), root=ROOT, cache=ROOT / ".cache", name=name)
    return Sheets(laid.pdf, laid.pages, name, job.title, job.html, "", ROOT, ROOT / ".cache")


def fields(sheet: bytes) -> dict[tuple[int, int], str]:
    """The letters in each of the eight fields, by row from above and column from the left, as another program sees them."""
    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext (apt install poppler-utils)")
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=sheet, capture_output=True, check=True)
    found: dict[tuple[int, int], str] = {}
    for left, top, word in _WORD.findall(done.stdout.decode()):
        place = (int(float(top) // HEIGHT), int(float(left) // WIDTH))
        found[place] = found.get(place, "") + html.unescape(word)
    return found


def folded() -> list[tuple[int, int]]:
    """The fields in the order in which a reader turns them.

    Folded along its length the sheet is a strip of four leaves that hang together in a ring: lower row from left to right,
    then upper row from right to left. Pushed together, the leaves are (upper 1, lower 1), (lower 2, lower 3),
    (lower 4, upper 4), (upper 3, upper 2); each begins where the one before ends. The cover is the first side of the second.
    """
    ring = [(1, column) for column in range(4)] + [(0, column) for column in reversed(range(4))]
    return ring[1:] + ring[:1]


@pytest.mark.parametrize("name", SUBJECTS)
def test_a_zine(name: str) -> None:
    """All of one zine in one test: laying it out is what takes the time."""
    is_read_in_folding_order(name)
    has_its_letters_and_margins(name)
    takes_little_ink(name)


def is_read_in_folding_order(name: str) -> None:
    pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(panels(name).pdf)).pages]
    assert len(pages) == zine.PANELS
    found = fields(zine.sheet(panels(name)).content)
    assert [sorted(found[place]) for place in folded()] == [sorted(text.replace(" ", "")) for text in pages]
    assert SUBJECTS[name].title.split()[0] in pages[0]
    assert "Copy it and pass it on." in pages[-1]


def has_its_letters_and_margins(name: str) -> None:
    zine.check(panels(name))
    for page in words(panels(name).pdf):
        for word in page:
            assert word.size >= 9
            assert word.left >= 17
            assert 17 <= word.top <= HEIGHT - 12


def takes_little_ink(name: str) -> None:
    """A copier that runs low on toner, and a printer that is not ours."""
    if not shutil.which("pdftoppm"):
        pytest.skip("needs pdftoppm (apt install poppler-utils)")
    sheet = zine.sheet(panels(name)).content
    done = subprocess.run(["pdftoppm", "-gray", "-r", "50", "-"], input=sheet, capture_output=True, check=True)
    picture = Image.open(io.BytesIO(done.stdout))
    levels = picture.histogram()
    black = sum((255 - level) * count for level, count in enumerate(levels)) / 255
    assert black / (picture.width * picture.height) <= MOST_INK


def test_every_chapter_has_one() -> None:
    assert set(SUBJECTS) == {subject.name for subject in of(BOOK, "chapter")}


def test_a_panel_that_is_too_full_is_named() -> None:
    sheets = panels("naloxone")
    text = sheets.html.replace("We found no page", "Many more words. " * 60)
    laid = layout.lay_out(text, style.sheet(ROOT, ZINE.style), root=ROOT, cache=ROOT / ".cache", name="naloxone")
    more = Sheets(laid.pdf, laid.pages, "naloxone", "5 Naloxone", text, "", ROOT, ROOT / ".cache")
    with pytest.raises(LayoutError) as told:
        zine.check(more)
    assert told.value.problems == ["panel 1 of the zine 5 Naloxone has more than fits on it; cut words there"]

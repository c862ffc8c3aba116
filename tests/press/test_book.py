"""The book as a book: pages that count through it, forms made small, a back cover, parts to fold, a cover for a print shop."""

from __future__ import annotations

import re
import shutil
import subprocess

import pypdf
import pytest

from press.conftest import Papers
from press.measure import words
from reader.press import book_pdf, template
from reader.press.pdf import impose, wrap
from reader.press.pdf.sheets import signatures
from small import ROOT

BOOK = "print/reader.pdf"


def sheet_sizes(papers: Papers, path: str) -> set[tuple[float, float]]:
    return {(float(page.mediabox.width), float(page.mediabox.height)) for page in pypdf.PdfReader(papers.path(path)).pages}


def test_pages_count_from_the_first_chapter_to_the_colophon(papers: Papers) -> None:
    texts = papers.texts(BOOK)
    ends = [re.search(r"(?:\d-\d+|pdf|[0-9a-f]{8})((?: \d)+)$", text) for text in texts]
    counted = [int(end[1].replace(" ", "")) if end else 0 for end in ends]
    first = counted.index(1)
    last = max(counted)
    assert counted[first : first + last] == list(range(1, last + 1))
    assert first == 2
    assert "About this copy" in texts[first + last - 1]


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext (apt install poppler-utils)")
def test_numbers_stand_beside_the_folio_and_clear_of_it(papers: Papers) -> None:
    command = ["pdftotext", "-bbox", "-f", "12", "-l", "12", str(papers.path(BOOK)), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    place = r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">'
    number, folio = (list(re.finditer(f"{place}{word}</word>", told))[-1] for word in ("10", "5-7"))
    assert float(folio[1]) - float(number[3]) > 8
    assert abs(float(folio[4]) - float(number[4])) < 2


def test_every_form_is_a_page_made_small_that_says_where_it_is_in_full(papers: Papers) -> None:
    [at] = [number for number, text in enumerate(papers.texts(BOOK)) if "A count" in text and "Keep:" in text]
    assert "A count. Full size, to write on: reader.example/forms/count.pdf" in papers.texts(BOOK)[at]
    assert sheet_sizes(papers, BOOK) == {(396.0, 612.0)}
    contents = " ".join(papers.texts(BOOK)[1:2])
    assert f"A count {at - 1}" in contents
    small, full = (words(papers.path(path).read_bytes())[number] for path, number in ((BOOK, at), ("forms/count.pdf", 0)))
    sizes = [next(word.size for word in page if word.text == "Kits") for page in (small, full)]
    assert sizes[0] / sizes[1] == pytest.approx(0.62, abs=0.01)


def test_the_book_fills_whole_sheets_and_ends_with_its_back_cover(papers: Papers) -> None:
    texts = papers.texts(BOOK)
    assert len(texts) % 4 == 0
    assert "How to keep each other alive" in texts[-1]
    assert "And 1 form" in texts[-1]
    assert "Edition" in texts[-1]


@pytest.mark.parametrize("pages", [4, 32, 36, 100, 452])
def test_parts_to_fold_are_about_as_thick_and_hold_every_page_once(pages: int) -> None:
    parts = signatures(pages)
    thick = [len(part) for part in parts]
    assert max(thick) <= 8
    assert max(thick) - min(thick) <= 1
    sides = [side for part in parts for side in impose.both(part)]
    assert sorted(number for side in sides for number in (side.left, side.right) if number) == list(range(1, pages + 1))
    assert [part[0].front.mark for part in parts] == list(range(1, len(parts) + 1))
    assert sum(side.mark > 0 for side in sides) == len(parts)
    first = 1
    for part in parts:
        assert (part[0].front.left, part[0].front.right) == (first + 4 * len(part) - 1, first)
        assert (part[-1].back.left, part[-1].back.right) == (first + 2 * len(part) - 1, first + 2 * len(part))
        first += 4 * len(part)


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs pdftoppm (apt install poppler-utils)")
def test_the_mark_on_the_fold_is_black(papers: Papers) -> None:
    command = ["pdftoppm", "-gray", "-r", "72", "-f", "1", "-l", "1", str(papers.path("print/reader-folded.pdf"))]
    head, size, _, dots = subprocess.run(command, capture_output=True, check=True).stdout.split(b"\n", 3)
    width = int(size.split()[0])
    assert head == b"P5"
    assert dots[50 * width + 396] < 60
    assert dots[300 * width + 396] > 200


def test_the_spine_is_as_wide_as_the_book_is_thick(papers: Papers) -> None:
    pages = len(papers.texts(BOOK))
    [page] = pypdf.PdfReader(papers.path("print/reader-cover.pdf")).pages
    assert float(page.trimbox.width) == pytest.approx(2 * 396 + pages / 2 * 0.1 * 72 / 25.4, abs=0.1)
    assert float(page.trimbox.height) == 612
    assert wrap.spine(452) == pytest.approx(22.6)
    text = page.extract_text()
    assert "How to keep each other alive" in text
    assert "A reader for drug user groups" in text


@pytest.mark.parametrize("part", book_pdf.MATTER)
def test_another_edition_lays_out_only_what_names_it(part: str) -> None:
    named = dict.fromkeys(
        ("book_name", "steps_at", "independent", "town", "not_checked", "contact", "live", "qr", "libraries"), ""
    )
    lists = dict.fromkeys(("contents", "chapters", "steps", "forms"), ())
    values = {**named, **lists, "index": [("naloxone", ["5-1"])], "index_at": 9}
    first, second = (template.filled(ROOT, "book.html", part=part, edition=each, **values) for each in ("one", "two"))
    assert (first == second) == (part in ("contents", "index", "notes", "stamps"))


def test_contents_and_index_have_the_edition_at_their_feet_as_the_colophon_does(papers: Papers) -> None:
    texts = [text for text in papers.texts(BOOK) if text.startswith(("Contents", "Index", "About this copy"))]
    assert len(texts) >= 3
    feet = {re.findall(r"edition [^.]* [0-9a-f]{8}(?: with changes not committed)?", text)[-1] for text in texts}
    assert len(feet) == 1

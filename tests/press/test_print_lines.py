"""What a page says of its papers: which, pages, sheets, sides, size."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import in_process
from press.conftest import LIVE, Papers
from reader.press.pdf.sheets import booklets
from reader.press.products import Paper
from reader.site import print_lines
from reader.source.book import Book, Chapter
from reader.source.page import Page
from reader.source.settings import Settings
from small import Project

PLACE = '<p class="print" data-papers="overdose/"></p>'


def book_of(project: Project) -> Book:
    page = Page("overdose/index.md", "Overdose", "What.", (), (), "text", 0, "4", "Overdose")
    how = Page("about/print-and-share.md", "Print", "What.", (), (), "<!-- here: papers -->", 0)
    form = Page("forms/count.md", "A count & more", "What.", (), (), "other", 0)
    return Book(
        Settings(project.root), [Chapter("Overdose", "4", (page,)), Chapter("Forms", "", (form,)), Chapter("About", "", (how,))]
    )


def papers_of(pages: int) -> list[Paper]:
    sheets = sum(map(len, booklets(pages)))
    kinds = {
        "": (pages, 231_400), "-large": (pages, 240_000), "-booklet": (2 * sheets, 1_250_000), "-fronts": (sheets, 86_000),
        "-backs": (sheets, 400),
    }  # fmt: skip
    made = [Paper(f"print/overdose{kind}.pdf", *values) for kind, values in kinds.items()]
    return [*made, Paper("forms/count.pdf", 1, 11_000), Paper("print/reader.pdf", pages + 3, 300_000)]


def plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.parametrize(
    ("pages", "said"),
    [
        (1, "booklet (1.2 MB), 1 Letter sheet, both sides, short edge · large print (240 KB), 1 side of Letter · "
            "for a phone (231 KB), 1 small page · printer can't turn paper: fronts (86 KB) on 1 Letter sheet, then backs (1 KB) "
            "on the same."),
        (41, "booklet (1.2 MB), 11 Letter sheets, both sides, short edge · large print (240 KB), 41 sides of Letter · "
             "for a phone (231 KB), 41 small pages · printer can't turn paper: fronts (86 KB) on 11 Letter sheets, then backs "
             "(1 KB) on the same."),
        (49, "booklet (1.2 MB), 13 Letter sheets, both sides, short edge, in 2 booklets · large"),
    ],
)  # fmt: skip
def test_line_of_a_chapter(papers: Papers, pages: int, said: str) -> None:
    html = print_lines.filled(PLACE, papers_of(pages), book_of(papers.project), "../../")
    assert f"Print chapter 4: {said}" in plain(html)
    assert 'href="../../print/overdose-booklet.pdf"' in html
    assert html.endswith('<a href="../../about/print-and-share/">How to print and fold</a></p>')


def test_all_papers_on_one_page(papers: Papers) -> None:
    html = print_lines.filled('<div class="papers" data-papers="all"></div>', papers_of(8), book_of(papers.project), "../../")
    assert "The whole book: for a phone or a screen (300 KB), 11 small pages." in plain(html)
    row = re.search(r"<tr><th[^>]*>4 Overdose</th>.*?</tr>", html)
    assert row
    assert re.findall(r'data-label="(\w+)">(\d+)<', row[0]) == [("Pages", "8"), ("Sheets", "2")]
    assert (
        plain(row[0])
        .replace(")", ") ")
        .endswith("booklet (1.2 MB) large print (240 KB) for a phone (231 KB) fronts (86 KB) backs (1 KB) ")
    )
    assert "A count &amp; more (11 KB), 1 Letter sheet." in plain(html)


def test_without_papers_nothing_is_promised(papers: Papers) -> None:
    book = book_of(papers.project)
    assert print_lines.filled(PLACE, [], book, "../") == ""
    assert print_lines.filled('<p class="log-paper" data-form="count"></p>', [], book, "../") == ""
    assert "without papers" in print_lines.filled('<div class="papers" data-papers="all"></div>', [], book, "../")


def test_built_pages_say_what_is_there(papers: Papers, tmp_path: Path) -> None:
    """Of papers that were made before."""
    project = Project(Path(shutil.copytree(papers.project.root, tmp_path / "a reader")))
    done = in_process.run(project, "build", **LIVE)
    assert done.returncode == 0, done.stderr
    page = project.page("overdose/respond/index.html")
    size = max(1, round((project.site / "print/overdose-booklet.pdf").stat().st_size / 1000))
    assert f"booklet</a> ({size} KB), 1 Letter sheet, both sides" in page
    assert (project.site / "print/reader.pdf").is_file()
    assert not list(project.site.rglob("*.css.map"))

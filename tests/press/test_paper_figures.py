"""Pages worth their paper: what is measured, and titles of sources that are short and whole words."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from press.conftest import FORM, Papers, page
from press.measure import words
from reader.press import chapter, cuts, form, layout, short_sources, style, subjects
from reader.press.material import Text
from reader.source import git, workspace
from reader.source.settings import Addresses, Settings
from reader.tools import paper_figures
from small import ROOT, Project

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


LETTER = '!!! letter "A letter"\n' + "    Words of a letter, on a line that is as long as it is wide.\n\n" * 14
TALL = "| A | B |\n|---|---|\n" + "| some | words |\n" * 60


def text(root: Path, name: str, kind: str = "chapter") -> Text:
    book, past = workspace.current(Settings(root))
    return Text(book, past, Addresses(), next(each for each in subjects.of(book, kind) if each.name == name))


def test_the_foot_of_a_form_says_once_what_has_no_date(project: Project) -> None:
    """Each publisher once, in the order of the form; those without any date behind the others."""
    more = "  more: {title: More, publisher: A third, date: undated, kind: other}\n  old: {title: Old, publisher: A third, "
    more += "date: undated, kind: other}\n  both: {title: Both, publisher: Somebody, date: undated, kind: other}\n"
    project.replace("docs/overdose/facts.yml", "facts:\n", f"{more}facts:\n")
    said = "[0.4 mg](fact:sample-dose), [9-1-1](fact:call-911).[^more][^both][^old]"
    project.write("docs/forms/count.md", page("A count", said, FORM))
    project.replace("mkdocs.yml", "  - About this reader:\n", "  - Forms:\n      - forms/count.md\n  - About this reader:\n")
    sheet = form.html(text(project.root, "count", "form"))
    assert " From: Somebody, 26 January 2026, undated page; undated: Somebody else; A third.</p>" in sheet


def test_what_a_page_cuts_is_found_and_named(project: Project, tmp_path: Path) -> None:
    file = project.root / "docs/overdose/respond.md"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{'Some words. ' * 300}\n\n{LETTER}\n{TALL}", encoding="utf-8")
    sheet = project.root / "overrides/print/print.css"
    assert not cuts.of(text(project.root, "overdose"), tmp_path)
    sheet.write_text(f"{sheet.read_text(encoding='utf-8')}\n.letter {{ break-inside: auto !important }}", encoding="utf-8")
    found = cuts.of(text(project.root, "overdose"), tmp_path)
    assert [(cut.kind, cut.file) for cut in found] == [("a letter", "overdose/respond.md")]
    assert str(found[0]).startswith(f"a letter on pages {found[0].pages[0]} and {found[0].pages[1]}, in docs/overdose/respond.md")


@pytest.mark.skipif("READER_TEST_ALL" not in os.environ, reason="all chapters are laid out: scripts/test --all does it")
def test_pages_of_the_book_are_worth_their_paper(tmp_path: Path) -> None:
    """What scripts/fit reached: when it fails, run scripts/fit; what is still cut then has to be shortened or moved.

    On the day of the plan: each month some values become old, and say their date from then on.
    """
    book, past = workspace.current(Settings(ROOT))
    planned = git.ask(ROOT, "log", "-1", "--format=%cs", "--", "overrides/print/leading.yml").strip()
    past = replace(past, day=date.fromisoformat(planned))
    css, cut, figures = style.sheet(ROOT, "print.css"), [], []
    for subject in subjects.of(book, "chapter"):
        here = Text(book, past, Addresses(), subject)
        file = tmp_path / f"{subject.name}.pdf"
        file.write_bytes(layout.lay_out(chapter.html(here), css, root=ROOT, cache=tmp_path, name=subject.name).pdf)
        figures.append(paper_figures.of(file))
        cut += cuts.of(here, tmp_path)
    assert not [str(each) for each in cut]
    assert sum(len(each.thin) for each in figures) <= 8
    assert sum(each.pages for each in figures) <= 407

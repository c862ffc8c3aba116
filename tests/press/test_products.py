"""The table of what is made: whoever shows, prints, pictures or weighs a file knows it from there alone."""

from __future__ import annotations

import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from press.conftest import Papers, small_book
from reader.press import handed, jobs, make, needs, packing, products, recipes, store, subjects
from reader.press.errors import NoPangoError
from reader.press.formats import CHAPTER, Format
from reader.press.material import Made, Sheets, Site, Text
from reader.press.product import Followed, Packed, Pressed, Written
from reader.press.products import Paper
from reader.press.subjects import Each
from reader.site import print_lines
from reader.source import workspace
from reader.source.settings import Addresses, Settings
from reader.tools import benchmark, contact_sheets
from small import ROOT

PAGE = '<div class="papers" data-papers="all"></div>'
FOOT = '<p class="print" data-papers="{}"></p>'


def first_pages(sheets: Sheets) -> Made:
    return Made(sheets.pdf[:100], 1)


def words_of(text: Text) -> Made:
    return Made(text.subject.title.encode())


def names_of(site: Site) -> Made:
    return Made("\n".join(sorted(each.name for each in site.folder.iterdir())).encode())


LEAFLET = Pressed(
    kind="leaflet", each="chapter", path="print/{name}-leaflet.pdf", whom="A pocket", words="leaflet", needs=needs.sheets,
    format=CHAPTER, make=first_pages, offered=lambda subject: subject.name == "naloxone",
)  # fmt: skip
TYPED = Written(
    kind="typed", each="form", path="forms/{name}.txt", whom="A computer", words="to type in", line="{link}", make=words_of
)
WHOLE = Written(kind="whole", each="book", path="print/{name}.txt", whom="A computer", words="text", line="{link}", make=words_of)
STICK = Packed(kind="stick", each="site", path="download/{name}.zip", whom="A stick", words="all", line="{link}", make=names_of)


def large(text: Text) -> str:
    title = text.subject.title
    return f'<!doctype html><html lang="en-CA"><head><title>{title}</title></head><body><h1>{title}</h1></body></html>'


LARGE = Format("large", "chapter", large, "print.css", "{} in large", lambda _: None)
BIG = Pressed(
    kind="big", each="chapter", path="print/{name}-big.pdf", whom="A wall", words="big", format=LARGE, make=recipes.as_it_is,
    styles=("form.css",),
)  # fmt: skip


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Four more rows: one of laid-out pages and for one chapter alone, two of the text itself, one of the finished site."""
    before = [row for row in products.TABLE if not isinstance(row, Packed)]
    monkeypatch.setattr(products, "TABLE", (*before, LEAFLET, TYPED, WHOLE, STICK))
    yield


def said(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


@pytest.mark.usefixtures("rows")
def test_a_new_row_is_known_to_all_who_read_the_table(papers: Papers, tmp_path: Path) -> None:
    book, _ = workspace.current(Settings(papers.project.root))
    files = {item.path for item in products.items(book)}
    new = {"print/naloxone-leaflet.pdf", "forms/count.txt", "print/reader.txt", "download/reader.zip"}
    assert new <= files
    assert "print/overdose-leaflet.pdf" not in files
    made = [Paper(path, 1, 5_000) for path in files - {"download/reader.zip"}] + packing.promised(book)
    page = print_lines.filled(PAGE, made, book, "../")
    assert "leaflet (5 KB)" in said(page)
    assert "The whole book: for a phone or a screen (5 KB), 1 small page · to fold and bind (5 KB), 0 Letter sheets" in said(page)
    assert " · all forms and cards in one file (5 KB), 1 side of Letter" in said(page)
    assert " · text (5 KB)." in said(page)
    assert "The whole site: all." in said(page)
    assert 'href="../download/reader.zip"' in page
    assert "leaflet (5 KB), 1 Letter sheet." in said(print_lines.filled(FOOT.format("naloxone/long.md"), made, book, ""))
    assert "leaflet" not in print_lines.filled(FOOT.format("overdose/index.md"), made, book, "")
    count = said(print_lines.filled(FOOT.format("forms/count.md"), made, book, ""))
    assert "this form (5 KB), 1 Letter sheet · to fill in on a screen (5 KB) · to type in (5 KB)." in count
    assert "to type in" in print_lines.filled(FOOT.format("forms/count.md"), made, book, "")
    for path in files:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(b"x")
    pictured = contact_sheets.paper_files(book, tmp_path, "")
    assert tmp_path / "print/naloxone-leaflet.pdf" in pictured
    assert {file.suffix for file in pictured} == {".pdf"}
    assert set(benchmark.papers(papers.project.root, tmp_path)) == {tmp_path / path for path in files}


@pytest.mark.usefixtures("rows")
def test_a_new_row_is_made(papers: Papers, tmp_path: Path) -> None:
    pages = len(papers.texts("print/naloxone.pdf"))
    sheets = Sheets(papers.path("print/naloxone.pdf").read_bytes(), pages, "naloxone", "5 Naloxone", "", "", tmp_path, tmp_path)
    made = make.of_sheets(products.named("booklet leaflet", Pressed), sheets)
    assert list(made) == ["print/naloxone-booklet.pdf", "print/naloxone-leaflet.pdf"]
    assert made["print/naloxone-leaflet.pdf"] == Made(sheets.pdf[:100], 1)


def test_a_row_can_have_a_format_of_its_own(papers: Papers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "TABLE", (*products.TABLE, BIG))
    assert products.formats()[-1] == LARGE
    book, past = workspace.current(Settings(papers.project.root))
    subject = next(each for each in subjects.of(book, "chapter") if each.name == "naloxone")
    text = Text(book, past, Addresses(), subject, "a press")
    job, usual = jobs.job_of(LARGE, text), jobs.job_of(CHAPTER, text)
    assert job.kinds == "big"
    assert "big" not in usual.kinds.split()
    assert job.key != usual.key
    make.papers(book.root, tmp_path, LARGE, job)
    [paper] = store.deliver(tmp_path, job.key, tmp_path / "out")
    assert paper.path == "print/naloxone-big.pdf"
    assert "5 Naloxone" in pypdf.PdfReader(tmp_path / "out" / paper.path).pages[0].extract_text()
    style = book.root / "overrides/print/form.css"
    before = style.read_bytes()
    style.write_bytes(before + b" ")
    assert jobs.job_of(LARGE, text).key != job.key
    assert jobs.job_of(CHAPTER, text).key == usual.key
    style.write_bytes(before)


def test_a_text_can_be_handed_to_another_process(papers: Papers) -> None:
    """The book goes there once: what is sent with each job is small, and the text is whole again where it is done."""
    book, past = workspace.current(Settings(papers.project.root))
    kinds: tuple[Each, ...] = ("chapter", "zine", "form", "book")
    texts = [Text(book, past, Addresses(), subject) for each in kinds for subject in subjects.of(book, each)]
    sent = pickle.dumps([handed.named(thing) for thing in (*texts, CHAPTER)])
    assert len(sent) < len(texts) * 500
    handed.take(pickle.loads(pickle.dumps(handed.common(texts[0]))))
    found: list[Any] = []
    handed.do(lambda *material: found.extend(material), *pickle.loads(sent))
    assert found[-1] == CHAPTER
    assert [text.subject for text in found[:-1]] == [text.subject for text in texts]
    assert len({id(text.book) for text in found[:-1]}) == 1
    assert found[0].book.register.facts == book.register.facts
    handed.take(handed.common(replace(texts[0], toolchain="another")))
    handed.do(lambda text: found.append(text), handed.named(texts[1]))
    assert found[-1].toolchain == "another"


@pytest.mark.usefixtures("rows")
def test_what_needs_no_press_is_made_without_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = small_book(tmp_path / "a reader")

    def refuse() -> str:
        raise NoPangoError("no Pango here")

    monkeypatch.setattr(jobs.toolchain, "fingerprint", refuse)
    monkeypatch.setattr(jobs.Jobs, "_hand_over", at_once)
    book, past = workspace.current(Settings(project.root))
    work = jobs.Jobs(book, past, Addresses())
    assert str(work.missing) == "no Pango here"
    work.begin()
    made, problems = work.finish(tmp_path / "out", lambda: None)
    assert not problems
    written = {item.path for item in products.items(book) if isinstance(item.row, Written)}
    assert {paper.path for paper in made} == written
    assert {"forms/count.txt", "print/reader.txt"} <= written
    assert (tmp_path / "out/forms/count.txt").read_text(encoding="utf-8") == "A count"
    packing.pack(Site(tmp_path / "out", book, past))
    assert (tmp_path / "out/download/reader.zip").read_text(encoding="utf-8") == "forms\nprint"


def at_once(_: object, key: str, subject: object, do: object, *material: object) -> None:
    """Work done in this process, which knows the rows of the test; helpers know those of the module alone."""
    assert callable(do)
    do(*material)


def test_every_paper_of_a_chapter_is_explained() -> None:
    """Whom a row is for stands in the first table of the page that leads to the papers."""
    page = (ROOT / "docs/about/print-and-share.md").read_text(encoding="utf-8")
    for row in products.TABLE:
        if row.each == "chapter" and row.at_foot:
            assert f"| {row.whom} |" in page, f"{row.kind}: docs/about/print-and-share.md does not say who “{row.whom}” is"


def test_everything_that_is_made_is_in_the_table(papers: Papers) -> None:
    book, _ = workspace.current(Settings(papers.project.root))
    made = {file.relative_to(papers.folder).as_posix() for file in papers.folder.rglob("*") if file.is_file()}
    assert made == {item.path for item in products.items(book) if not isinstance(item.row, Packed | Followed)}
    kinds = [row.kind for row in products.TABLE]
    assert len(set(kinds)) == len(kinds)

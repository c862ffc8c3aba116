"""A booklet of one's own: chosen on the print page, put together in the browser, read back as another program sees it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page, expect

from reader.press import products
from reader.press.products import Paper
from reader.site import binder, print_lines
from reader.source.book import Book
from reader.tools.static_server import Host

from .conftest import Tabs

HOME = "about/print-and-share/"
CHOOSE = "Choose chapters and forms"


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.get_by_role("button", name=CHOOSE).click()
    expect(page.get_by_role("status")).to_have_text("Choose what goes into it.")
    return page


def choose(page: Page, *names: str) -> None:
    for name in names:
        box = page.get_by_label(name)
        if not box.is_visible():
            page.locator("summary", has_text="Forms").click()
        box.check()


def made(page: Page, button: str) -> pypdf.PdfReader:
    page.get_by_role("button", name=button).click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Save it").click()
    return pypdf.PdfReader(io.BytesIO(Path(download.value.path()).read_bytes()))


def words(page: pypdf.PageObject) -> str:
    return " ".join(page.extract_text().split())


@pytest.fixture
def plain(small: Path) -> list[str]:
    """The words of the pages that go into it: of a chapter, then of a form."""
    return [
        words(page) for name in ("print/naloxone.pdf", "forms/count.pdf") for page in pypdf.PdfReader(small / "site" / name).pages
    ]


@pytest.fixture(scope="module")
def stick(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that the bigger pocket copy unpacks to."""
    folder = tmp_path_factory.mktemp("stick")
    with zipfile.ZipFile(small / "site/download/reader-with-papers.zip") as packed:
        packed.extractall(folder)
    yield folder / "reader"


def test_a_booklet_is_folded_into_reading_order(sub: Host, tabs: Tabs, plain: list[str]) -> None:
    page = tabs.new()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{sub.url}{HOME}")
    assert not [url for url in asked if "binder" in url or "pdf-lib" in url or "papers.js" in url]
    opened(page, f"{sub.url}{HOME}")
    assert not [url for url in asked if "pdf-lib" in url or url.endswith(".pdf")]
    choose(page, "5 Naloxone", "A count")
    book = made(page, "Make a booklet")
    pages = ["In this booklet", *plain]
    count = -(-len(pages) // 4) * 4
    pages += [""] * (count - len(pages))
    assert len(book.pages) == count // 2
    for number, side in enumerate(book.pages):
        assert (float(side.mediabox.width), float(side.mediabox.height)) == (792, 612)
        pair = (count - 1 - number, number) if number % 2 == 0 else (number, count - 1 - number)
        said = words(side)
        assert [pages[at] for at in pair if pages[at][:40] not in said] == [], f"side {number}"
    assert f"{count // 4} sheet" in page.get_by_role("status").inner_text()


def test_one_file_has_every_page_in_its_own_size(sub: Host, tabs: Tabs, small: Path) -> None:
    page = opened(tabs.new(), f"{sub.url}{HOME}")
    choose(page, "4 Overdose", "A count")
    book = made(page, "One file, full size")
    files = [pypdf.PdfReader(small / "site" / name) for name in ("print/overdose.pdf", "forms/count.pdf")]
    own = [(page.mediabox, words(page)) for file in files for page in file.pages]
    assert [(page.mediabox, words(page)) for page in book.pages[1:]] == own


def test_from_a_stick_the_files_are_chosen_by_hand(stick: Path, tabs: Tabs, plain: list[str]) -> None:
    page = opened(tabs.new(), (stick / HOME / "index.html").as_uri())
    choose(page, "5 Naloxone", "A count")
    expect(page.get_by_role("status")).to_have_text("Now choose the files: print/naloxone.pdf, forms/count.pdf")
    for name in ("print/naloxone.pdf", "forms/count.pdf"):
        page.locator("input[type=file]").set_input_files(stick / name)
    book = made(page, "Make a booklet")
    assert len(book.pages) == -(-(len(plain) + 1) // 4) * 2


def test_a_file_that_is_another_is_said(stick: Path, tabs: Tabs, tmp_path: Path) -> None:
    (tmp_path / "naloxone.pdf").write_bytes(b"not a paper")
    page = opened(tabs.new(), (stick / HOME / "index.html").as_uri())
    choose(page, "5 Naloxone")
    page.locator("input[type=file]").set_input_files(tmp_path / "naloxone.pdf")
    page.get_by_role("button", name="Make a booklet").click()
    expect(page.get_by_role("status")).to_contain_text("is not the file of this copy")


def test_without_script_or_papers_nothing_is_offered(sub: Host, small: Path, tabs: Tabs, tmp_path: Path) -> None:
    page = tabs.new(js=False)
    page.goto(f"{sub.url}{HOME}")
    assert page.get_by_role("button", name=CHOOSE).count() == 0
    with zipfile.ZipFile(small / "site/download/reader.zip") as packed:
        names = packed.namelist()
        assert not [name for name in names if "pdf-lib" in name or "binder" in name or name.endswith("papers.js")]
        assert b"binder-here" not in packed.read(f"reader/{HOME}index.html")


def test_every_form_and_all_cards_can_be_chosen(book: Book) -> None:
    made = [Paper(item.path, 2, 1000) for item in products.items(book)]
    script = binder.as_script(book, made, "")
    forms = [page for page in book.pages if page.is_form]
    assert any(page.cards for page in forms)
    assert not [page.path for page in forms if f'"forms/{page.form}.pdf"' not in script]


def test_the_page_of_forms_leads_to_all_of_them_in_one_file(book: Book) -> None:
    asked = '<p class="print" data-papers="binder forms"></p>'
    made = [Paper(item.path, 2, 1000) for item in products.items(book)]
    said = print_lines.filled(asked, made, book, "../")
    assert '<a href="../print/all-forms.pdf">all forms and cards in one file</a>' in said
    assert "binder-here" in said
    assert print_lines.filled(asked, [], book, "../") == ""

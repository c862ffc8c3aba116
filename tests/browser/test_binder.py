"""The binder: chosen chapters and forms become one booklet in the browser, on a host and opened from a disk."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Page

from reader.tools.static_server import Host

from .conftest import Tabs

PRINT = "about/print-and-share/"
CHOSEN = ("print/naloxone.pdf", "forms/count.pdf")


def choose(page: Page) -> None:
    if not page.locator(".binder").count():
        page.get_by_role("button", name="Make one booklet").click()
    for path in CHOSEN:
        page.locator(f'.binder input[value="{path}"]').check()
    page.get_by_role("button", name="Make the booklet").click()


def saved(page: Page, folder: Path) -> pypdf.PdfReader:
    link = page.locator(".binder [role=status] a")
    link.wait_for()
    with page.expect_download() as download:
        link.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return pypdf.PdfReader(file)


def holds_what_was_chosen(booklet: pypdf.PdfReader, naloxone: Path) -> None:
    pages = len(pypdf.PdfReader(naloxone).pages) + 1
    sides = booklet.pages
    assert len(sides) == 2 * -(-pages // 4)
    assert {(float(side.mediabox.width), float(side.mediabox.height)) for side in sides} == {(792.0, 612.0)}
    first = " ".join(sides[0].extract_text().split())
    assert "What A kit is for." in first
    everything = " ".join(" ".join(side.extract_text().split()) for side in sides)
    assert "Never write here" in everything
    assert "Step number 24" in everything


def test_a_booklet_from_a_host(tabs: Tabs, small: Path, sub: Host, tmp_path: Path) -> None:
    page = tabs.new()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{sub.url}{PRINT}")
    assert not [url for url in asked if "pdf-lib" in url or "binder" in url]
    choose(page)
    holds_what_was_chosen(saved(page, tmp_path), small / "site/print/naloxone.pdf")
    assert "Letter sheet" in page.locator(".binder [role=status]").inner_text()


def test_a_booklet_from_a_disk(tabs: Tabs, small: Path, tmp_path: Path) -> None:
    """A page opened from a disk may not fetch its neighbours: somebody chooses the files, and the script puts them in order."""
    site = small / "site"
    page = tabs.new()
    page.goto((site / PRINT / "index.html").as_uri())
    choose(page)
    wanted = page.locator(".binder input[type=file]")
    wanted.wait_for()
    assert "naloxone.pdf, count.pdf" in page.locator(".binder").inner_text()
    wanted.set_input_files([site / path for path in reversed(CHOSEN)])
    holds_what_was_chosen(saved(page, tmp_path), site / "print/naloxone.pdf")


def test_nothing_chosen_and_a_file_that_is_missing(tabs: Tabs, small: Path, sub: Host) -> None:
    page = tabs.new()
    page.goto(f"{sub.url}{PRINT}")
    page.get_by_role("button", name="Make one booklet").click()
    page.get_by_role("button", name="Make the booklet").click()
    said = page.locator(".binder [role=status]")
    said.get_by_text("Tick what you want first.").wait_for()
    page.route("**/count.pdf", lambda route: route.fulfill(status=404))
    choose(page)
    said.get_by_text("forms/count.pdf could not be read").wait_for()


@pytest.mark.parametrize("js", [True, False])
def test_without_a_script_the_single_files_are_there(tabs: Tabs, sub: Host, js: bool) -> None:
    page = tabs.new(js=js)
    page.goto(f"{sub.url}{PRINT}")
    assert page.get_by_role("button", name="Make one booklet").count() == js
    assert page.locator('table.papers a[href$="print/naloxone.pdf"]').count() == 1

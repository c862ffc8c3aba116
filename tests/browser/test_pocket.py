"""The pocket copy, unpacked on a disk: opened with a double click, followed and searched, with script and without."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import EVERYTHING, Tabs


@pytest.fixture(scope="module")
def stick(small: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the zip unpacks to."""
    folder = tmp_path_factory.mktemp("stick")
    with zipfile.ZipFile(small / "site/download/reader.zip") as packed:
        packed.extractall(folder)
    return folder / "reader"


@pytest.mark.skipif(not EVERYTHING, reason="weighs the real copies, with all papers: scripts/test --all does it")
@pytest.mark.parametrize(("name", "most"), [("reader", 1_300_000), ("reader-with-papers", 13_000_000)])
def test_weight(site: Path, name: str, most: int) -> None:
    """What a stick or a slow line has to take, in bytes: README.md promises it."""
    assert (site / f"download/{name}.zip").stat().st_size <= most


@pytest.mark.parametrize("js", [True, False])
def test_it_opens_and_every_link_leads_on(stick: Path, tabs: Tabs, js: bool) -> None:
    page = tabs.new(js=js)
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto((stick / "START-HERE.html").as_uri())
    expect(page.locator("main")).to_contain_text("Edition ")
    assert page.locator(".bar").evaluate("(bar) => getComputedStyle(bar).display") == "flex"
    page.get_by_role("link", name="Open the reader").click()
    expect(page).to_have_url((stick / "index.html").as_uri())
    addresses = set()
    for link in page.locator("a[href]").evaluate_all("all => all.map((a) => a.href)"):
        if link.startswith("file:"):
            addresses.add(link.partition("#")[0].partition("?")[0])
    assert len(addresses) > 3
    for address in sorted(addresses):
        page.goto(address)
        assert page.url.endswith(".html")
        expect(page.locator("h1").first).to_be_visible()
    assert not refused
    assert page.locator("a[href*='download/']").count() == 0


def test_the_search_works(stick: Path, tabs: Tabs) -> None:
    page = tabs.new()
    page.goto((stick / "overdose/respond/index.html").as_uri())
    page.click("#search-open")
    page.fill("dialog input", "ampoule")
    page.locator("dialog li a").first.click()
    expect(page.locator("h1")).to_contain_text("Respond")
    assert page.url.startswith("file:")

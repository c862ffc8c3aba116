"""JavaScript off: everything reads, navigates and shows its dates. What needs no eye is read from the files, on every page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import expect

import reading
from reader.source.book import Book, Page
from reader.source.history import History
from reader.tools.static_server import Host

from .conftest import BOOK, EVERYTHING, KINDS, LOST, Tabs
from .test_ages import check

SEEN = [page.url for page in BOOK.pages] if EVERYTHING else [address for address in KINDS.values() if address != LOST]


@pytest.mark.parametrize("address", SEEN, ids=lambda address: address or "cover")
def test_reads(host: Host, tabs: Tabs, book: Book, history: History, address: str) -> None:
    """Title, text and dates are there; “Contents” in the header leads to a list with every chapter."""
    page = tabs.open(f"{host.url}{address}", js=False)
    title = next(one.title for one in book.pages if one.url == address)
    heading = page.get_by_role("heading", level=1).inner_text()
    assert title.replace("'", "’") in heading.replace("'", "’"), f"/{address} is headed “{heading}”"
    words = page.locator("article.text").inner_text().split()
    assert len(words) > 60, f"/{address} shows {len(words)} words"
    dates = page.locator(".dates")
    expect(dates).to_be_visible()
    expect(dates).to_contain_text("last changed" if "not known" in dates.inner_text() else "Last changed: ")
    expect(dates).to_contain_text(f"Edition {history.edition}")
    check(page, history.day or date.today(), address)
    expect(page.locator("[data-search]").first).to_be_hidden()
    expect(page.get_by_role("link", name="Something wrong?")).to_be_visible()
    page.get_by_role("link", name="Contents", exact=True).first.click()
    expect(page.locator("#contents")).to_be_in_viewport()
    links = {link.partition("#")[0] for link in page.locator("a[href]").evaluate_all("all => all.map((a) => a.href)")}
    missing = {urljoin(host.url, chapter.pages[0].url) for chapter in book.chapters if chapter.pages} - links
    assert not missing, f"/{address} has no link to {missing}"


def test_every_page_has_what_is_read(site: Path, book: Book, history: History) -> None:
    """The same of all pages, as far as their files say it."""
    wrong = [f"/{one.url}: {what}" for one in book.pages for what in _lacks(site, book, history, one)]
    assert not wrong, "\n".join(wrong)


def _lacks(site: Path, book: Book, history: History, one: Page) -> Iterator[str]:
    page = reading.page(site, one.url)
    heading = " / ".join(reading.words(each) for each in page.iter("h1"))
    if one.title.replace("'", "’") not in heading.replace("'", "’") or len(list(page.iter("h1"))) != 1:
        yield f"it is headed “{heading}”"
    text = next(each for each in page.iter("article") if "text" in each.get("class", "").split())
    if (count := len(reading.words(text).split())) <= 60:
        yield f"it shows {count} words"
    dates = " ".join(reading.words(each) for each in reading.of_class(page, "dates"))
    if ("last changed" if "not known" in dates else "Last changed: ") not in dates or f"Edition {history.edition}" not in dates:
        yield f"its dates are “{dates}”"
    if not any(each.get("href") == "#contents" and reading.words(each) == "Contents" for each in page.iter("a")):
        yield "no link leads to its contents"
    if not any(each.get("id") == "contents" for each in page.iter()):
        yield "it has no contents"
    if not any("Something wrong?" in reading.words(each) for each in page.iter("a")):
        yield "it has no way to say that something is wrong"
    base = f"http://site/{one.url}"
    links = {urljoin(base, each.get("href", "")).partition("#")[0] for each in page.iter("a")}
    missing = {f"http://site/{chapter.pages[0].url}" for chapter in book.chapters if chapter.pages} - links
    if missing:
        yield f"it has no link to {sorted(missing)}"


def test_every_page_follows_from_the_cover(site: Path, book: Book) -> None:
    """From the first page that the cover links to, “Next” leads through all of them, in their order."""
    pages = [one.url for one in book.pages if one.url]
    assert any(each.get("href") == pages[0] for text in reading.page(site, "").iter("article") for each in text.iter("a"))
    met = [pages[0]]
    while (following := _next(site, met[-1])) is not None:
        met.append(following)
        assert len(met) <= len(book.pages), f"“Next” goes in a circle: {met}"
    assert met == pages


def _next(site: Path, address: str) -> str | None:
    """The address that “Next” leads to from a page; None from the last."""
    turns = reading.of_class(reading.page(site, address), "turn")
    links = [each.get("href", "") for turn in turns for each in turn.iter() if each.get("rel") == "next"]
    assert len(links) <= 1, links
    return urlsplit(urljoin(f"http://site/{address}", links[0])).path.lstrip("/") if links else None


def test_next_is_pressed(host: Host, tabs: Tabs, book: Book) -> None:
    first, second = [one.url for one in book.pages if one.url][:2]
    page = tabs.open(host.url, js=False)
    page.locator(f"article a[href='{first}']").click()
    page.wait_for_url(f"{host.url}{first}")
    page.locator(".turn [rel=next]").click()
    page.wait_for_url(f"{host.url}{second}")

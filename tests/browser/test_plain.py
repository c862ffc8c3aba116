"""JavaScript off: everything reads, navigates and shows its dates."""

from __future__ import annotations

from datetime import date
from urllib.parse import urljoin, urlsplit

from playwright.sync_api import expect

from reader.source.book import Book
from reader.source.history import History
from reader.tools.static_server import Host

from .conftest import Tabs
from .test_ages import check


def test_reads(host: Host, tabs: Tabs, book: Book, history: History, each_page: str) -> None:
    """Title, text and dates are there; “Contents” in the header leads to a list with every chapter."""
    page = tabs.open(f"{host.url}{each_page}", js=False)
    title = next(one.title for one in book.pages if one.url == each_page)
    heading = page.get_by_role("heading", level=1).inner_text()
    assert title.replace("'", "’") in heading.replace("'", "’"), f"/{each_page} is headed “{heading}”"
    words = page.locator("article.text").inner_text().split()
    assert len(words) > 60, f"/{each_page} shows {len(words)} words"
    dates = page.locator(".dates")
    expect(dates).to_be_visible()
    expect(dates).to_contain_text("last changed" if "not known" in dates.inner_text() else "Last changed: ")
    expect(dates).to_contain_text(f"Edition {history.edition}")
    check(page, history.day or date.today(), each_page)
    expect(page.locator("[data-search]").first).to_be_hidden()
    expect(page.get_by_role("link", name="Something wrong?")).to_be_visible()
    page.get_by_role("link", name="Contents", exact=True).first.click()
    expect(page.locator("#contents")).to_be_in_viewport()
    links = {link.partition("#")[0] for link in page.locator("a[href]").evaluate_all("all => all.map((a) => a.href)")}
    missing = {urljoin(host.url, chapter.pages[0].url) for chapter in book.chapters if chapter.pages} - links
    assert not missing, f"/{each_page} has no link to {missing}"


def test_every_page_follows_from_the_cover(host: Host, tabs: Tabs, book: Book) -> None:
    page = tabs.open(host.url, js=False)
    page.locator(f"article a[href='{next(one.url for one in book.pages if one.url)}']").click()
    met = [urlsplit(page.url).path.lstrip("/")]
    page.wait_for_load_state()
    while (following := page.locator(".turn [rel=next]")).count():
        following.click()
        page.wait_for_load_state()
        met.append(urlsplit(page.url).path.lstrip("/"))
        assert len(met) <= len(book.pages), f"“Next” goes in a circle: {met}"
    assert met == [one.url for one in book.pages if one.url]

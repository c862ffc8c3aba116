"""An address that leads nowhere: the page that comes is whole, wherever the site lives, and helps."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from reader.tools.static_server import Host

from .conftest import Tabs


@pytest.mark.parametrize("where", ["host", "sub"], ids=["at the root", "in a folder"])
@pytest.mark.parametrize("address", ["gone", "deep/down/in/nowhere/", "overdose/gone.html?a=b#c"])
def test_lost(request: pytest.FixtureRequest, tabs: Tabs, where: str, address: str) -> None:
    host: Host = request.getfixturevalue(where)
    page = tabs.new()
    before = len(host.sent)
    answer = page.goto(f"{host.url}{address}")
    assert answer
    assert answer.status == 404
    missing = [
        sent.path for sent in host.sent[before:] if sent.status != 200 and "gone" not in sent.path and "nowhere" not in sent.path
    ]
    assert not missing, f"at {page.url} these can't be loaded: {missing}"
    styled = page.locator(".six-steps li").first.evaluate("(e) => getComputedStyle(e, '::before').backgroundColor")
    assert styled == "rgb(21, 19, 15)", "the style sheet is not there"
    expect(page.locator(".six-steps li")).to_have_count(6)
    expect(page.locator(".six-steps li svg").first).to_be_visible()
    expect(page.get_by_role("button", name="Search the reader")).to_be_visible()
    links = page.locator("a[href]").evaluate_all("all => all.map((a) => a.href)")
    for link in sorted({link.partition("#")[0] for link in links}):
        if link != page.url.partition("#")[0] and not link.startswith("tel:"):
            assert link.startswith(host.url), f"{link} leads out of the site"
            assert page.request.get(link).status == 200, f"{link} is dead"
    for anchor in page.locator("a[href^='#']").all():
        name = (anchor.get_attribute("href") or "#").removeprefix("#")
        assert not name or page.locator(f"#{name}").count() == 1, f"#{name} is not on the page"


def test_one_press_to_the_cover(sub: Host, tabs: Tabs) -> None:
    page = tabs.open(f"{sub.url}deep/down/in/nowhere", js=False)
    expect(page.locator("[data-search]").first).to_be_hidden()
    page.get_by_role("link", name="Start at the cover").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A small reader")
    assert page.url.rstrip(".") == sub.url


def test_a_moved_page(sub: Host, tabs: Tabs, small) -> None:
    """An old address leads to the new one, script or not, if the small book has one that moved."""
    moved = [file for file in (small / "site").rglob("index.html") if 'http-equiv="refresh"' in file.read_text(encoding="utf-8")]
    assert moved, "tests/project/docs/redirects.yml names no moved page"
    for file in moved:
        old = file.parent.relative_to(small / "site").as_posix()
        for js in (True, False):
            page = tabs.open(js=js)
            page.goto(f"{sub.url}{old}/")
            page.wait_for_url(lambda url, old=old: url != f"{sub.url}{old}/")
            assert page.url.startswith(sub.url)
            expect(page.locator("article.text")).to_be_visible()

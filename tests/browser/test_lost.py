"""An address that leads nowhere: the page that comes is whole, wherever the site lives, and helps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from press.conftest import small_book
from reader.tools.static_server import Host, serving
from shared import build_site, once
from small import until

from .conftest import Tabs

UNSAID = ["gone", "deep/down/in/nowhere/", "overdose/gone.html?a=b#c"]


@pytest.fixture(scope="session")
def unsaid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site, built by somebody who did not say where it would live."""

    def build(folder: Path) -> None:
        project = small_book(folder / "reader")
        build_site(project.root, project.site, "--no-papers")

    return once(tmp_path_factory, "unsaid", build) / "reader/site"


@pytest.fixture(params=["/", "/some/where/"], ids=["at the root", "in a folder"])
def somewhere(request: pytest.FixtureRequest, unsaid: Path) -> Iterator[Host]:
    with serving(unsaid, request.param) as host:
        yield host


@pytest.mark.parametrize("where", ["host", "sub"], ids=["at the root", "in a folder"])
@pytest.mark.parametrize("address", ["gone", "deep/down/in/nowhere/", "overdose/gone.html?a=b#c"])
def test_lost(request: pytest.FixtureRequest, tabs: Tabs, where: str, address: str) -> None:
    host: Host = request.getfixturevalue(where)
    page = tabs.open()
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


@pytest.mark.parametrize("address", UNSAID)
def test_where_nobody_said_where_it_lives(somewhere: Host, tabs: Tabs, address: str) -> None:
    """The script finds the site from below: style, links, drawings and search are all there."""
    page = tabs.open(f"{somewhere.url}{address}")
    expect(page.locator("#by-hand")).to_have_count(0)
    expect(page.get_by_role("button", name="Search the reader")).to_be_visible()
    expect(page.locator(".six-steps li svg").first).to_be_visible()
    until(lambda: page.evaluate("[...document.querySelectorAll('link[rel=stylesheet]')].every((one) => one.sheet)"))
    here = page.url.partition("#")[0]
    links = page.locator("a[href]").evaluate_all("all => all.map((a) => a.href)")
    away = {link.partition("#")[0] for link in links if not link.startswith("tel:")} - {here}
    assert len(away) > 2, "the page has no links"
    for link in sorted(away):
        assert link.startswith(somewhere.url), f"{link} leads out of the site"
        assert page.request.get(link).status == 200, f"{link} is dead"
    page.get_by_role("button", name="Search the reader").click()
    expect(page.get_by_role("searchbox").or_(page.locator("dialog input")).first).to_be_visible()


@pytest.mark.parametrize("address", UNSAID)
def test_where_nobody_said_and_nothing_runs(somewhere: Host, tabs: Tabs, address: str) -> None:
    """Without scripts the page has its style in itself, and says how to get to the cover by hand."""
    page = tabs.open(f"{somewhere.url}{address}", js=False)
    expect(page.locator("#by-hand")).to_be_visible()
    expect(page.locator(".six-steps li")).to_have_count(6)
    for drawing in page.locator(".six-steps svg").all():
        box = drawing.bounding_box()
        assert box
        assert 30 <= box["width"] == box["height"] <= 90, f"a drawing is {box['width']} wide"
    styled = page.locator(".six-steps li").first.evaluate("(e) => getComputedStyle(e, '::before').backgroundColor")
    assert styled == "rgb(21, 19, 15)", "the style in the page does not hold"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, "the page is wider than the screen"
    assert page.get_by_role("link", name="9-1-1").first.get_attribute("href") == "tel:911"
    shorter = page.url.partition("?")[0]
    while shorter != somewhere.url and len(shorter) > len(somewhere.url):  # what the sentence says to do
        shorter = re.sub(r"[^/]*/?$", "", shorter)
    page.goto(shorter)
    expect(page.locator("article.cover")).to_be_visible()


def test_a_script_by_somebody_else_does_not_run_on_it(unsaid: Path, tmp_path: Path, tabs: Tabs) -> None:
    text = (unsaid / "404.html").read_text(encoding="utf-8")
    bad = '<script>document.documentElement.dataset.ran = "inline"</script><style>h1 { display: none }</style></body>'
    (tmp_path / "404.html").write_text(text.replace("</body>", bad), encoding="utf-8")
    with serving(tmp_path) as host:
        page = tabs.open(f"{host.url}gone")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("#by-hand")).to_be_visible()
        assert page.evaluate("document.documentElement.dataset.ran") is None

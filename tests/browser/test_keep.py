"""Keep on this phone: nothing before the tap; a dated copy without a network, the newest with one; nothing after removal."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from reader.tools.static_server import Host, serving

from .conftest import Tabs

PAGE = "overdose/respond/"
KEPT = "async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length"
OLD = "Tilt the head back"
NEW = "Tilt the head back, as it is said since today"


@pytest.fixture
def place(small: Path, tmp_path: Path) -> Path:
    """A copy of the small site, to be changed."""
    return Path(shutil.copytree(small / "site", tmp_path / "site"))


@pytest.fixture
def home(place: Path) -> Iterator[Host]:
    with serving(place) as host:
        yield host


def opened(page: Page, home: Host, address: str = PAGE) -> None:
    page.goto(f"{home.url}{address}")
    page.get_by_role("button", name="Keep on this phone").click()
    expect(page.locator("dialog [data-set]").first).to_be_visible()


def kept(page: Page, home: Host, which: str) -> None:
    opened(page, home)
    page.locator(f"dialog [data-set={which}]").click()
    expect(page.locator("dialog [role=status]")).to_contain_text("Saved copy of", timeout=20_000)
    page.get_by_role("button", name="Close").click()


def test_nothing_is_there_before_the_tap_and_it_says_what_it_costs(home: Host, tabs: Tabs) -> None:
    page = tabs.new()
    before = len(home.sent)
    page.goto(f"{home.url}{PAGE}")
    page.wait_for_timeout(300)
    assert not [sent.path for sent in home.sent[before:] if re.search(r"worker|keep|manifest|icons", sent.path)]
    opened(page, home)
    expect(page.locator("dialog [role=status]")).to_have_text("Nothing is kept now.")
    costs = page.locator("dialog [data-set] small").all_inner_texts()
    assert len(costs) == 3
    assert all(re.fullmatch(r"costs [\d.]+ [KM]B of data, takes [\d.]+ [KM]B on the phone", each) for each in costs)
    assert page.evaluate(KEPT) == 0


@pytest.mark.parametrize(
    ("which", "there", "missing"), [("now", "now/", PAGE), ("chapters", PAGE, "about/facts/"), ("all", "", None)]
)
def test_what_is_kept_opens_without_a_network_and_says_its_date(
    home: Host, tabs: Tabs, which: str, there: str, missing: str | None
) -> None:
    page = tabs.new()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    kept(page, home, which)
    today = page.evaluate("new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'long', year: 'numeric'}).format(new Date())")
    page.context.set_offline(True)
    page.goto(f"{home.url}{there}")
    expect(page.locator(".saved")).to_contain_text(f"Saved copy of {today}")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.styleSheets.length") > 0
    if missing is not None:
        page.goto(f"{home.url}{missing}")
        expect(page.locator("h1")).to_have_text("No network")
        links = page.locator("a").evaluate_all("all => all.map((a) => a.href)")
        assert len(links) == (1 if which == "now" else 4), "the kept beginnings: now/, the cover, two chapters"
        for link in links:
            page.goto(link)
            expect(page.locator(".saved")).to_be_visible()
        page.goto(home.url)  # what the place on the home screen opens
        expect(page.locator(".saved")).to_be_visible()
        expect(page.locator(".six-steps > li")).to_have_count(6)
    else:
        page.click("#search-open")
        page.fill("dialog input", "lips")
        expect(page.locator("dialog li a").first).to_be_visible()
    page.context.set_offline(False)
    assert not refused


def test_with_a_network_old_text_is_never_served(home: Host, place: Path, tabs: Tabs) -> None:
    page = tabs.new()
    kept(page, home, "all")
    files = [file for file in place.rglob("*.html") if OLD in file.read_text(encoding="utf-8")]
    assert len(files) >= 2
    for file in files:
        file.write_text(file.read_text(encoding="utf-8").replace(OLD, NEW), encoding="utf-8")
    old = 0
    for file in files:
        address = file.relative_to(place).as_posix().removesuffix("index.html")
        for _ in range(3):
            page.goto(f"{home.url}{address}")
            shown = page.locator("body").inner_text()
            old += NEW not in shown or "Saved copy" in shown
    assert old == 0
    page.context.set_offline(True)  # what passed by has taken the place of the older copy
    page.goto(f"{home.url}now/")
    expect(page.locator("body")).to_contain_text(NEW)
    expect(page.locator(".saved")).to_be_visible()
    page.context.set_offline(False)


def test_a_copy_that_got_old_says_so(home: Host, place: Path, tabs: Tabs) -> None:
    page = tabs.new()
    kept(page, home, "chapters")
    page.evaluate("""async () => {
        const cache = await caches.open("reader-kept");
        for (const request of await cache.keys()) {
            const answer = await cache.match(request);
            const headers = {"Content-Type": answer.headers.get("Content-Type"), "X-Saved": "2026-11-22T20:00:00Z"};
            await cache.put(request, new Response(await answer.arrayBuffer(), {headers}));
        }
    }""")
    page.context.set_offline(True)
    page.goto(f"{home.url}{PAGE}")
    expect(page.locator(".saved")).to_contain_text("Saved copy of 22 November 2026")
    page.context.set_offline(False)
    listed = place / "keep/list.js"
    text = re.sub(r'"edition":"[^"]*"', '"edition":"a newer one"', listed.read_text(encoding="utf-8"))
    listed.write_text(text, encoding="utf-8")
    opened(page, home)
    expect(page.locator("dialog [role=status]")).to_contain_text("There is a newer edition")


def test_a_broken_host_is_no_network(home: Host, place: Path, tabs: Tabs) -> None:
    page = tabs.new()
    kept(page, home, "chapters")
    page.context.route(f"**/{PAGE}", lambda route: route.fulfill(status=503, body="broken"))
    page.goto(f"{home.url}{PAGE}")
    expect(page.locator(".saved")).to_be_visible()


def test_removed_is_gone(home: Host, tabs: Tabs) -> None:
    page = tabs.new()
    kept(page, home, "chapters")
    assert page.evaluate(KEPT) == 2
    opened(page, home)
    page.get_by_role("button", name="Remove everything").click()
    expect(page.locator("dialog [role=status]")).to_have_text("Removed. Nothing is kept now.")
    assert page.evaluate(KEPT) == 0
    page.goto(f"{home.url}{PAGE}")
    assert page.evaluate(KEPT) == 0
    assert page.context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}


def test_the_switch_takes_every_copy_away(home: Host, place: Path, tabs: Tabs) -> None:
    page = tabs.new()
    kept(page, home, "chapters")
    shutil.copy(place / "worker-off.js", place / "worker.js")
    page.goto(f"{home.url}{PAGE}")
    for _ in range(60):  # a browser looks for a new worker some seconds after it has shown the page
        page.wait_for_timeout(250)
        if page.evaluate(KEPT) == 0:
            break
    assert page.evaluate(KEPT) == 0


WAYS = {
    "room": ("Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'))", "no room"),
    "private": ("navigator.serviceWorker.register = () => Promise.reject(new DOMException('no', 'SecurityError'))", "private"),
    "workers": ("delete Navigator.prototype.serviceWorker", "can’t keep pages"),
}


@pytest.mark.parametrize("way", WAYS)
def test_where_it_can_not_be_kept_one_sentence_says_why_and_the_rest_works(home: Host, place: Path, tabs: Tabs, way: str) -> None:
    script, words = WAYS[way]
    if way == "room":  # it is the worker that is told so
        worker = place / "worker.js"
        worker.write_text(f"{script};\n{worker.read_text(encoding='utf-8')}", encoding="utf-8")
    page = tabs.new()
    if way != "room":
        page.add_init_script(script)
    page.goto(f"{home.url}{PAGE}")
    page.get_by_role("button", name="Keep on this phone").click()
    if way != "workers":
        page.locator("dialog [data-set=chapters]").click()
    expect(page.locator("dialog [role=status]")).to_contain_text(words)
    assert page.locator("dialog [role=status]").inner_text().count(".") <= 2
    page.get_by_role("button", name="Close").click()
    page.click("#search-open")
    expect(page.locator("dialog input")).to_be_visible()
    assert page.evaluate("caches.keys()") == []

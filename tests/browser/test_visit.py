"""What a first visit fetches, and what it does not."""

from __future__ import annotations

import pytest

from reader.tools.static_server import Host, Sent

from .conftest import KINDS, LOST, Tabs

LIMIT = 100_000
FIRST_ANSWER = 60_000
SEARCH = ("search.js", "ask.js", "words.js", "search/")


@pytest.fixture(scope="module")
def visit(host: Host):
    """What is sent for the first visit to one address."""

    def visiting(tabs: Tabs, address: str) -> list[Sent]:
        page = tabs.new(width=1280, height=800)
        before = len(host.sent)
        page.goto(f"{host.url}{address}")
        page.mouse.wheel(0, 100_000)  # what loads only when it comes into view
        page.wait_for_timeout(100)
        for _ in range(40):  # the browser fetches the icon when it finds the time
            if any("favicon" in sent.path for sent in host.sent[before:]):
                break
            page.wait_for_timeout(50)
        return host.sent[before:]

    return visiting


def test_weight(tabs: Tabs, visit, weights: dict[str, int], each_page: str) -> None:
    sent = visit(tabs, each_page)
    weights[each_page] = total = sum(one.size for one in sent)
    assert total <= LIMIT, f"/{each_page}: {total:,} bytes: {sent}"
    early = [one.path for one in sent if any(name in one.path for name in SEARCH)]
    assert not early, f"/{each_page} fetches {early} before anyone opens the search"
    assert all(one.status == 200 for one in sent), f"/{each_page} asks for what is not there: {sent}"


def test_weight_of_a_lost_address(tabs: Tabs, visit, weights: dict[str, int]) -> None:
    sent = visit(tabs, LOST)
    weights[LOST] = total = sum(one.size for one in sent)
    assert total <= LIMIT, f"404: {total:,} bytes: {sent}"


def test_search_is_fetched_once(host: Host, tabs: Tabs) -> None:
    page = tabs.new()
    page.goto(host.url)
    before = len(host.sent)
    for _ in range(2):
        page.keyboard.press("/")
        page.locator("dialog input:focus").wait_for()
        page.keyboard.type("fentanyl")
        page.locator("dialog li").first.wait_for()
        page.keyboard.press("Escape")
        page.locator("dialog[data-whole]").wait_for(state="attached")
    sent = [one for one in host.sent[before:] if "favicon" not in one.path]
    asked = [one.path.rpartition("/")[2].partition("?")[0] for one in sent]
    assert sorted(asked) == ["ask.js", "first.js", "search.js", "text.js", "words.js"]
    early = sum(one.size for one in sent if "text.js" not in one.path)
    assert early <= FIRST_ANSWER, f"{early:,} bytes come before the first answer"


def test_nothing_is_stored(host: Host, tabs: Tabs) -> None:
    """As about/privacy says: no cookie, nothing in the browser's stores, also after a search."""
    page = tabs.new()
    for address in KINDS.values():
        page.goto(f"{host.url}{address}")
        page.keyboard.press("/")
        page.locator("dialog input:focus").wait_for()
        page.keyboard.type("narcan")
        page.locator("dialog li").first.wait_for()
    assert page.context.storage_state(indexed_db=True) == {"cookies": [], "origins": []}
    kept = page.evaluate("async () => [sessionStorage.length, (await navigator.serviceWorker.getRegistrations()).length]")
    assert kept == [0, 0]

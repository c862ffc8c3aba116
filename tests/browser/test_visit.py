"""What a first visit fetches, and what it does not."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest

from reader.checks import built_pages, site_weight
from reader.checks.built_pages import Built
from reader.tools.static_server import Host, Sent
from small import ROOT

from .conftest import BOOK, EVERYTHING, FIRST_VISIT, KINDS, LIVE, LOST, THIRD, Tabs

LIMIT = 100_000
FIRST_ANSWER = 60_000
# Every picture that waits until it is seen, seen; ends when they are there.
PICTURES = """async () => {
  const waiting = [...document.querySelectorAll("img[loading=lazy]")];
  waiting.forEach((one) => { one.loading = "eager"; });
  await Promise.all(waiting.map((one) => one.decode().catch(() => 0)));
}"""
SEARCH = ("search.js", "ask.js", "words.js", "search/")


@pytest.fixture(scope="module")
def visit(host: Host):
    """What is sent for the first visit to one address."""

    def visiting(tabs: Tabs, address: str) -> list[Sent]:
        page = tabs.new(width=1280, height=800)
        before = len(host.sent)
        page.goto(f"{host.url}{address}")
        page.mouse.wheel(0, 100_000)  # what loads only when it comes into view
        page.evaluate(PICTURES)  # those in between too
        page.wait_for_timeout(100)
        for _ in range(40):  # the browser fetches the icon when it finds the time
            if any("favicon" in sent.path for sent in host.sent[before:]):
                break
            page.wait_for_timeout(50)
        return host.sent[before:]

    return visiting


@pytest.fixture(scope="module")
def pages(site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    """The pages as the build has read them a moment ago, where it remembers."""
    memory = tmp_path_factory.mktemp("memory") / "built.json"
    if (ROOT / ".cache/built.json").is_file():
        shutil.copy(ROOT / ".cache/built.json", memory)
    return built_pages.read(site, memory)


@pytest.fixture(scope="module")
def weights(site: Path, pages: list[Built]) -> dict[str, int]:
    """Bytes of a first visit by address, as the rule adds them up."""
    return {page.path.removesuffix("index.html"): site_weight.weigh(site, page)[1] for page in pages}


# What every page weighs is added up by the rule; that a visit fetches no more is seen on so many.
VISITED = THIRD if EVERYTHING else [address for address in KINDS.values() if address != LOST]


@pytest.mark.parametrize("address", VISITED, ids=lambda address: address or "cover")
def test_weight(tabs: Tabs, visit, weights: dict[str, int], address: str) -> None:
    """What is really sent, and that the rule which looks at every page of every build adds up no less."""
    sent = visit(tabs, address)
    total = sum(one.size for one in sent)
    assert total <= LIMIT, f"/{address}: {total:,} bytes: {sent}"
    early = [one.path for one in sent if any(name in one.path for name in SEARCH)]
    assert not early, f"/{address} fetches {early} before anyone opens the search"
    assert all(one.status == 200 for one in sent), f"/{address} asks for what is not there: {sent}"
    assert total <= weights[address] <= 1.1 * total


def test_weight_of_every_page(site: Path, pages: list[Built], weights: dict[str, int], record_property) -> None:
    """As the rule adds them up; none of them names the search among what it loads, nor anything that is not there."""
    heavy = {address: weight for address, weight in weights.items() if weight > LIMIT}
    assert not heavy, f"more than {LIMIT:,} bytes: {heavy}"
    for page in pages:
        loads = [urljoin(f"{LIVE}{page.path}", target).removeprefix(LIVE).partition("?")[0] for target, _ in page.loads]
        early = [load for load in loads if any(name in load for name in SEARCH)]
        assert not early, f"/{page.path} fetches {early} before anyone opens the search"
        gone = [load for load in loads if not load.startswith("data:") and not (site / load).is_file()]
        assert not gone, f"/{page.path} asks for what is not there: {gone}"
    assert len(weights) > len(BOOK.pages)
    record_property(FIRST_VISIT, weights)


def test_weight_of_a_lost_address(tabs: Tabs, visit) -> None:
    sent = visit(tabs, LOST)
    total = sum(one.size for one in sent)
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

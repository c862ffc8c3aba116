"""How well a search finds what people type: the queries of tests/queries.yml, put to ours or to Material's own.

hit@1 and hit@3: the share of queries with a wanted page first, or among the first three pages.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from reader.source.yamlfile import read as read_yaml

if TYPE_CHECKING:
    from playwright.sync_api import Page

_COVER = "cover"
_PATIENCE = 120  # seconds
_LINKS = "all => all.map((link) => link.href)"
_NOTHING_CHANGES, _THUMB = 1000, 150  # milliseconds: until an answer counts as the same as the one before; between two keys
# Put queries into the field, one after the other, and read the links once the results have stopped changing.
_ASK = """async ([typed, field, whole, settle, unchanged]) => {
  const input = document.querySelector(field), search = document.querySelector(whole), found = [];
  let changed;
  const watch = new MutationObserver(() => { changed = performance.now(); });
  watch.observe(search, { childList: true, subtree: true });
  for (const words of typed) {
    const asked = performance.now();
    changed = null;
    input.value = words;
    for (const heard of [new Event("input", { bubbles: true }), new KeyboardEvent("keyup", { bubbles: true })]) {
      input.dispatchEvent(heard); // Material listens to keys
    }
    do await new Promise((go) => setTimeout(go, 4));
    while (performance.now() < (changed === null ? asked + unchanged : changed + settle));
    found.push([...search.querySelectorAll("li a")].map((link) => link.href));
  }
  watch.disconnect();
  return found;
}"""
# From a key to the moment when the first result stands in the page, laid out; per key that changed the results.
_CLOCK = """list => {
  let pressed = null;
  window.waits = [];
  window.answered = () => pressed === null;
  addEventListener("keydown", (event) => { pressed = event.timeStamp; }, true);
  new MutationObserver(() => {
    if (pressed === null || !list.querySelector("a")) return;
    list.getBoundingClientRect();
    window.waits.push(performance.now() - pressed);
    pressed = null;
  }).observe(list, { childList: true, subtree: true });
}"""
_ANSWERED = """async (most) => {
  const end = performance.now() + most;
  while (!window.answered() && performance.now() < end) await new Promise((go) => setTimeout(go, 4));
}"""


@dataclass(frozen=True)
class Query:
    """What somebody typed, and the addresses below the site's root of which one should come up.

    `places` are the same addresses with their places (#), of which one should be first; none where any place on a page will do.
    """

    kind: str
    typed: str
    wanted: frozenset[str]
    places: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Engine:
    """A search in a page that opens with a slash: where it is typed into, where its results are, all of it once it knows all."""

    field: str
    results: str
    link: str
    whole: str
    settle: int  # milliseconds without a change after which all of an answer has come


OURS = Engine("dialog input", "dialog ol:first-of-type", "dialog li a", "dialog[data-whole]", 10)
STOCK = Engine(
    "[data-md-component=search-query]", "[data-md-component=search-result] .md-search-result__list",
    "[data-md-component=search-result] a.md-search-result__link", "[data-md-component=search-result]", 10,
)  # fmt: skip


def read(file: Path) -> list[Query]:
    """The queries of a file, in its order. Raises YamlError."""
    return [
        Query(kind, typed, frozenset(place.partition("#")[0] for place in places), frozenset(places if "#" in wanted else ()))
        for kind, queries in read_yaml(file.read_text(encoding="utf-8")).items()
        for typed, wanted in queries.items()
        for places in [["" if place == _COVER else place for place in wanted.split()]]
    ]


def opened(page: Page, root: str, engine: Engine) -> None:
    """Go to the site's first page and open its search, ready to be typed into."""
    page.goto(root)
    page.keyboard.press("/")
    page.locator(engine.field).wait_for()
    page.locator(engine.field).fill("naloxone")
    answered(page, engine)
    page.locator(engine.whole).wait_for(state="attached", timeout=_PATIENCE * 1000)


def answered(page: Page, engine: Engine) -> None:
    """Wait for the first result. Material listens to keys, and does not hear those that come before it is ready.

    Raises Playwright's TimeoutError after two minutes.
    """
    from playwright.sync_api import TimeoutError as TooLate

    first = page.locator(engine.link).first
    for _ in range(_PATIENCE):
        page.keyboard.press("End")
        with contextlib.suppress(TooLate):
            return first.wait_for(timeout=1000)
    return first.wait_for(timeout=1000)


def answers(page: Page, root: str, engine: Engine, typed: list[str]) -> dict[str, list[str]]:
    """The pages that come up for each query put into an open search, best first, each once: all of them in one go."""
    found: list[list[str]] = page.evaluate(_ASK, [typed, engine.field, engine.whole, engine.settle, _NOTHING_CHANGES])
    return {query: _pages(links, root) for query, links in zip(typed, found, strict=True)}


def _pages(links: list[str], root: str) -> list[str]:
    return list(dict.fromkeys(urljoin(root, link).partition("?")[0].partition("#")[0].removeprefix(root) for link in links))


def waits(page: Page, engine: Engine, typed: list[str], slower: int) -> list[float]:
    """Milliseconds from each key to the first result, with the processor `slower` times slower; the search is open.

    The next key comes as soon as the answer to the last one is there, or as fast as thumbs are.
    """
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.locator(engine.results).evaluate(_CLOCK)
    for words in typed:
        page.locator(engine.field).fill("")
        for letter in words:
            page.keyboard.type(letter)
            page.evaluate(_ANSWERED, _THUMB)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    measured: list[float] = page.evaluate("window.waits")
    return measured


def work(page: Page, engine: Engine, typed: list[str]) -> list[float]:
    """Milliseconds that the page itself works for each key: scripts, styles, layout; the search is open.

    By the clock of its thread, so that a busy machine does not count; what a search does in a worker does not count either.
    """
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def so_far() -> float:
        metrics: dict[str, float] = {each["name"]: each["value"] for each in session.send("Performance.getMetrics")["metrics"]}
        return 1000 * sum(metrics[name] for name in ("ScriptDuration", "RecalcStyleDuration", "LayoutDuration"))

    took = []
    for words in typed:
        page.locator(engine.field).fill("")
        for letter in words:
            before = so_far()
            page.keyboard.type(letter)
            page.wait_for_timeout(engine.settle)
            took.append(so_far() - before)
    session.send("Performance.disable")
    return took


def rate(queries: list[Query], answer: Callable[[str], list[str]], first: int) -> tuple[float, list[Query]]:
    """The share of queries with a wanted page among the `first`, and those that missed."""
    missed = [query for query in queries if not query.wanted.intersection(answer(query.typed)[:first])]
    return 1 - len(missed) / len(queries), missed

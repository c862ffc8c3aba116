"""axe-core with all its default rules and its rule on the size of targets (WCAG 2.2 AA), and nothing hidden from it."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from reader.tools.static_server import Host

from .conftest import BOOK, EVERYTHING, LOST, PRINTED, Tabs

VIEWS = [(width, scheme) for scheme in ("light", "dark") for width in (360, 1280)]
USUAL = [(360, "light"), (1280, "dark")]
PARTS = 4 if EVERYTHING else 1
RUN = """axe.run({rules: {'target-size': {enabled: true}}})
  .then((result) => ({broken: result.violations, held: result.passes.length}))"""


def violations(page: Page) -> list[str]:
    """What axe says of what is on the screen now."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN)
    assert found["held"] > 10, "axe looked at nothing"
    return [f"{rule['id']}: {node['target']}: {node['failureSummary']}" for rule in found["broken"] for node in rule["nodes"]]


def looked_at(tabs: Tabs, url: str, views: list[tuple[int, str]]) -> list[str]:
    """What is wrong with a page, in one view after another; it is loaded once, for nothing on it asks how wide the window is."""
    page = tabs.open(url, width=359)  # a window of its own, whose size and scheme no other test minds
    found = []
    for width, scheme in views:
        page.set_viewport_size({"width": width, "height": 640})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") is (scheme == "dark")
        found += [f"{url} {width} {scheme}: {line}" for line in violations(page)]
    return found


@pytest.mark.parametrize("part", range(PARTS))
def test_every_kind_of_element(host: Host, tabs: Tabs, telling: list[str], part: int) -> None:
    """On the few pages that together hold every kind: what is wrong with one of them is wrong wherever it stands.

    One page is looked at on a phone by day, the next at a desk by night; all in every view with --all, in parts.
    """
    assert 10 < len(telling) < 40, telling
    views = [VIEWS] if EVERYTHING else [[view] for view in USUAL]
    found = [
        line
        for at, where in enumerate(telling[part::PARTS])
        for line in looked_at(tabs, f"{host.url}{where}", views[at % len(views)])
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("where", PRINTED)
def test_pages_that_name_papers(sub: Host, tabs: Tabs, where: str) -> None:
    found = looked_at(tabs, f"{sub.url}{where}", USUAL)
    assert not found, "\n".join(found)


@pytest.mark.skipif(not EVERYTHING, reason="looks at every page in two views: scripts/test --all does it")
@pytest.mark.parametrize("where", [*(page.url for page in BOOK.pages), LOST], ids=lambda where: where or "cover")
def test_axe(host: Host, tabs: Tabs, where: str) -> None:
    """On a phone by day and at a desk by night: what only the other two views show, a kind of element does on any page."""
    found = looked_at(tabs, f"{host.url}{where}", USUAL)
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe_search(host: Host, tabs: Tabs, width: int, scheme: str) -> None:
    page = tabs.open(f"{host.url}overdose/", width=width, scheme=scheme)
    page.keyboard.press("/")
    page.locator("dialog input:focus").wait_for()
    page.keyboard.type("naloxone")
    page.locator("dialog li").first.wait_for()
    found = violations(page)
    page.keyboard.type("qqqq")
    page.get_by_text("Nothing found").wait_for()
    found += violations(page)
    assert not found, "\n".join(found)

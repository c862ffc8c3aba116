"""axe-core with all its default rules, and nothing hidden from it."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from reader.tools.static_server import Host

from .conftest import BOOK, EVERYTHING, LOST, PRINTED, Tabs

VIEWS = [(width, scheme) for scheme in ("light", "dark") for width in (360, 1280)]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run().then((result) => ({broken: result.violations, held: result.passes.length}))")
    assert found["held"] > 10, "axe looked at nothing"
    return [f"{rule['id']}: {node['target']}: {node['failureSummary']}" for rule in found["broken"] for node in rule["nodes"]]


def looked_at(tabs: Tabs, host: Host, where: str, width: int, scheme: str) -> list[str]:
    found = violations(tabs.open(f"{host.url}{where}", width=width, scheme=scheme))
    return [f"/{where} {width} {scheme}: {line}" for line in found]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_every_kind_of_element(host: Host, tabs: Tabs, telling: list[str], width: int, scheme: str) -> None:
    """On the few pages that together hold every kind: what is wrong with one of them is wrong wherever it stands."""
    assert 10 < len(telling) < 40, telling
    found = [line for where in telling for line in looked_at(tabs, host, where, width, scheme)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("where", "width", "scheme"), [(where, *view) for where, view in zip(PRINTED, VIEWS[:3], strict=True)])
def test_pages_that_name_papers(sub: Host, tabs: Tabs, where: str, width: int, scheme: str) -> None:
    found = looked_at(tabs, sub, where, width, scheme)
    assert not found, "\n".join(found)


@pytest.mark.skipif(not EVERYTHING, reason="looks at every page in every view: scripts/test --all does it")
@pytest.mark.parametrize("where", [*(page.url for page in BOOK.pages), LOST], ids=lambda where: where or "cover")
@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_axe(host: Host, tabs: Tabs, where: str, width: int, scheme: str) -> None:
    found = looked_at(tabs, host, where, width, scheme)
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

"""axe-core with all its default rules, and nothing hidden from it."""

from __future__ import annotations

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from reader.tools.static_server import Host

from .conftest import BOOK, EVERYTHING, LOST, Tabs

VIEWS = [(width, scheme) for scheme in ("light", "dark") for width in (360, 1280)]


def violations(page: Page) -> list[str]:
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run().then((result) => ({broken: result.violations, held: result.passes.length}))")
    assert found["held"] > 10, "axe looked at nothing"
    return [f"{rule['id']}: {node['target']}: {node['failureSummary']}" for rule in found["broken"] for node in rule["nodes"]]


def cases():
    """Every other page, every fourth of them dark, half on a phone; with --all everything everywhere."""
    for number, address in enumerate([*(page.url for page in BOOK.pages), LOST]):
        dark = number % 8 == 0
        usual = {VIEWS[2 + number // 8 % 2 if dark else number // 2 % 2]} if number % 2 == 0 else set()
        for width, scheme in VIEWS:
            if EVERYTHING or (width, scheme) in usual:
                yield pytest.param(address, width, scheme, id=f"{address or 'cover'} {width} {scheme}")


@pytest.mark.parametrize(("where", "width", "scheme"), list(cases()))
def test_axe(host: Host, tabs: Tabs, where: str, width: int, scheme: str) -> None:
    page = tabs.open(f"{host.url}{where}", width=width, scheme=scheme)
    found = violations(page)
    assert not found, f"/{where}\n" + "\n".join(found)


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

"""Fingers: what has to be hit in a hurry is big enough."""

from __future__ import annotations

from playwright.sync_api import Page

from reader.tools.static_server import Host

from .conftest import KINDS, Tabs

SIZES = """(what) => [...document.querySelectorAll(what)].filter((e) => e.checkVisibility()).flatMap((e) =>
  [...e.getClientRects()].map((box) => [`${e.localName} “${e.innerText.trim().slice(0, 40)}”`, box.width, box.height]))"""


def small(page: Page, what: str, least: float) -> list[str]:
    sizes = page.evaluate(SIZES, what)
    return [f"{name}: {width:.0f} × {height:.0f} px" for name, width, height in sizes if height < least or width < 24]


def hard_to_hit(page: Page) -> list[str]:
    """What is too small in the header, and the numbers that are."""
    found = small(page, ".bar a, .bar button", 44)
    return found + small(page, "a[href^='tel:'], a[href^='sms:'], a[href^='mailto:']", 24)


def test_what_leads_on(host: Host, tabs: Tabs) -> None:
    found = {
        kind: small(tabs.open(f"{host.url}{address}"), ".turn a, .contents > ul > li > a, button", 44)
        for kind, address in KINDS.items()
    }
    assert not any(found.values()), found


def test_search(host: Host, tabs: Tabs) -> None:
    page = tabs.open(host.url)
    page.locator("#search-open").click()
    page.locator("dialog input:focus").wait_for()
    page.keyboard.type("narcan")
    page.locator("dialog li a").first.wait_for()
    assert not small(page, "dialog input, dialog button, dialog li a", 44)

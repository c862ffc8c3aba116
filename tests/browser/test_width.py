"""No sideways scrolling: on the narrowest phones, and with the letters twice as big."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reader.tools.static_server import Host

from .conftest import LOST, PRINTED, Tabs

# What sticks out of the window, what scrolls sideways by itself, and boxes that cut their own words off.
TOO_WIDE = """() => {
  const name = (e) => [e.localName, e.id && `#${e.id}`, ...[...e.classList].map((one) => `.${one}`)].join('');
  const found = [];
  if (document.scrollingElement.scrollWidth > innerWidth) {
    const out = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > innerWidth + .5);
    found.push(`the page is ${document.scrollingElement.scrollWidth} px wide: ${out.slice(-3).map(name).join(', ')}`);
  }
  for (const e of document.body.querySelectorAll('*')) {
    if (e.closest('svg') || !e.checkVisibility() || e.scrollWidth <= e.clientWidth + 1 || !e.clientWidth) continue;
    const style = getComputedStyle(e);
    if (style.clipPath !== 'none') continue; // shown to screen readers only
    if (style.overflowX !== 'visible') found.push(`${name(e)} ${style.overflowX}: ${e.scrollWidth} in ${e.clientWidth} px`);
  }
  return found;
}"""


def too_wide(page: Page) -> list[str]:
    return [f"{page.viewport_size['width']} px: {found}" for found in page.evaluate(TOO_WIDE)]


def test_lost_address_has_none(host: Host, tabs: Tabs) -> None:
    assert not sideways(tabs.open(f"{host.url}{LOST}"))


@pytest.mark.parametrize("address", PRINTED)
def test_pages_that_name_papers_have_none(sub: Host, tabs: Tabs, address: str) -> None:
    assert not sideways(tabs.open(f"{sub.url}{address}"))


def test_search_has_none(host: Host, tabs: Tabs) -> None:
    page = tabs.open(host.url, width=320)
    page.keyboard.press("/")
    page.locator("dialog input:focus").wait_for()
    page.keyboard.type("medetomidine")
    page.locator("dialog li").first.wait_for()
    assert not too_wide(page)


def test_search_has_none_with_letters_twice_as_big(host: Host, tabs: Tabs) -> None:
    """The field has room for what is typed, and Close can be pressed, on the narrowest phones."""
    page = tabs.new(width=320)
    settings = page.context.new_cdp_session(page)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    page.goto(host.url)
    page.keyboard.press("/")
    page.locator("dialog input:focus").wait_for()
    page.keyboard.type("medetomidine")
    page.locator("dialog li").first.wait_for()
    dialog = page.locator("dialog")
    assert dialog.evaluate("(e) => e.scrollWidth <= e.clientWidth && e.clientWidth <= innerWidth"), "it scrolls sideways"
    field = page.locator("dialog input").bounding_box()
    assert field
    assert field["width"] > 250, "the field is too narrow to read what is typed"
    page.get_by_role("button", name="Close").click()
    expect(page.locator("dialog")).to_be_hidden()


def sideways(page: Page) -> list[str]:
    """What is too wide on the narrowest phones, on wider ones, and with bigger letters; the window stays as it was."""
    found, before = [], page.viewport_size
    for width in (320, 360, 600):
        page.set_viewport_size({"width": width, "height": 640})
        found += too_wide(page)
    settings = page.context.new_cdp_session(page)
    for width, letters in ((360, 21), (360, 24), (360, 32), (640, 32)):  # what people set in their browser; 16 px is usual
        page.set_viewport_size({"width": width, "height": 640})
        settings.send("Page.setFontSizes", {"fontSizes": {"standard": letters}})
        found += [f"{line}, letters of {letters} px" for line in too_wide(page)]
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 16}})
    settings.detach()
    page.set_viewport_size(before)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("js", [True, False], ids=["script", "no script"])
def test_steps_without_scrolling(host: Host, tabs: Tabs, scheme: str, js: bool) -> None:
    """On the cover all six steps, words and drawings, stand above the fold of a small phone."""
    page = tabs.open(host.url, scheme=scheme, js=js)
    steps = page.locator(".six-steps > li")
    assert steps.count() == 6
    for number, step in enumerate(steps.all(), 1):
        box = step.bounding_box()
        assert box, f"step {number} can't be seen"
        assert box["y"] + box["height"] <= 640, f"step {number} ends at {box['y'] + box['height']:.0f} px"
        drawing = step.locator("svg").bounding_box()
        assert drawing, f"step {number} has no drawing"
        assert drawing["width"] >= 40, f"the drawing of step {number} is {drawing['width']:.0f} px wide"

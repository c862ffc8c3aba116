"""What people set on their machine is kept to: colours of their own, no movement; and every part of a page has its name."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from PIL import Image
from playwright.sync_api import Page

from reader.tools.static_server import Host

from .conftest import KINDS, Tabs

# Words, drawings and buttons that stand in the window whole: [what, left, top, right, bottom].
SEEN = """() => [...document.querySelectorAll('h1, h2, p, a, button, svg, input')].filter((e) => e.checkVisibility()).map((e) => {
  const box = e.getBoundingClientRect();
  return [e.outerHTML.slice(0, 80), box.left, box.top, box.right, box.bottom];
}).filter(([, left, top, right, bottom]) => left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
  && right - left > 8 && bottom - top > 8)"""
MOVES = """() => [...document.querySelectorAll('*')].filter((e) => {
  const style = getComputedStyle(e);
  return style.animationName !== 'none' || style.transitionDuration.split(', ').some((one) => one !== '0s')
    || style.scrollBehavior !== 'auto';
}).map((e) => e.outerHTML.slice(0, 80)).concat(document.getAnimations().map((one) => `runs: ${one.id}`))"""
READABLE = 4.5  # the contrast that WCAG asks of words


def _light(value: int) -> float:
    """How much light a grey gives, as WCAG counts it: 0 to 1."""
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def faint(page: Page) -> list[str]:
    """What stands in the window and can't be told from what is behind it, by the points on the screen."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("L")
    found = []
    for what, *box in page.evaluate(SEEN):
        low, high = shot.crop([round(side) for side in box]).getextrema()
        contrast = (_light(high) + 0.05) / (_light(low) + 0.05)
        if contrast < READABLE:
            found.append(f"{contrast:.1f}: {what}")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_of_ones_own(host: Host, tabs: Tabs, scheme: str) -> None:
    """With forced colours all words, drawings and buttons of a first screen, and of the search, can be told from the ground."""
    page = tabs.new(height=740)
    page.emulate_media(forced_colors="active", color_scheme="dark" if scheme == "dark" else "light")
    for kind, address in KINDS.items():
        page.goto(f"{host.url}{address}")
        assert len(page.evaluate(SEEN)) > 3, kind
        assert not faint(page), kind
    page.keyboard.press("/")
    page.locator("dialog input:focus").wait_for()
    page.keyboard.type("tent")
    page.locator("dialog li").first.wait_for()
    assert not faint(page), "search"


def test_nothing_moves_for_whom_movement_hurts(host: Host, tabs: Tabs) -> None:
    page = tabs.new()
    page.emulate_media(reduced_motion="reduce")
    for kind, address in KINDS.items():
        page.goto(f"{host.url}{address}")
        assert not page.evaluate(MOVES), kind
    page.keyboard.press("/")
    page.locator("dialog input:focus").wait_for()
    assert not page.evaluate(MOVES), "search"


@pytest.mark.parametrize("kind", KINDS)
def test_landmarks(host: Host, tabs: Tabs, kind: str) -> None:
    """A screen reader can jump: to the one head, the one main part, the one foot, and to each list of links by its own name."""
    page = tabs.open(f"{host.url}{KINDS[kind]}")
    tools = page.context.new_cdp_session(page)
    nodes = tools.send("Accessibility.getFullAXTree")["nodes"]
    tools.detach()
    parts = Counter((node["role"]["value"], node.get("name", {}).get("value", "")) for node in nodes if not node["ignored"])
    for role in ("banner", "main", "contentinfo"):
        assert parts[role, ""] == 1, role
    lists = {name: count for (role, name), count in parts.items() if role == "navigation"}
    assert set(lists.values()) <= {1}, lists
    assert "" not in lists
    assert kind == "cover" or "Contents" in lists
    assert sum(count for (role, name), count in parts.items() if role == "heading" and name) > 0


def test_a_stop_box_is_closed_with_colours_of_ones_own(host: Host, tabs: Tabs) -> None:
    """Its stripes are a background, which is taken away: a line closes it above."""
    page = tabs.open(f"{host.url}overdose/withdrawal/")
    page.emulate_media(forced_colors="active")
    width = page.locator(".stop").first.evaluate("(e) => getComputedStyle(e).borderTopWidth")
    page.emulate_media(forced_colors="none")
    assert width == "4px"

"""The keyboard alone reaches everything, and shows where it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from reader.tools.static_server import Host

from .conftest import EVERYTHING, KINDS, Tabs

# Numbers everything that can be pressed or filled in and is seen; returns a name for each.
MARK = """() => {
  const all = document.querySelectorAll('a[href], button, input, select, textarea, summary, audio, video, iframe, [tabindex]');
  const visible = (e) => e.matches('.md-skip') || e.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const seen = [...all].filter((e) => !e.disabled && e.tabIndex >= 0 && e.getClientRects().length && visible(e));
  seen.forEach((e, n) => { e.dataset.test = n; });
  const words = (e) => (e.innerText || e.value || e.className).trim().slice(0, 40);
  return seen.map((e) => `${e.tagName.toLowerCase()} “${words(e)}” ${e.getAttribute('href') || ''}`);
}"""
# Where the focus is, and whether anybody could tell: the outline, its contrast with what is behind it, its place.
WHERE = """() => {
  document.getAnimations().forEach((moving) => moving.finish());
  const e = document.activeElement;
  if (!e || e === document.body || e === document.documentElement) return null;
  const style = getComputedStyle(e), box = e.getBoundingClientRect();
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (text) => {
    const [r, g, b] = rgb(text).map((c) => c / 255).map((c) => (c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  let behind = parseFloat(style.outlineOffset) < 0 ? e : e.parentElement;
  while (behind && rgb(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
  const [a, b] = [light(style.outlineColor), light(behind ? getComputedStyle(behind).backgroundColor : 'rgb(255,255,255)')];
  return {
    mark: e.dataset.test ?? null,
    name: `${e.tagName.toLowerCase()} “${(e.innerText || e.className).trim().slice(0, 40)}”`,
    outline: style.outlineStyle !== 'none' ? parseFloat(style.outlineWidth) : 0,
    contrast: (Math.max(a, b) + .05) / (Math.min(a, b) + .05),
    seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth
      && e.checkVisibility({opacityProperty: true, visibilityProperty: true}),
  };
}"""
# One kind of page on a phone by day, the next at a desk by night; with --all each in both.
VIEWS = [(360, "light"), (1280, "dark")]
WALKS = [(kind, *view) for at, kind in enumerate(KINDS) for view in (VIEWS if EVERYTHING else [VIEWS[at % 2]])]


@pytest.mark.parametrize(("kind", "width", "scheme"), WALKS)
def test_tab_reaches_everything(request: pytest.FixtureRequest, tabs: Tabs, kind: str, width: int, scheme: str) -> None:
    """In the real book; of the pages of all facts, which go on and on, the one of the small book will do without --all."""
    host: Host = request.getfixturevalue("sub" if kind == "facts" and not EVERYTHING else "host")
    page = tabs.open(f"{host.url}{KINDS[kind]}", width=width, scheme=scheme)
    names = page.evaluate(MARK)
    assert len(names) > 3
    order, wrong = _walk(page, "Tab", len(names))
    missed = [name for number, name in enumerate(names) if str(number) not in order]
    assert not missed, f"{kind}: Tab does not reach {missed}"
    assert not wrong, f"{kind}: " + "; ".join(wrong)
    assert order == sorted(order, key=int), f"{kind}: the focus jumps: {[names[int(mark)] for mark in order]}"
    page.keyboard.press("Tab")  # out of the page, or back to its beginning: no trap
    last = page.evaluate(WHERE)
    assert last is None or last["mark"] == "0", f"{kind}: after the last comes {last}"


def test_back_again(host: Host, tabs: Tabs) -> None:
    page = tabs.open(f"{host.url}{KINDS['page']}")
    names = page.evaluate(MARK)
    order, _ = _walk(page, "Shift+Tab", len(names) + 1)
    missed = [name for number, name in enumerate(names) if str(number) not in order]
    assert not missed, f"Shift+Tab does not reach {missed}"


@pytest.mark.parametrize("js", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("kind", KINDS)
def test_skip_link(host: Host, tabs: Tabs, kind: str, js: bool) -> None:
    page = tabs.open(f"{host.url}{KINDS[kind]}", js=js)
    page.keyboard.press("Tab")
    skip = page.evaluate(WHERE)
    assert skip, f"{kind}: the first Tab goes nowhere"
    assert "Skip" in skip["name"], f"{kind}: the first Tab goes to {skip['name']}"
    assert skip["seen"], f"{kind}: the skip link stays hidden when it has the focus"
    page.keyboard.press("Enter")
    fragment = page.evaluate("location.hash.slice(1)")
    assert page.evaluate("(id) => !!document.getElementById(id)?.closest('main')", fragment), (
        f"{kind}: #{fragment} is not in main"
    )
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('header.bar')"), f"{kind}: the skip link skips nothing"


def _walk(page: Page, key: str, steps: int) -> tuple[list[str], list[str]]:
    """Press a key so often; the marks met, in order, and what is wrong with how the focus shows."""
    order, wrong = [], []
    for _ in range(steps):
        page.keyboard.press(key)
        at = page.evaluate(WHERE)
        if at is None:
            continue
        order.append(at["mark"] or "-1")
        if at["mark"] is None:
            wrong.append(f"{at['name']} has the focus, but can't be seen")
        elif not at["seen"]:
            wrong.append(f"{at['name']} has the focus out of sight")
        elif at["outline"] < 2:
            wrong.append(f"{at['name']} shows no focus")
        elif at["contrast"] < 3:
            wrong.append(f"{at['name']} shows its focus at {at['contrast']:.1f}:1 only")
    return order, wrong

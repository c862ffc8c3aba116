"""The copy button on a letter: it copies all of the words, and says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from reader.tools.static_server import Host

from .conftest import Tabs

PAGE = "naloxone/register/"


@pytest.mark.parametrize("clipboard", ["the new way", "the old way", "none"])
def test_it_copies_and_says_so(clipboard: str, host: Host, tabs: Tabs) -> None:
    page = tabs.open(f"{host.url}{PAGE}")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    if clipboard != "the new way":
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    if clipboard == "none":
        page.evaluate("document.execCommand = () => false")
    page.evaluate("document.addEventListener('copy', () => { window.seen = String(document.activeElement.value); })")
    page.get_by_role("button", name="Copy it").click()
    said = page.locator(".send [role=status]")
    expect(said).to_contain_text("by hand" if clipboard == "none" else "Copied")
    assert page.evaluate("document.activeElement.textContent") == "Copy it"
    if clipboard != "none":
        text = page.evaluate("navigator.clipboard?.readText() ?? window.seen")
        assert text.startswith("To: ")
        assert "\n\n1. " in text
        assert "______" in text


def test_without_scripts_there_is_the_link_alone(host: Host, tabs: Tabs) -> None:
    page = tabs.open(f"{host.url}{PAGE}", js=False)
    assert page.get_by_role("button", name="Copy it").count() == 0
    link = page.get_by_role("link", name="Open in your mail program")
    assert (link.get_attribute("href") or "").startswith("mailto:")

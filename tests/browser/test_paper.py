"""Ctrl-P: the text and nothing else, black on white, whole."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from reader.tools.static_server import Host

from .conftest import Tabs
from .test_width import TOO_WIDE

TEXT_WIDTH = 680  # Letter less our margins, in CSS pixels


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "address", ["", "overdose/", "overdose/respond/", "about/facts/"], ids=lambda address: address or "cover"
)
def test_printed(host: Host, tabs: Tabs, address: str, scheme: str) -> None:
    page = tabs.open(width=TEXT_WIDTH, height=880, scheme=scheme)
    page.emulate_media(media="print")  # no other test has a window of this size
    page.goto(f"{host.url}{address}")
    for gone in ("header.bar", "nav", ".wrong", "footer.bottom"):
        for part in page.locator(gone).all():
            expect(part, f"{gone} is printed").to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert not page.evaluate(TOO_WIDE)
    expect(page.locator(".dates")).to_be_visible()


def test_links_to_papers_are_not_printed(sub: Host, tabs: Tabs) -> None:
    """On paper they are dead, and could fill a sheet by themselves."""
    page = tabs.open(f"{sub.url}naloxone/long/", width=TEXT_WIDTH, height=880)
    expect(page.locator(".foot .print")).to_contain_text("Print chapter")
    page.emulate_media(media="print")
    for dead in page.locator(".print, .dates a").all():
        expect(dead).to_be_hidden()
    page.emulate_media(media="screen")


def test_what_leads_to_a_list_stays_with_it(host: Host, tabs: Tabs) -> None:
    page = tabs.open(f"{host.url}overdose/respond/", width=TEXT_WIDTH, height=880)
    page.emulate_media(media="print")
    kept = page.locator("p:has(+ ol), p:has(+ ul)").evaluate_all("all => all.map((e) => getComputedStyle(e).breakAfter)")
    page.emulate_media(media="screen")
    assert set(kept) == {"avoid"}


def test_pdf(host: Host, tabs: Tabs, tmp_path: Path) -> None:
    """What really comes out of the printer, word by word, with the places of the words."""
    page = tabs.new()
    page.goto(f"{host.url}overdose/respond/")
    steps = [" ".join(text.split()) for text in page.locator(".six-steps > li").all_inner_texts()]
    assert len(steps) == 6
    file = tmp_path / "page.pdf"
    file.write_bytes(page.pdf(format="Letter", prefer_css_page_size=True))
    if not shutil.which("pdftotext"):
        pytest.skip("reading the PDF needs pdftotext; type: apt install poppler-utils")
    boxes = subprocess.run(["pdftotext", "-bbox", str(file), "-"], check=True, capture_output=True, text=True).stdout
    words = re.findall(r'<word xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="[\d.]+">(.*?)</word>', boxes)
    cut = [word for left, right, word in words if float(left) < 18 or float(right) > 612 - 18]
    assert not cut, f"too close to the edge, or over it: {cut}"
    text = " ".join(subprocess.run(["pdftotext", str(file), "-"], check=True, capture_output=True, text=True).stdout.split())
    for step in steps:
        assert step in text, f"not on paper: {step}"
    for noise in ("Skip to content", "Search", "Contents", "Back to the top", "Something wrong?"):
        assert noise not in text, f"on paper: {noise}"

"""now/: one file that asks for nothing else, is complete without script, and breathes with whoever taps it."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from reader.site.policy import digest
from reader.source.book import Book
from reader.tools.static_server import Host

from .conftest import Tabs

MOST = 10_000  # bytes, compressed


def test_one_small_file_and_no_other_request(host: Host, site: Path, tabs: Tabs) -> None:
    assert len(gzip.compress((site / "now/index.html").read_bytes(), 6)) <= MOST
    before = len(host.sent)
    page = tabs.new()
    page.goto(f"{host.url}now/")
    page.wait_for_timeout(500)
    assert [(sent.path, sent.status) for sent in host.sent[before:]] == [("/now/", 200)]


@pytest.mark.parametrize("js", [True, False])
def test_a_saved_file_is_complete_and_says_its_date(site: Path, tabs: Tabs, book: Book, tmp_path: Path, js: bool) -> None:
    saved = Path(shutil.copy(site / "now/index.html", tmp_path / "saved.html"))
    page = tabs.new(js=js)
    page.goto(saved.as_uri())
    steps = page.locator(".six-steps > li")
    expect(steps).to_have_count(6)
    expect(steps.locator("svg")).to_have_count(6)
    shown = [" ".join(text.split()) for text in steps.all_inner_texts()]
    words = re.findall(r"^\d+\. (.+)$", book.words["six-steps"], re.MULTILINE)
    assert shown == [" ".join(word.replace("*", "").split()) for word in words]
    text = page.locator("main").inner_text()
    assert " ".join(book.words["out-of-naloxone"].split()).replace("'", "’") in " ".join(text.split())
    assert "No phone, or no signal" in text
    assert re.search(r"Edition \d{4}-\d\d-\d\d · [0-9a-f]{8}", text)
    assert page.locator("main a[href='tel:911']").count() >= 3
    expect(page.locator("#help")).to_be_visible(visible=js)


def test_the_light_breathes_as_often_as_the_steps_say(site: Path, tabs: Tabs) -> None:
    page = tabs.new()
    page.add_init_script("window.felt = []; navigator.vibrate = (how) => felt.push(how)")
    page.clock.install()
    page.goto((site / "now/index.html").as_uri())
    page.click("#breaths")
    light = page.locator("#light")
    expect(light).to_have_class("in")
    for breath in range(2, 6):
        page.clock.run_for(1_500)
        expect(light).not_to_have_class("in")
        page.clock.run_for(3_500)
        expect(light).to_have_class("in")
        assert len(page.evaluate("felt")) == breath
    page.click("#breaths")
    expect(light).to_be_hidden()
    page.clock.run_for(20_000)
    assert len(page.evaluate("felt")) == 5


def test_minutes_since_the_first_dose(site: Path, tabs: Tabs) -> None:
    page = tabs.new()
    page.clock.install()
    page.goto((site / "now/index.html").as_uri())
    page.click("#dose")
    since, last = page.locator("#since"), page.locator(".six-steps > li").last
    expect(since).to_have_text("0 minutes since the first dose")
    page.clock.run_for(61_000)
    expect(since).to_have_text("1 minute since the first dose")
    expect(last).not_to_have_class("due")
    page.clock.run_for(120_000)
    expect(since).to_have_text("3 minutes since the first dose")
    expect(last).to_have_class("due")


def test_nothing_else_runs_in_it(browser: Browser, site: Path, tmp_path: Path) -> None:
    html = (site / "now/index.html").read_text(encoding="utf-8")
    script = html.partition("<script>")[2].partition("</script>")[0]
    assert f"script-src '{digest(script)}'" in html
    bad = html.replace("</h1>", "</h1><script>document.body.dataset.ran = 1</script><style>h1 { display: none }</style>", 1)
    (tmp_path / "bad.html").write_text(bad, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "bad.html").as_uri())
    assert page.evaluate("document.body.dataset.ran") is None
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("#help")).to_be_visible()
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_it_fits(site: Path, tabs: Tabs, width: int) -> None:
    page = tabs.new(width=width)
    page.goto((site / "now/index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width

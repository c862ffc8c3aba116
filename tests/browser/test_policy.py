"""The page's own policy: what somebody smuggles in after all, past the checks, a browser refuses."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reader.site.policy import POLICY
from reader.tools.static_server import serving
from small import Project

BAD = (
    '<script>document.documentElement.dataset.ran = "inline"</script>'
    "<style>html { --bad: 1 } h1 { display: none }</style>"
    '<p id="painted" style="color: rgb(1, 2, 3)">Painted</p>'
    '<p id="pressed" onclick="document.documentElement.dataset.ran = 1">Press</p>'
    '<img src="FARa.png" alt="">'
    '<script src="FARa.js"></script>'
)


@pytest.mark.parametrize("way", ["file", "host"])
def test_what_is_smuggled_in_is_refused(way: str, browser: Browser, finished: Project, tmp_path: Path) -> None:
    site = Path(shutil.copytree(finished.site, tmp_path / "site"))
    file = site / "overdose/respond/index.html"
    with serving(site) as host, serving(tmp_path) as far:
        bad = BAD.replace("FAR", far.url)
        file.write_text(file.read_text(encoding="utf-8").replace("</h1>", f"</h1>{bad}", 1), encoding="utf-8")
        page = browser.new_page()
        refused: list[str] = []
        page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
        page.goto(file.as_uri() if way == "file" else f"{host.url}overdose/respond/")
        page.click("#pressed")
        assert page.evaluate("document.documentElement.dataset.ran") is None
        assert page.evaluate("getComputedStyle(document.getElementById('painted')).color") != "rgb(1, 2, 3)"
        assert page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--bad')") == ""
        assert far.sent == []
        assert len(refused) >= 6
        page.close()


@pytest.mark.parametrize("way", ["file", "host"])
def test_our_own_pages_break_no_rule_and_the_search_opens(way: str, browser: Browser, finished: Project) -> None:
    with serving(finished.site) as host:
        for path in ("", "overdose/respond/", "about/facts/"):
            page = browser.new_page()
            refused: list[str] = []
            page.on("console", lambda said, seen=refused: seen.append(said.text))
            page.goto((finished.site / path / "index.html").as_uri() if way == "file" else f"{host.url}{path}")
            assert page.evaluate("document.styleSheets.length") > 0
            page.click("#search-open")
            page.fill("dialog input", "naloxone")
            page.wait_for_selector("dialog li a")
            assert [said for said in refused if "Content Security Policy" in said] == []
            page.close()


def test_every_page_has_the_policy_before_anything_it_holds_for(finished: Project) -> None:
    files = [file for file in finished.site.rglob("*.html") if file.parent.name != "now"]  # one file: test_now.py
    assert len(files) > 4
    for file in files:
        head = file.read_text(encoding="utf-8").partition("<head>")[2]
        if file.name == "404.html":  # without SITE_URL it holds one style and one script of ours: test_lost.py
            head, ours = re.subn(r" 'sha256-[\w+/]{43}='", "", head.partition(">")[0] + ">")
            assert ours == 2
        assert head.startswith(f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">')

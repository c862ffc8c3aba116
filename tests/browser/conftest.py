"""One browser, and a small book with papers and every address set."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

import reading
from press.conftest import page, small_book
from reader.source import workspace
from reader.source.book import Book
from reader.source.history import History
from reader.source.settings import Settings
from reader.tools import browser as chromium
from reader.tools.static_server import Host, serving
from shared import EVERYTHING, LIVE, build_site, once
from small import ROOT

BOOK, HISTORY = workspace.current(Settings(ROOT))
CONTACT, REPO = "corrections@reader.example", "https://code.example/group/reader"
LOST = "some/page/that/was/never/here"
# One page of each kind, for what does not depend on the text.
KINDS = {"cover": "", "opening": "overdose/", "page": "overdose/respond/", "facts": "about/facts/",
         "correction": "about/send-a-correction/", "form": "forms/incident-report/", "lost": LOST}  # fmt: skip
# About every third page, the same ones every time and in every test.
THIRD = [page.url for page in BOOK.pages if not page.url or zlib.crc32(page.url.encode()) % 3 == 0]
_OUTSIDE = re.compile(r"^(?!(http://127\.0\.0\.1[:/]|file:///|data:|blob:|about:))")
# Pages of the small book that say which papers there are: those of a chapter, a form, and all.
PRINTED = ("naloxone/long/", "forms/count/", "about/print-and-share/")
FIRST_VISIT = "bytes of a first visit"


class Tabs:
    """Pages of one browser. What would leave this machine is stopped and remembered, and so is what scripts throw."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.kept: dict[tuple[Any, ...], Page] = {}
        self.fresh: list[BrowserContext] = []
        self.outside: list[str] = []
        self.thrown: list[str] = []

    def open(self, address: str = "", *, width: int = 360, height: int = 640, scheme: str = "light", js: bool = True) -> Page:
        """A page in a window that is kept for the next test; nothing of an earlier visit is in it but its cache."""
        key = (width, height, scheme, js)
        if key not in self.kept:
            self.kept[key] = self._context(width, height, scheme, js).new_page()
        page = self.kept[key]
        if address:
            page.goto(address)
        return page

    def new(self, *, width: int = 360, height: int = 640, js: bool = True) -> Page:
        """A page as somebody sees it who was never here, with a clock of its own; closed after the test."""
        context = self._context(width, height, "light", js)
        self.fresh.append(context)
        return context.new_page()

    def _context(self, width: int, height: int, scheme: str, js: bool) -> BrowserContext:
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            java_script_enabled=js,
            timezone_id="America/Vancouver",
            locale="en-CA",
        )
        context.set_default_timeout(5000)
        context.route(_OUTSIDE, lambda route: route.abort())
        context.on("request", self._asked)
        context.on("weberror", lambda error: self.thrown.append(f"{error.page and error.page.url}: {error.error}"))
        return context

    def _asked(self, request: Request) -> None:
        if _OUTSIDE.match(request.url):
            self.outside.append(f"{request.frame.url} asks for {request.url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium.started() as started:
        yield started


@pytest.fixture(scope="session")
def _tabs(browser: Browser) -> Tabs:
    return Tabs(browser)


@pytest.fixture
def tabs(_tabs: Tabs) -> Iterator[Tabs]:
    """The windows; whatever the test is about, no request may leave and no script may throw."""
    yield _tabs
    while _tabs.fresh:
        _tabs.fresh.pop().close()
    outside, thrown = _tabs.outside[:], _tabs.thrown[:]
    _tabs.outside.clear()
    _tabs.thrown.clear()
    assert not outside, "a page asks another host: " + "; ".join(outside)
    assert not thrown, "a script throws: " + "; ".join(thrown)


@pytest.fixture(scope="session")
def book() -> Book:
    return BOOK


@pytest.fixture(scope="session")
def history() -> History:
    return HISTORY


@pytest.fixture(scope="session")
def telling(site: Path) -> list[str]:
    """Pages of the real book that together hold every kind of element that any page holds."""
    return reading.telling(site, [*(one.url for one in BOOK.pages), LOST], reading.kinds)


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[Host]:
    with serving(site) as host:
        yield host


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a small book whose site has papers and every address set, and lives in a folder of its host."""

    def build(folder: Path) -> None:
        project = small_book(folder / "reader")
        how = "about/print-and-share.md"
        project.write(f"docs/{how}", page("Print and share", "## The papers\n\n<!-- here: papers -->\n\n<!-- here: binder -->"))
        project.replace("mkdocs.yml", "      - about/facts.md\n", f"      - about/facts.md\n      - {how}\n")
        project.commit("Papers")
        build_site(project.root, project.site, SITE_URL=f"{LIVE}sub/", READER_CONTACT=CONTACT, REPO_URL=REPO)

    return once(tmp_path_factory, "small", build) / "reader"


@pytest.fixture(scope="session")
def sub(small: Path) -> Iterator[Host]:
    with serving(small / "site", "/sub/") as host:
        yield host


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`each_page`: every page of the book with --all, else about every third."""
    if "each_page" in metafunc.fixturenames:
        addresses = [page.url for page in BOOK.pages] if EVERYTHING else THIRD
        metafunc.parametrize("each_page", addresses, ids=[address or "cover" for address in addresses])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what a first visit costs; a test has noted it, maybe in another process."""
    noted = (row for test in terminalreporter.getreports("passed") for row in test.user_properties)
    for weights in (value for name, value in noted if name == FIRST_VISIT):
        heaviest = max(weights, key=lambda address: weights[address])
        terminalreporter.write_line(
            f"First visit, everything before the search is opened, compressed: at most {weights[heaviest]:,} bytes "
            f"({heaviest or 'the cover'}); the cover {weights['']:,}; limit 100,000."
        )

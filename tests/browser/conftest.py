"""One browser, the real book built as it is published, and a small one built with every address set."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request

from reader.site import up_to_date
from reader.source import workspace
from reader.source.book import Book
from reader.source.history import History
from reader.source.settings import Settings
from reader.tools import browser as chromium
from reader.tools.static_server import Host, serving
from small import GIT, ROOT, make

EVERYTHING = bool(os.environ.get("READER_TEST_ALL"))
BOOK, HISTORY = workspace.current(Settings(ROOT))
CONTACT, REPO = "corrections@reader.example", "https://code.example/group/reader"
LOST = "some/page/that/was/never/here"
# One page of each kind, for what does not depend on the text.
KINDS = {"cover": "", "opening": "overdose/", "page": "overdose/respond/", "facts": "about/facts/",
         "correction": "about/send-a-correction/", "form": "forms/incident-report/", "lost": LOST}  # fmt: skip
_OUTSIDE = re.compile(r"^(?!(http://127\.0\.0\.1[:/]|file:///|data:|blob:|about:))")
_weights = pytest.StashKey[dict[str, int]]()


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
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The real book, built as it is published at the root of a host."""
    folder = tmp_path_factory.mktemp("browser") / "site"
    _build(ROOT, folder, SITE_URL="https://reader.example/")
    yield folder
    up_to_date._note(ROOT, folder).unlink(missing_ok=True)


@pytest.fixture(scope="session")
def host(site: Path) -> Iterator[Host]:
    with serving(site) as host:
        yield host


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a small book whose site has every address set and lives in a folder of its host."""
    root = tmp_path_factory.mktemp("small") / "reader"
    make(root)
    _build(root, root / "site", SITE_URL="https://reader.example/sub/", READER_CONTACT=CONTACT, REPO_URL=REPO)
    return root


@pytest.fixture(scope="session")
def sub(small: Path) -> Iterator[Host]:
    with serving(small / "site", "/sub/") as host:
        yield host


@pytest.fixture(scope="session")
def weights(request: pytest.FixtureRequest) -> dict[str, int]:
    """Bytes of a first visit by page, said at the end of the run."""
    return request.config.stash.setdefault(_weights, {})


def _build(root: Path, folder: Path, **env: str) -> None:
    command = [sys.executable, "-m", "reader.commands.build", "--quiet", "--site", str(folder)]
    settings = {"SITE_URL": "", "REPO_URL": "", "READER_CONTACT": "", **env}
    git = GIT if root != ROOT else {}
    environment = {**os.environ, **git, **settings, "READER_ROOT": str(root)}
    for _ in range(30):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if "another build is running" not in done.stderr:
            break
        time.sleep(0.5)
    assert done.returncode == 0, f"the site in {root} can't be built:\n{done.stdout}{done.stderr}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`each_page`: every page of the book with --all, else about every third, the same ones every time and in every test."""
    if "each_page" in metafunc.fixturenames:
        addresses = [page.url for page in BOOK.pages]
        if not EVERYTHING:
            addresses = [address for address in addresses if not address or zlib.crc32(address.encode()) % 3 == 0]
        metafunc.parametrize("each_page", addresses, ids=[address or "cover" for address in addresses])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what a first visit costs."""
    weights = config.stash.get(_weights, {})
    if weights:
        heaviest = max(weights, key=lambda address: weights[address])
        cover = f"; the cover {weights['']:,}" if "" in weights else ""
        terminalreporter.write_line(
            f"First visit, everything before the search is opened, compressed: at most {weights[heaviest]:,} bytes "
            f"({heaviest or 'the cover'}){cover}; limit 100,000."
        )

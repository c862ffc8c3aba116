"""A headless Chromium, the one of this machine, driven through Playwright."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)  # fmt: skip
_QUIET = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
)  # fmt: skip


class BrowserMissing(Exception):
    """This machine has no Chromium, or nothing to drive it with. One sentence that says what to type."""


def find() -> str:
    """The path of a Chromium. Raises BrowserMissing."""
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    raise BrowserMissing("Chromium is not installed; type: scripts/setup --for test")


@contextlib.contextmanager
def started() -> Iterator[Browser]:
    """Chromium without a window, gone when the block ends. Raises BrowserMissing."""
    path = find()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise BrowserMissing("Playwright is not installed; type: scripts/setup --for test") from error
    alone = ("--no-sandbox",) if os.geteuid() == 0 else ()  # Chromium's sandbox refuses root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*_QUIET, *alone])
        try:
            yield browser
        finally:
            browser.close()

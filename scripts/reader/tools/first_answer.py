"""How long somebody waits for the first answer of a search, with a cheap phone and a bad signal."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.tools.relevance import Engine, answered

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from reader.tools.static_server import Host

LATENCY, KBITS, SLOWER = 400, 400, 4  # milliseconds for every request, kilobits a second, times slower than this machine
_QUERY = "narcan"
_PATIENCE = 120_000  # milliseconds


@dataclass(frozen=True)
class Wait:
    """Seconds from opening the search to its first result; bytes that came for that, and with the page before."""

    seconds: float
    size: int
    with_page: int


def waits(browser: Browser, host: Host, engine: Engine, second: str) -> tuple[Wait, Wait]:
    """The wait on a first visit to the site's first page, and then on the page `second` below the site's root.

    The host has to say how long its files may be kept, as hosts do; nothing is known to the browser at the beginning.
    """
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    bytes_a_second = KBITS * 1000 // 8
    session.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": LATENCY, "downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second},
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    found = _wait(page, host, engine, ""), _wait(page, host, engine, second)
    context.close()
    return found


def _wait(page: Page, host: Host, engine: Engine, address: str) -> Wait:
    before = len(host.sent)
    under_way: set[str] = set()
    page.on("request", lambda request: under_way.add(request.url))
    page.on("requestfinished", lambda request: under_way.discard(request.url))
    page.goto(f"{host.url}{address}", timeout=_PATIENCE)
    opened, start = len(host.sent), time.perf_counter()
    page.keyboard.press("/")
    field = page.locator(engine.field)
    field.wait_for(timeout=_PATIENCE)
    field.fill(_QUERY)
    answered(page, engine)
    seconds = time.perf_counter() - start
    waiting = {urlsplit(url).path for url in under_way}  # what still comes was not needed for the answer
    sizes = [0 if sent.path.partition("?")[0] in waiting else sent.size for sent in host.sent[before:]]
    return Wait(seconds, sum(sizes[opened - before :]), sum(sizes))

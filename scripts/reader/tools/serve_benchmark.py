"""How long somebody waits who saves a page while scripts/serve runs, by the clock."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

_EDITED, _TIMES = "overdose/respond", 20
_PATIENCE = 300  # seconds until the first pages are there, or an edited page is shown


class NotServedError(Exception):
    """The pages are not shown. One sentence."""


def serve(root: Path, folder: Path) -> Iterator[str]:
    """Save a page again and again, and wait each time until it is shown. Raises NotServedError."""
    copy = folder / "copy"
    shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns(".venv", ".cache", "site", "__pycache__"))
    port, page = _free_port(), copy / f"docs/{_EDITED}.md"
    text, took = page.read_text(encoding="utf-8"), []
    command = [sys.executable, "-P", "-m", "reader.commands.serve", "--port", str(port)]
    with subprocess.Popen(
        ["env", f"READER_ROOT={copy}", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=copy
    ) as server:
        try:
            _wait(port, "</html>")
            for number in range(_TIMES):
                page.write_text(f"{text}\nSaved {number} times.\n", encoding="utf-8")
                began = time.perf_counter()
                _wait(port, f"Saved {number} times.")
                took.append(time.perf_counter() - began)
        finally:
            server.send_signal(signal.SIGINT)
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    yield f"\nFrom saving a page to seeing it with scripts/serve, {_TIMES} times, by the clock; {cores} cores, load {load:.1f}."
    yield f"{'median, seconds':32}{statistics.median(took):>10.2f}\n{'longest, seconds':32}{max(took):>10.2f}"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, words: str) -> None:
    """Ask for the page until it has these words."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{_EDITED}/", timeout=_PATIENCE) as answer:
                if words in answer.read().decode():
                    return
        except OSError:  # not there yet
            time.sleep(0.2)
        time.sleep(0.02)
    raise NotServedError(f"scripts/serve does not show “{words}”; try it by hand, it says what is wrong")

"""How long scripts/serve takes from a page that is saved to the page that is served."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

TIMES = 20
_PARTS = ("docs", "overrides", "mkdocs.yml", ".git")
_PATIENCE = 300  # seconds for one page
_LOOKS = 0.02  # seconds between two looks


def saved_to_served(root: Path, scratch: Path) -> Iterator[str]:
    """Save a page of a copy of the project TIMES times; the lines of a table, in seconds. Raises RuntimeError for none served."""
    for name in _PARTS:
        copy = shutil.copytree if (root / name).is_dir() else shutil.copyfile
        copy(root / name, scratch / name)
    pages = sorted((scratch / "docs").glob("*/*.md"), key=lambda file: file.stat().st_size)
    page = pages[len(pages) // 2]
    text, seconds = page.read_text(encoding="utf-8"), []
    with _serving(scratch) as address:
        where = f"{address}{page.relative_to(scratch / 'docs').with_suffix('').as_posix().removesuffix('index').rstrip('/')}/"
        _until(where, b"</html>")
        page.write_text(f"{text}\nA first line, which may take a whole build.\n", encoding="utf-8")
        _until(where, b"A first line, which")
        for time_ in range(TIMES):
            words = f"Saved for time number {time_}."
            page.write_text(f"{text}\n{words}\n", encoding="utf-8")
            start = time.monotonic()
            _until(where, words.encode())
            seconds.append(time.monotonic() - start)
            time.sleep(0.5)
    yield f"From saving {page.relative_to(scratch)} to its page being served, {TIMES} times:"
    yield f"  median {statistics.median(seconds):.2f} s, fastest {min(seconds):.2f}, slowest {max(seconds):.2f}"


@contextlib.contextmanager
def _serving(root: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-P", "-m", "reader.commands.serve", "--port", str(port)]
    env = {**os.environ, "READER_ROOT": str(root), "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(command, env=env, cwd=root, stdout=subprocess.DEVNULL) as run:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            run.terminate()


def _until(address: str, words: bytes) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError), urllib.request.urlopen(address, timeout=_PATIENCE) as answer:  # noqa: S310
            if words in answer.read():
                return
        time.sleep(_LOOKS)
    raise RuntimeError(f"{address} did not get what was saved in {_PATIENCE} s")

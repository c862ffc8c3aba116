"""What is made once in a run, however many processes share its tests: whoever comes first makes it, the others wait for it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from small import GIT, ROOT

EVERYTHING = bool(os.environ.get("READER_TEST_ALL"))
LIVE = "https://reader.example/"


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of this name, filled by `make`. What `make` throws is thrown in every process that asks."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent  # each process has a folder of its own below that of the run
    folder, done = base / f"once-{name}", base / f"once-{name}.done"
    with (base / f"once-{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            assert not folder.exists(), f"{name} could not be made: see the first test that asked for it"
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def build_site(root: Path, folder: Path, *words: str, **env: str) -> None:
    """A site of the project in `root`, as somebody builds it who types that; `words` and `env` go along."""
    command = [sys.executable, "-m", "reader.commands.build", "--quiet", "--site", str(folder), *words]
    settings = {"SITE_URL": "", "REPO_URL": "", "READER_CONTACT": "", **env}
    git = GIT if root != ROOT else {}
    environment = {**os.environ, **git, **settings, "READER_ROOT": str(root)}
    for _ in range(30):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if "another build is running" not in done.stderr:
            break
        time.sleep(0.5)
    assert done.returncode == 0, f"the site in {root} can't be built:\n{done.stdout}{done.stderr}"

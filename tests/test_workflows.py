"""The workflows, by two checkers: whether they work, and whether a stranger could misuse them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from small import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
CHECKERS = {
    "actionlint": ("-shellcheck=", "-pyflakes="),
    "zizmor": ("--offline", "--no-progress", "--persona=regular"),
}
BAD = """on: {pull_request_target: {}}
permissions: write-all
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.pull_request.title }} ${{ no.such.thing }}
"""


def checked(name: str, *files: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(name)
    return subprocess.run([program, *CHECKERS[name], *files], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", CHECKERS)
def test_workflows_are_sound(name: str) -> None:
    assert WORKFLOWS
    done = checked(name, *WORKFLOWS)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", CHECKERS)
def test_the_checker_finds_what_is_wrong(name: str, tmp_path: Path) -> None:
    bad = tmp_path / ".github/workflows/bad.yml"
    bad.parent.mkdir(parents=True)
    bad.write_text(BAD, encoding="utf-8")
    assert checked(name, bad).returncode != 0

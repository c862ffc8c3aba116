"""The addresses that are set from outside, as people copy them from where they stand."""

from __future__ import annotations

import subprocess

import pytest

from reader.source import settings
from small import ROOT


@pytest.mark.parametrize(
    "given",
    ["https://git.example/u/r", "https://git.example/u/r/", "https://git.example/u/r.git", "git@git.example:u/r.git",
     "git.example:u/r", "ssh://git@git.example/u/r.git", "ssh://git@git.example:22/u/r", "git://git.example/u/r.git",
     "https://name:key@git.example/u/r.git/", " https://key@git.example/u/r "],
)  # fmt: skip
def test_a_repository_has_an_address_for_browsers(given: str) -> None:
    assert settings.from_environment(ROOT, {"REPO_URL": given}).addresses.repo == "https://git.example/u/r"


def test_a_copy_that_windows_makes_has_scripts_that_start() -> None:
    done = subprocess.run(
        ["git", "check-attr", "eol", "text", "--", "scripts/build"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "scripts/build: eol: lf\nscripts/build: text: auto\n"

"""What the tests share. `project` is new for each test; `built` has a good site; `finished` is only to be read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import in_process
from reader.site import up_to_date
from shared import EVERYTHING, LIVE, build_site, once
from small import ROOT, Project, hash_of, make

__all__ = ["Project", "hash_of", "make"]


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses of whoever runs the tests are not the tests'."""
    for name in ("SITE_URL", "REPO_URL", "READER_CONTACT", "READER_TEXTS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project of its own for one test, committed."""
    return make(tmp_path / "a reader")


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with its site, built once with no address set: only to be read."""

    def build(folder: Path) -> None:
        done = in_process.build(make(folder / "a reader"))
        assert done.returncode == 0, done.stderr

    return Project(once(tmp_path_factory, "finished", build) / "a reader")


@pytest.fixture
def built(finished: Project, tmp_path: Path) -> Project:
    """A copy of it to break."""
    return Project(Path(shutil.copytree(finished.root, tmp_path / "a reader")))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The real book as it is published at the root of a host; papers, which take long, come with it only with --all."""
    papers = () if EVERYTHING else ("--no-papers",)
    built = once(tmp_path_factory, "site", lambda folder: build_site(ROOT, folder / "site", *papers, SITE_URL=LIVE)) / "site"
    yield built
    up_to_date._note(ROOT, built).unlink(missing_ok=True)

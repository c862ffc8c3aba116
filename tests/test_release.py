"""An edition: its sums hold, and the tag gives the same bytes again in another clone."""

from __future__ import annotations

import hashlib
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from reader.living import edition
from reader.source import workspace
from reader.source.book import Book
from reader.source.history import History
from reader.source.settings import Settings
from small import Project


def release(project: Project, out: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return project.run("release", "--no-papers", "--out", str(out), *words)


def test_the_tag_gives_every_byte_again(project: Project, tmp_path: Path) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    done = release(project, first, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "Built twice, byte for byte the same." in done.stdout
    past = workspace.current(Settings(project.root))[1]
    name = edition.tag(past)
    assert name in done.stdout
    project.git("tag", name)
    clone = tmp_path / "elsewhere" / "clone"
    subprocess.run(["git", "clone", "-q", "--branch", name, project.root.as_uri(), str(clone)], check=True, capture_output=True)
    done = release(Project(clone), again)
    assert done.returncode == 0, done.stderr
    names = sorted(file.name for file in first.iterdir())
    assert names == ["CHANGES.md", "SHA256SUMS", "reader.zip"]
    for each in names:
        assert (first / each).read_bytes() == (again / each).read_bytes(), each
    subprocess.run(["sha256sum", "--check", "--quiet", edition.SUMS], cwd=first, check=True)
    with zipfile.ZipFile(first / "reader.zip") as archive:
        assert "reader/index.html" in archive.namelist()
        assert archive.testzip() is None


def test_two_papers_of_one_name_stop_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for folder in ("print", "forms"):
        (site / folder).mkdir(parents=True)
        (site / folder / "overdose.pdf").write_text(folder)
    with pytest.raises(edition.SameNameError, match=r"^forms/overdose\.pdf and print/overdose\.pdf would be one file"):
        edition.write(site, tmp_path / "out", Book(Settings(tmp_path)), History())
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif("READER_TEST_ALL" not in os.environ, reason="prints everything three times: scripts/test --all")
def test_papers_are_part_of_it(project: Project, tmp_path: Path) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    done = project.run("release", "--out", str(first), "--dry-run")
    assert done.returncode == 0, done.stderr
    clone = tmp_path / "elsewhere" / "clone"
    subprocess.run(["git", "clone", "-q", project.root.as_uri(), str(clone)], check=True)
    done = Project(clone).run("release", "--out", str(again))
    assert done.returncode == 0, done.stderr
    names = sorted(file.name for file in first.iterdir())
    assert {"overdose.pdf", "overdose-booklet.pdf", "reader.pdf", "reader.zip"} <= set(names)
    assert {name: (first / name).read_bytes() for name in names} == {name: (again / name).read_bytes() for name in names}
    with zipfile.ZipFile(first / "reader.zip") as archive:
        assert archive.read("reader/print/overdose.pdf") == (first / "overdose.pdf").read_bytes()


def test_what_is_not_committed_is_no_edition(project: Project, tmp_path: Path) -> None:
    project.replace("docs/overdose/respond.md", "Blue lips", "Grey lips")
    done = release(project, tmp_path / "out")
    assert (done.returncode, done.stderr) == (
        1,
        "Stopped: 1 files are not committed, and an edition is a commit; commit them first.\n",
    )
    assert not (tmp_path / "out").exists()


def test_a_changed_byte_changes_the_sums(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("one")
    before = edition.sums(tmp_path)
    assert before == f"{hashlib.sha256(b'one').hexdigest()}  a\n"
    (tmp_path / "a").write_text("two")
    assert edition.sums(tmp_path) != before

"""Which folders a build may replace, and how: nothing is lost that no build made."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import in_process
from reader.progress import Progress
from reader.site import place
from reader.site.build import Trouble, build
from reader.source.settings import Settings
from small import Project, hash_of


def refused(project: Project, site: Path, says: str) -> None:
    before = hash_of(project.root)
    with pytest.raises(Trouble, match=says):
        build(Settings(project.root), site.absolute(), Progress(quiet=True), force=True, papers=False)
    shutil.rmtree(project.root / ".cache", ignore_errors=True)
    assert hash_of(project.root) == before


@pytest.mark.parametrize("name", [".", "..", "docs", "docs/new", "overrides", "scripts", ".git", ".cache", "tests/new"])
def test_the_project_is_never_replaced(name: str, project: Project) -> None:
    refused(project, project.root / name, "is the project itself|belongs to the project")


@pytest.mark.parametrize("beside", ["", ".part", ".old"])
def test_a_folder_with_other_things_is_left_alone(beside: str, project: Project, tmp_path: Path) -> None:
    kept = tmp_path / f"web{beside}" / "photo.jpg"
    kept.parent.mkdir()
    kept.write_bytes(b"mine")
    refused(project, tmp_path / "web", "no build made")
    assert kept.read_bytes() == b"mine"


@pytest.mark.parametrize("name", ["CNAME", ".git/config", "download/members.csv"])
def test_what_somebody_put_into_a_finished_site_is_left_alone(name: str, built: Project) -> None:
    built.write(f"site/{name}", "mine")
    shutil.rmtree(built.root / ".cache", ignore_errors=True)
    refused(built, built.site, f"no build made .'{name}'.")
    (built.site / name).unlink()
    assert build(Settings(built.root), built.site, Progress(quiet=True), force=True, papers=False)


@pytest.mark.parametrize("name", ["site.part", "site.old"])
def test_a_copy_that_somebody_made_beside_the_site_is_left_alone(name: str, project: Project) -> None:
    project.write(f"{name}/notes.txt", "mine")
    refused(project, project.site, "no build made")


def test_a_folder_of_ours_is_ours_until_the_last_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place.begin(tmp_path / "site.old")
    (tmp_path / "site.old/index.html").write_text("old")
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "rmtree", lambda *_, **__: None)  # a process that is killed just before its last step
        place.drop(tmp_path / "site.old")
    assert [file.name for file in (tmp_path / "site.old").iterdir()] == [place.MARK]


def test_a_link_into_the_project_is_seen_through(project: Project, tmp_path: Path) -> None:
    (tmp_path / "web").symlink_to(project.root / "docs")
    refused(project, tmp_path / "web", "belongs to the project")


def test_a_file_and_a_link_to_nothing_are_no_places(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "gone")
    refused(project, tmp_path / "file", "is a file")
    refused(project, tmp_path / "link", "a link to something that is no folder")


def test_an_empty_folder_and_an_earlier_site_may_be_replaced(project: Project, tmp_path: Path) -> None:
    site = tmp_path / "web"
    site.mkdir()
    assert in_process.build(project, "--site", str(site)).returncode == 0
    (site / "index.html").write_text("old")
    assert in_process.build(project, "--site", str(site)).returncode == 0
    assert (site / "index.html").read_text(encoding="utf-8") != "old"


def test_a_link_stays_and_what_it_leads_to_is_new(built: Project, tmp_path: Path) -> None:
    web = tmp_path / "web"
    shutil.copytree(built.site, web)
    (web / "gone").mkdir()
    (web / "gone/index.html").write_text("old")
    with (web / place.MARK).open("a") as mark:  # a page of the build before
        mark.write("gone/index.html\n")
    (web / "index.html").write_text("old")
    shutil.rmtree(built.site)
    built.site.symlink_to(web)
    done = in_process.build(built)
    assert done.returncode == 0, done.stderr
    assert built.site.is_symlink()
    assert "A small reader" in (web / "index.html").read_text(encoding="utf-8")
    assert not (web / "gone").exists()
    assert not (web / ".new").exists()
    assert not [*(built.root / ".cache").glob("*.part")]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "mounted"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "none", str(folder)], capture_output=True).returncode:
        pytest.skip("this user can't mount a disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_mount_gets_the_new_site(built: Project, mount: Path) -> None:
    for _ in range(2):
        done = in_process.build(built, "--force", "--site", str(mount))
        assert done.returncode == 0, done.stderr
    assert hash_of(mount) == hash_of(built.site)


def test_a_folder_that_can_t_be_renamed_gets_the_new_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, part, old = (tmp_path / name for name in ("site", "part", "old"))
    for folder, text in ((site, "old"), (part, "new")):
        folder.mkdir()
        (folder / "index.html").write_text(text)
    (site / "page").write_text("a file where a folder will be")
    (part / "page").mkdir()
    (part / "page/index.html").write_text("new")

    def busy(*_: object) -> None:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    monkeypatch.setattr(Path, "rename", busy)
    place.swap(site, part, old)
    assert sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html")) == ["index.html", "page/index.html"]
    assert (site / "index.html").read_text() == "new"


def test_a_site_can_be_read_by_a_web_server(project: Project) -> None:
    before = os.umask(0o077)
    try:
        assert in_process.build(project).returncode == 0
    finally:
        os.umask(before)
    for file in (project.site, *project.site.rglob("*")):
        assert file.stat().st_mode & 0o777 == (0o755 if file.is_dir() else 0o644), file


def test_what_can_t_be_deleted_is_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (project.root / "site.old").mkdir()
    (project.root / "site").mkdir()
    monkeypatch.setattr(shutil, "rmtree", lambda *_, **__: None)
    with pytest.raises(Trouble, match="type: sudo rm -r"):
        build(Settings(project.root), project.site, Progress(quiet=True), force=True, papers=False)

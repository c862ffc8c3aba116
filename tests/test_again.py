"""While somebody writes: one page is made again alone, and is what a whole build would make of it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest
from mkdocs.structure.pages import Page

import in_process
from reader.site.again import Writing
from reader.site.build import Refused
from reader.site.engine import EngineError
from reader.source.settings import Settings
from small import GIT, ROOT, Project

ADDRESSES = {"REPO_URL": "https://github.com/some/reader", "READER_CONTACT": "corrections@reader.example"}
PAGE, OTHER, FACTS = "docs/overdose/respond.md", "docs/overdose/index.md", "docs/overdose/facts.yml"


@pytest.fixture
def writing(project: Project) -> Writing:
    begun = Writing(Settings(project.root), project.root / ".cache/serve")
    assert begun.page() is None, "nothing was built yet"
    begun.whole()
    return begun


def test_it_is_the_page_that_a_whole_build_makes(writing: Writing, project: Project) -> None:
    for words in ("Breathe for them, says [the chapter](index.md).", "Call [1-888-555-0100](fact:sample-line)."):
        project.write(PAGE, f"{project.text(PAGE)}\n## More\n\n{words}\n")
        page = writing.page()
        assert page is not None
        assert page.file == PAGE
    assert in_process.build(project).returncode == 0
    made = (writing.site / "overdose/respond/index.html").read_bytes()
    assert made == (project.site / "overdose/respond/index.html").read_bytes()
    assert b"says <a" in made


def test_only_the_edited_page_is_rendered_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """And all pages, which name another edition now, are what a build makes that remembers nothing."""
    rendered: list[str] = []
    make = Page.render

    def render(page: Page, *others: Any) -> None:
        rendered.append(page.file.src_uri)
        make(page, *others)

    monkeypatch.setattr(Page, "render", render)
    assert in_process.build(project, "--no-papers", **ADDRESSES).returncode == 0
    assert len(rendered) == len(set(rendered)) > 1
    rendered.clear()
    project.write(PAGE, f"{project.text(PAGE)}\nMore.\n")
    assert in_process.build(project, "--no-papers", **ADDRESSES).returncode == 0
    assert rendered == [PAGE.removeprefix("docs/")]
    again = {file: file.read_bytes() for file in project.site.rglob("*.html")}
    assert all(b"not%20committed" in page for page in again.values() if b'class="edition"' in page)
    shutil.rmtree(project.root / ".cache/proofs")
    assert in_process.build(project, "--no-papers", "--force", **ADDRESSES).returncode == 0
    assert {file: file.read_bytes() for file in project.site.rglob("*.html")} == again


def test_a_page_that_stopped_the_build_is_looked_at_again(project: Project) -> None:
    project.write(PAGE, f"{project.text(PAGE)}\n[Away](gone.md)\n")
    with patch("reader.site.build.checks.of_sources", return_value=iter(())):  # which would have found it before the engine
        for _ in range(2):
            done = in_process.build(project, "--no-papers")
            assert done.returncode == 1
            assert "gone.md" in done.stderr


MORE_THAN_WORDS = (
    (PAGE, "summary: ", "summary: Now "),
    (PAGE, "## ", '--8<-- "independent.md"\n\n## '),
    (FACTS, "what: ", "what: Now "),
    ("docs/_words/independent.md", "edition", "printing"),
    ("mkdocs.yml", "site_name: ", "site_name: The "),
)


def test_more_than_words_takes_a_whole_build(writing: Writing, project: Project) -> None:
    before = (writing.site / "overdose/respond/index.html").read_bytes()
    for file, old, new in MORE_THAN_WORDS:
        text, saved = project.text(file), (project.root / file).stat()
        project.replace(file, old, new)
        assert writing.page() is None, f"{file}: {new}"
        project.write(file, text)
        os.utime(project.root / file, ns=(saved.st_atime_ns, saved.st_mtime_ns))  # as if nobody had touched it
    assert (writing.site / "overdose/respond/index.html").read_bytes() == before
    project.write(PAGE, project.text(PAGE) + "\nMore.\n")
    assert writing.page() is not None, "what was undone counts still"


def test_two_pages_at_once_take_a_whole_build(writing: Writing, project: Project) -> None:
    for file in (PAGE, OTHER):
        project.write(file, project.text(file) + "\nMore.\n")
    assert writing.page() is None


def test_what_is_wrong_is_left_to_the_whole_build(writing: Writing, project: Project) -> None:
    before = (writing.site / "overdose/respond/index.html").read_bytes()
    project.write(PAGE, project.text(PAGE) + "\nCall [1](fact:nobody).\n")
    with pytest.raises(EngineError, match="no fact “nobody”"):
        writing.page()
    assert (writing.site / "overdose/respond/index.html").read_bytes() == before
    with pytest.raises(Refused):
        writing.whole()
    assert writing.page() is None


@pytest.fixture
def served(project: Project) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """scripts/serve on this project: where it serves, and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, **GIT, "PYTHONPATH": str(ROOT / "scripts"), "PYTHONUNBUFFERED": "1", "READER_ROOT": str(project.root)}
    command = [sys.executable, "-P", "-m", "reader.commands.serve", "--port", str(port)]
    with subprocess.Popen(command, env=env, cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as run:
        try:
            yield f"http://127.0.0.1:{port}/", run
        finally:
            run.terminate()
            run.wait(20)


def asked(address: str) -> bytes:
    """What is served there; nothing while the server is about to begin."""
    try:
        answer: bytes = urllib.request.urlopen(address, timeout=30).read()
    except urllib.error.URLError:
        return b""
    return answer


def test_what_is_saved_is_served(served: tuple[str, subprocess.Popen[str]], project: Project) -> None:
    address, run = served
    assert run.stdout is not None
    while "Open http" not in (said := run.stdout.readline()):
        assert run.poll() is None, said
    end = time.monotonic() + 60
    while not asked(f"{address}overdose/respond/"):
        assert time.monotonic() < end, "nothing is served"
    project.write(PAGE, project.text(PAGE) + "\nA line for the person who writes.\n")
    while b"for the person who writes" not in asked(f"{address}overdose/respond/"):
        assert time.monotonic() < end, "what was saved is not served"
        time.sleep(0.05)
    assert f"{PAGE}: shown after" in run.stdout.readline()

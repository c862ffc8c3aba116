"""The small project that tests take apart, and the ways to build it."""

from __future__ import annotations

import atexit
import functools
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import markdown
import pytest

from reader import checks
from reader.render.context import Context
from reader.render.medium import SCREEN, Medium
from reader.render.notes import Notes
from reader.source import settings, workspace, yamlfile
from reader.source.finding import Finding
from reader.source.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests/cases"
TAKES_LONG = pytest.mark.skipif("READER_TEST_ALL" not in os.environ, reason="takes seconds: scripts/test --all does it")
DAY = "2026-11-21T12:00:00-08:00"
GIT = {
    "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_AUTHOR_DATE": DAY,
    "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_COMMITTER_DATE": DAY,
    "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null",
}  # fmt: skip


@dataclass
class Project:
    """A copy of tests/project with the reader's own theme, words and drawings around it."""

    root: Path
    env: dict[str, str] = field(default_factory=dict)

    @property
    def site(self) -> Path:
        return self.root / "site"

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def text(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")

    def replace(self, path: str, old: str, new: str) -> None:
        text = self.text(path)
        assert old in text, f"{path} has no {old!r}"
        self.write(path, text.replace(old, new, 1))

    def git(self, *words: str, **env: str) -> str:
        command = ["git", "-c", "init.defaultBranch=main", *words]
        done = subprocess.run(
            command, cwd=self.root, env={**os.environ, **GIT, **env}, check=True, capture_output=True, text=True
        )
        return done.stdout

    def commit(self, message: str = "A change", day: str = DAY) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", message, GIT_COMMITTER_DATE=day, GIT_AUTHOR_DATE=day)

    def run(self, command: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run a command of scripts/ on this project, as a person would."""
        environment = {**os.environ, **GIT, "READER_ROOT": str(self.root), **self.env, **env}
        return subprocess.run(
            [str(ROOT / "scripts" / command), *words], env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL
        )

    def build(self, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Build the pages; the papers have tests of their own (tests/press)."""
        return self.run("build", "--no-papers", *words, **env)

    def findings(self) -> list[Finding]:
        book, _ = workspace.current(Settings(self.root))
        return sorted(checks.of_sources(book))

    def page(self, path: str) -> str:
        return (self.site / path).read_text(encoding="utf-8")


def hash_of(folder: Path) -> str:
    """One hash over the names and bytes of all files below a folder."""
    total = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            total.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return total.hexdigest()


def copy(folder: Path, to: Path) -> None:
    """Copy a folder's files without their dates and rights: that takes half the time, and there are hundreds of copies."""
    shutil.copytree(folder, to, copy_function=shutil.copyfile)


def make(root: Path, *, committed: bool = True) -> Project:
    """Put the small project together in `root`."""
    if committed:
        copy(_begun(), root)
        return Project(root)
    copy(ROOT / "tests/project/docs", root / "docs")
    for name in ("overrides", "docs/_words", "docs/assets"):
        copy(ROOT / name, root / name)
    (root / "overrides/print/leading.yml").unlink(missing_ok=True)  # of the real book's pages
    shutil.copy(ROOT / "docs/language.yml", root / "docs/language.yml")
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[0]
    nav = (ROOT / "tests/project/nav.yml").read_text(encoding="utf-8")
    lines = "\n" * (99 - settings.count("\n"))  # so that nav: is line 101, whatever the settings become
    (root / "mkdocs.yml").write_text(f"{settings}\n{lines}{nav}", encoding="utf-8")
    shutil.copy(ROOT / ".gitignore", root)
    return Project(root)


@functools.cache
def _begun() -> Path:
    """The small project with its first commit, to be copied: to commit anew takes four times as long, for hundreds of tests."""
    folder = Path(tempfile.mkdtemp(prefix="small-reader-"))
    atexit.register(shutil.rmtree, folder)
    project = make(folder / "reader", committed=False)
    project.git("init", "-q", "--template=")
    project.commit("Begin")
    project.git("gc", "-q")
    return project.root


def render(root: Path, path: str, notes: Notes | None = None, medium: Medium = SCREEN, env: Mapping[str, str] = {}) -> str:
    """A page of docs/ as plain Python-Markdown makes it, with the extensions that mkdocs.yml names."""
    names, configs = [], {}
    for item in yamlfile.read((root / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]:
        name, config = next(iter(item.items())) if isinstance(item, dict) else (item, {})
        names.append(name)
        configs[name] = dict(config)
    configs["pymdownx.snippets"]["base_path"] = [str(root / "docs/_words")]  # where mkdocs runs, and we don't
    book, past = workspace.current(settings.from_environment(root, env))
    page = next(page for page in book.pages if page.path == path)
    configs["reader.markdown"] |= {"context": Context(book, past, page, medium, notes)}
    return markdown.markdown(page.body, extensions=names, extension_configs=configs)


def settings_of(case: Path) -> dict[str, str]:
    """The addresses that the file `env` of a case sets, one a line."""
    file = case / "env"
    rows = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return {name: value for name, _, value in (row.partition("=") for row in rows)}


def agrees(file: Path, text: str) -> None:
    """Compare `text` with a golden file. UPDATE_GOLDEN=1 writes the file instead: then read what git says has changed."""
    if os.environ.get("UPDATE_GOLDEN") == "1":
        file.write_text(text, encoding="utf-8")
    assert file.is_file(), f"{file} is missing; UPDATE_GOLDEN=1 writes it"
    assert text == file.read_text(encoding="utf-8")


def until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something to be so. In a page: playwright's own wait_for_function runs a string, which our policy forbids."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.05)

"""A small book with everything that is hard on paper, printed once; the tests only read it."""

from __future__ import annotations

import functools
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdf
import pytest

from shared import once
from small import GIT, ROOT, Project, make

LIVE = {"SITE_URL": "https://reader.example/", "REPO_URL": "", "READER_CONTACT": "corrections@reader.example"}
ALONE = {"SITE_URL": "", "REPO_URL": "", "READER_CONTACT": ""}
ROWS = 40

PAGE = """---
title: {title}
summary: {summary}
also: [{also}]
---

# {title}

{body}
"""
INDEX = """*For anyone. A line below the title.*

!!! tonight "If you only read one thing"
    --8<-- "six-steps.md"

The first steps.[^sample-page][^sample-undated] See [what to do](../overdose/respond.md#what-to-do), and [the long page](long.md).

## A drawing

![Two people](../assets/drawings/spotting.svg)

## What you need

- [ ] a kit with [0.4 mg](fact:sample-dose)
- your name ____, and ____.
"""
LONG = (
    "Words before a table.\n\n| Minute | What | Number |\n|---|---|---|\n"
    + "".join(f"| row {row} | A line of the table, some words | [1-888-555-0100](fact:sample-line) |\n" for row in range(ROWS))
    + "\n## Steps\n\n"
    + "".join(f"{step}. Step number {step} has words that need more than one line on a page as small as half a sheet.\n"
              for step in range(1, 25))
    + "\n## Back\n\nSee [the drawing](index.md#a-drawing).[^sample-page] Call [9-1-1](fact:911-again).\n"
)  # fmt: skip
FORM = PAGE.replace("---\n\n#", "keeps: the group, a month\nnever_write: a name\n---\n\n#", 1)


def page(title: str, body: str, template: str = PAGE) -> str:
    return template.format(title=title, summary=f"What {title} is for.", also=title.lower(), body=body)


def small_book(root: Path) -> Project:
    """The tests' project with a second chapter and a form."""
    project = make(root, committed=False)
    project.write("docs/naloxone/index.md", page("A kit", INDEX))
    limit = "Whoever gets the letter has to answer within [3 days](fact:limit), says a page that has no date.\n"
    project.write("docs/naloxone/long.md", page("A long page", f"{limit}\n{LONG.replace('911-again', 'call-911')}"))
    project.write("docs/naloxone/facts.yml", (ROOT / "tests/cases/markdown/undated/facts.yml").read_text(encoding="utf-8"))
    project.write("docs/forms/count.md", page("A count", "| Day | Kits |\n|---|---|\n|  |  |\n|  |  |\n\n____\n", FORM))
    nav = "  - 5 Naloxone:\n      - naloxone/index.md\n      - naloxone/long.md\n  - Forms:\n      - forms/count.md\n"
    project.replace("mkdocs.yml", "  - About this reader:\n", nav + "  - About this reader:\n")
    project.git("init", "-q")
    project.commit("Begin")
    return project


def run(project: Project, command: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """A command on this project, in the Python that runs the tests."""
    return subprocess.run(
        [sys.executable, "-P", "-m", f"reader.commands.{command}", *words],
        env=environment(project, **env), cwd=project.root, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def environment(project: Project, **env: str) -> dict[str, str]:
    return {**os.environ, **GIT, **ALONE, "PYTHONPATH": str(ROOT / "scripts"), "READER_ROOT": str(project.root), **env}


Run = Callable[..., subprocess.CompletedProcess[str]]


@dataclass(frozen=True)
class Papers:
    """A folder of papers, and the ways to read them."""

    project: Project
    folder: Path
    said: str

    def path(self, name: str) -> Path:
        return self.folder / name

    def texts(self, name: str) -> list[str]:
        return [*_texts(self.path(name))]

    def open(self, name: str) -> pikepdf.Pdf:
        return pikepdf.Pdf.open(self.path(name))

    def folios(self, name: str) -> dict[str, str]:
        """The text of each page by its folio, as pdftotext or pypdf reads it."""
        found = {}
        for text in self.texts(name):
            if text.startswith("Index "):  # its last entry may end like a foot
                continue
            if match := re.search(r"(\d+-\d+)(?!.*\d-\d)", text[-12:]) or re.search(r"\b(\d-\d+)$", text):
                found[match[1]] = text
        return found


@functools.cache
def _texts(file: Path) -> tuple[str, ...]:
    """The words of each page, read once: nothing writes to a paper a second time."""
    return tuple(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(file).pages)


def printed(project: Project, out: Path, how: Run = run, **env: str) -> Papers:
    done = how(project, "press", "--all", "--out", str(out), **env)
    assert done.returncode == 0, done.stderr
    return Papers(project, out, done.stdout)


@pytest.fixture(scope="session")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Papers:
    """Every paper of the small book, with its addresses set."""

    def make_them(folder: Path) -> None:
        made = printed(small_book(folder / "a reader"), folder / "out", **LIVE)
        (folder / "said").write_text(made.said, encoding="utf-8")

    folder = once(tmp_path_factory, "papers", make_them)
    return Papers(Project(folder / "a reader"), folder / "out", (folder / "said").read_text(encoding="utf-8"))

"""The book is read once, and again as soon as a file of it has changed: within one process, as scripts/serve needs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.source import workspace
from reader.source.settings import Settings
from small import Project

FACTS = "docs/overdose/facts.yml"


def test_nothing_changed_nothing_read(project: Project) -> None:
    assert workspace.current(Settings(project.root))[0] is workspace.current(Settings(project.root))[0]


def test_a_changed_value_is_seen(project: Project) -> None:
    assert workspace.current(Settings(project.root))[0].register.facts["sample-dose"].value == "0.4 mg"
    project.replace(FACTS, "0.4 mg", "0.8 mg")
    assert workspace.current(Settings(project.root))[0].register.facts["sample-dose"].value == "0.8 mg"


def test_a_new_register_is_seen(project: Project) -> None:
    before = workspace.current(Settings(project.root))[0].register.sources.keys()
    project.write("docs/about/facts.yml", 'sources:\n  new: {title: T, publisher: P, date: "2020", kind: law}\n')
    assert workspace.current(Settings(project.root))[0].register.sources.keys() - before == {"new"}


@pytest.mark.parametrize("path", ["docs/overdose/respond.md", "docs/_words/six-steps.md", "docs/language.yml", "mkdocs.yml"])
def test_a_changed_file_is_seen(path: str, project: Project) -> None:
    before = workspace.current(Settings(project.root))[0]
    project.write(path, project.text(path) + "\n# More\n")
    assert workspace.current(Settings(project.root))[0] is not before


def test_a_deleted_page_is_seen(project: Project) -> None:
    assert "overdose/respond.md" in [page.path for page in workspace.current(Settings(project.root))[0].pages]
    (project.root / "docs/overdose/respond.md").unlink()
    assert "overdose/respond.md" not in [page.path for page in workspace.current(Settings(project.root))[0].pages]


def test_a_commit_is_seen(project: Project) -> None:
    project.write("docs/index.md", project.text("docs/index.md") + "\nMore.\n")
    assert workspace.current(Settings(project.root))[1].edition.endswith("with changes not committed")
    project.commit("More")
    assert not workspace.current(Settings(project.root))[1].edition.endswith("with changes not committed")
    before = workspace.current(Settings(project.root))[1].edition
    project.git("commit", "-q", "--allow-empty", "-m", "Nothing in it")
    assert workspace.current(Settings(project.root))[1].edition != before


def test_a_build_sees_one_state(project: Project) -> None:
    with workspace.lent(Settings(project.root)) as (before, _):
        project.replace(FACTS, "0.4 mg", "0.8 mg")
        assert workspace.of_folder(project.root)[0] is before
    assert workspace.of_folder(project.root)[0].register.facts["sample-dose"].value == "0.8 mg"


def test_a_commit_in_a_worktree_is_seen(project: Project, tmp_path: Path) -> None:
    """There `.git` is a file that says where git keeps things."""
    project.git("worktree", "add", "-q", str(tmp_path / "beside"))
    beside = Project(tmp_path / "beside")
    before = workspace.current(Settings(beside.root))[1].edition
    beside.git("commit", "-q", "--allow-empty", "-m", "Nothing in it")
    assert workspace.current(Settings(beside.root))[1].edition != before

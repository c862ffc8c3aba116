"""What a change would change for readers: pages that say something else, and addresses that would lead nowhere."""

from __future__ import annotations

from pathlib import Path

import in_process
from reader.living import changed
from reader.source import book
from reader.source.settings import Settings
from small import Project

RESPOND, INDEX, REGISTER = "docs/overdose/respond.md", "docs/overdose/index.md", "docs/overdose/facts.yml"


def compared(project: Project) -> tuple[list[str], list[str]]:
    new = book.load(Settings(project.root))
    old = changed.before(new, "HEAD")
    return [page.path for page in changed.pages(old, new)], [str(finding) for finding in changed.gone(old, new)]


def test_nothing_changed_is_nothing_told(project: Project) -> None:
    assert compared(project) == ([], [])


def test_words_values_sources_and_fixed_words_change_their_pages(project: Project) -> None:
    project.replace(RESPOND, "Blue lips", "Grey lips")
    assert compared(project) == (["overdose/respond.md"], [])
    project.git("checkout", "-q", ".")
    project.replace(REGISTER, "value: 1-888-555-0100", "value: 1-888-555-0101")
    assert compared(project)[0] == ["overdose/index.md", "overdose/respond.md"]
    project.git("checkout", "-q", ".")
    project.replace(REGISTER, "A page with a date", "Another title")
    assert compared(project)[0] == ["overdose/index.md"]
    project.git("checkout", "-q", ".")
    project.write("docs/_words/after-a-dose.md", "Other words.")
    assert compared(project)[0] == ["overdose/respond.md"]


def test_pages_and_headings_that_are_gone_are_told_and_how_to_keep_them(project: Project) -> None:
    project.replace(RESPOND, "## Who to ask", "## Ask whom")
    [said] = compared(project)[1]
    assert said.startswith("docs/overdose/respond.md  gone: the heading “Who to ask” is gone or has other words")
    assert said.endswith("write behind the new one: {: #who-to-ask }")
    project.replace(RESPOND, "## Ask whom", "## Ask whom {: #who-to-ask }")
    assert compared(project)[1] == []
    (project.root / RESPOND).rename(project.root / "docs/overdose/do.md")
    project.replace("mkdocs.yml", "overdose/respond.md", "overdose/do.md")
    [said] = compared(project)[1]
    assert "write into docs/redirects.yml where to go: overdose/respond.md: …" in said
    project.write("docs/redirects.yml", "overdose/respond.md: overdose/do.md\n")
    assert compared(project)[1] == []


def test_the_command_copies_them_out_of_the_site(built: Project, tmp_path: Path) -> None:
    built.replace(RESPOND, "Blue lips", "Grey lips")
    done = in_process.run(built, "changed", "HEAD", "--out", str(tmp_path / "out"), "--site", str(built.site))
    assert done.returncode == 0, done.stderr
    assert done.stdout == "1 pages say something else: overdose/respond.md.\n"
    names = {file.relative_to(tmp_path / "out").as_posix() for file in (tmp_path / "out").rglob("*.*")}
    assert {"overdose/respond/index.html", "CHANGED.txt", "assets/css/reader.css"} <= names
    assert "overdose/index.html" not in names
    assert "git has no “nothing” to compare with" in in_process.run(built, "changed", "nothing").stderr


def test_the_platform_shows_it_on_the_file(project: Project) -> None:
    project.replace(RESPOND, "## Who to ask", "## Ask whom")
    said = in_process.run(project, "changed", "--format", "github").stdout
    assert said.startswith("::warning file=docs/overdose/respond.md,title=gone::the heading “Who to ask” is gone")

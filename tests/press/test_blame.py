"""A fault on paper names the Markdown file it comes from, and its line where that can be known."""

from __future__ import annotations

import pytest

from reader.press.blame import blame
from reader.source import workspace
from reader.source.settings import Settings
from small import Project

PAGE = "docs/overdose/respond.md"


@pytest.mark.parametrize(
    ("added", "problem", "found"),
    [
        (
            "| Wednesday | Friday |\n|---|---|\n| a | b |",
            "the table “Wednesday | Friday” is too wide",
            "| Wednesday",
        ),
        ("![A tall thing](tall.svg)", "the drawing “A tall thing” runs 9 points over the foot", "![A tall"),
        ("A **very [long](fact:sample-dose)\nword** here", "the text “long word” on page 2", "A **very"),
    ],
)
def test_words_that_stand_once(added: str, problem: str, found: str, project: Project) -> None:
    project.write(PAGE, f"{project.text(PAGE)}\n{added}\n")
    book, _ = workspace.current(Settings(project.root))
    pages = next(each.pages for each in book.chapters if each.number == "4")
    line = next(at for at, row in enumerate(project.text(PAGE).split("\n"), 1) if row.startswith(found))
    finding = blame(pages, problem)
    assert (finding.path, finding.line, finding.message) == (PAGE, line, problem)


def test_words_that_stand_twice_name_the_file_alone(project: Project) -> None:
    project.write(PAGE, f"{project.text(PAGE)}\nA strange thing.\n\nA strange thing.\n")
    book, _ = workspace.current(Settings(project.root))
    finding = blame(next(each.pages for each in book.chapters if each.number == "4"), "the text “strange thing” runs over")
    assert (finding.path, finding.line) == (PAGE, 0)


def test_words_that_stand_nowhere_name_the_chapter(project: Project) -> None:
    book, _ = workspace.current(Settings(project.root))
    finding = blame(next(each.pages for each in book.chapters if each.number == "4"), "Pango says something")
    assert (finding.path, finding.line) == ("docs/overdose/index.md", 0)

"""A town's own edition: one file, made by answering questions, laid over the common text, which stays as it is."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from markdown import Markdown

import in_process
from reader.render.context import Context
from reader.render.medium import PAPER, SCREEN, Medium
from reader.source import book, extensions, town, workspace
from reader.source.book import Book
from reader.source.history import History
from reader.source.page import Page
from reader.source.settings import Settings
from small import ROOT, Project, hash_of

ANSWERS = """Bulkley Users Group
Smithers
12 Sample Street, side door

Radio in the kitchen

our drop-in
phone
555-0123
250-555-0123
we answer it ourselves
2026-11

"""
REGISTER, DIRECTORY = "docs/directory/facts.yml", "docs/directory/index.md"
FACTS = """sources:
  our-page: {title: Our page, publisher: Our group, date: "2026-11", kind: peer-org}
facts:
  sample-line:
    value: 250-555-0177
    instead: 1-888-555-0100
    kind: phone
    what: A line for tests
    sources: [our-page]
    as_of: "2026-11"
"""


@pytest.fixture
def folder(project: Project) -> Path:
    """A folder as the command makes it, with one value of the common text changed by hand."""
    made = project.root.parent / "smithers"
    done = subprocess.run([ROOT / "scripts/new-place", made], input=ANSWERS, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "has no area code; type it too" in done.stdout  # asked again until it can be dialled
    file = made / town.FILE
    file.write_text(file.read_text(encoding="utf-8") + FACTS, encoding="utf-8")
    call = '!!! tonight "If you only read one thing"\n    Call [9-1-1](fact:call-911) or [1-888-555-0100](fact:sample-line).\n'
    head = "---\ntitle: Directory\nsummary: Whom to call.\nalso: [numbers]\n---\n\n# Directory\n\n"
    project.write(DIRECTORY, f"{head}{call}\nAlso [9-1-1](fact:call-911) and [1-888-555-0100](fact:sample-line).\n")
    (project.root / "docs/overdose/facts.yml").rename(project.root / REGISTER)
    project.replace("mkdocs.yml", "nav:\n", "nav:\n  - 9 Directory: [directory/index.md]\n")
    return made


def loaded(project: Project, folder: Path) -> Book:
    return book.load(Settings(project.root, place=folder))


def test_the_whole_site_is_the_towns(project: Project, folder: Path) -> None:
    project.commit("A directory")
    before = hash_of(project.root / "docs")
    done = project.build("--place", str(folder))
    assert done.returncode == 0, done.stderr
    assert hash_of(project.root / "docs") == before
    cover, directory, respond = (project.page(f"{name}index.html") for name in ("", "directory/", "overdose/respond/"))
    line = "The edition of Bulkley Users Group, for Smithers. What is theirs says so. The rest is the common text."
    assert line in cover
    assert directory.index("250-555-0123") < directory.index("If you only read")
    assert 'href="tel:+12505550123"' in directory
    assert "250-555-0177" in respond
    assert "1-888-555-0100" not in respond
    assert "· Bulkley Users Group" in respond
    plain = project.build()
    assert plain.returncode == 0, plain.stderr
    assert "1-888-555-0100" in project.page("overdose/respond/index.html")
    assert "Bulkley" not in project.page("index.html")


CARDS = """---
title: Cards
summary: Numbers to carry.
also: [card]
keeps: you
never_write: a name
cards: true
dates: true
---

# Cards

## Numbers

| Call | For |
|---|---|
| [9-1-1](fact:call-911) | An overdose |
| [1-888-555-0100](fact:sample-line) | A line |

Ours ____
"""


def test_its_first_number_stands_on_the_cards_below_9_1_1(project: Project, folder: Path) -> None:
    project.write("docs/forms/numbers.md", CARDS)
    project.replace("mkdocs.yml", "nav:\n", "nav:\n  - Forms: [forms/numbers.md]\n")
    theirs, past = workspace.current(Settings(project.root, place=folder))
    [page] = [page for page in theirs.pages if page.is_form]
    for medium in (SCREEN, PAPER):
        text = rendered(theirs, past, page, medium)
        order = [text.index(number) for number in ("9-1-1", "250-555-0123", "250-555-0177")]
        assert order == sorted(order)
        assert "our drop-in (2026-11)" in text
        assert "Ours" not in text
    plain, past = workspace.current(Settings(project.root))
    assert "Ours" in rendered(plain, past, page, PAPER)
    assert "250-555-0123" not in rendered(plain, past, page, PAPER)


def rendered(book: Book, past: History, page: Page, medium: Medium) -> str:
    names, settings = extensions.named(book.root)
    ours = {"reader.markdown": {"context": Context(book, past, page, medium)}}
    return Markdown(extensions=names, extension_configs={**settings, **ours}).convert(page.body)


@pytest.mark.parametrize("command", [("check",), ("press", "overdose"), ("build", "--no-papers")])
def test_every_command_takes_the_town(command: tuple[str, ...], project: Project, folder: Path) -> None:
    file = folder / town.FILE
    file.write_text(file.read_text(encoding="utf-8").replace("area:", "aera:"), encoding="utf-8")
    done = in_process.run(project, *command, "--place", str(folder))
    assert done.returncode == 1
    assert "smithers/place.yml" in done.stderr
    assert "did you mean “area”?" in done.stderr
    done = in_process.run(project, *command, "--place", str(folder / "nowhere"))
    assert f"is not there; make it with scripts/new-place {folder / 'nowhere'}" in done.stderr


def test_what_the_file_says_is_filled_in(project: Project, folder: Path) -> None:
    own = loaded(project, folder).town
    assert own is not None
    assert own.ours == {town.OURS[0]: "12 Sample Street, side door", town.OURS[2]: "Radio in the kitchen"}
    assert [(each.value, each.link, each.dated) for each in own.own] == [
        ("250-555-0123", "tel:+12505550123", "as of November 2026")
    ]


def test_a_value_that_changed_below_is_told(project: Project, folder: Path) -> None:
    assert loaded(project, folder).town == replace(loaded(project, folder).town or town.Town("", ""), conflicts=())
    for path in (REGISTER, DIRECTORY, "docs/overdose/index.md", "docs/overdose/respond.md"):
        project.write(path, project.text(path).replace("1-888-555-0100", "1-888-555-0199"))
    found = loaded(project, folder)
    assert found.register.problems == []
    assert found.town is not None
    said = "the common text says 1-888-555-0199 now, no longer 1-888-555-0100. Is 250-555-0177 still right here?"
    assert said in found.town.conflicts[0]
    done = project.build("--place", str(folder))
    assert done.returncode == 0, done.stderr
    assert "Then type: instead: 1-888-555-0199" in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: Bulkley", "nome: Bulkley", "nome"),
        ("250-555-0123", "555-0123", "has no area code; type it too"),
        ("kind: phone\n  source", "kind: fax\n  source", "has to be one of: phone, email, address, hours"),
        ("Where we are, and", "Where we were, and", "is no line of the box “Ours”; the lines are: Where we are"),
        ("    instead: 1-888-555-0100\n", "", "add a line: instead: 1-888-555-0100"),
        ("  sample-line:", "  no-line:", "put a number of your own under own:"),
        ('as_of: "2026-11"\n', 'as_of: "2027-01"\n', "newer than its source"),
    ],
)
def test_a_mistake_is_said_with_its_line(old: str, new: str, said: str, project: Project, folder: Path) -> None:
    file = folder / town.FILE
    text = file.read_text(encoding="utf-8")
    assert old in text
    head, _, tail = text.rpartition(old)
    file.write_text(head + new + tail, encoding="utf-8")
    found = [finding for finding in loaded(project, folder).register.problems if said in finding.message]
    assert found, [finding.message for finding in loaded(project, folder).register.problems]
    assert found[0].path == "smithers/place.yml"
    assert found[0].line > 0


def test_it_is_not_blamed_for_a_mistake_in_the_common_text(project: Project, folder: Path) -> None:
    project.replace(REGISTER, "    kind: phone\n", "\tkind: phone\n")
    assert ["there is a tab" in each.message for each in loaded(project, folder).register.problems] == [True]


def test_a_folder_without_the_file_says_how_to_make_it(project: Project, tmp_path: Path) -> None:
    (finding,) = loaded(project, tmp_path).register.problems
    assert finding.message == f"is not there; make it with scripts/new-place {tmp_path}"


def test_a_changed_file_is_read_again(project: Project, folder: Path) -> None:
    settings = Settings(project.root, place=folder)
    assert workspace.current(settings)[0].town == loaded(project, folder).town
    file = folder / town.FILE
    file.write_text(file.read_text(encoding="utf-8").replace("Smithers", "Houston BC"), encoding="utf-8")
    assert "Houston BC" in (workspace.current(settings)[0].town or town.Town("", "")).line

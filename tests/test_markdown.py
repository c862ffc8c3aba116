"""What the extension makes of a page, under plain Python-Markdown: tests/cases/markdown, and what it refuses."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import click
import pytest

from reader.render.context import Context
from reader.render.medium import PAPER
from reader.render.notes import Notes
from reader.render.renderer import Renderer
from reader.source import workspace
from reader.source.settings import Settings
from small import CASES, Project, agrees, make, render, settings_of

FOOT = re.compile(r'<footer class="foot".*?</footer>', re.DOTALL)
HEAD = "---\ntitle: A case\nsummary: A case.\nalso: [case]\n---\n\n"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Project:
    project = make(tmp_path_factory.mktemp("markdown") / "reader", committed=False)
    for step in range(1, 7):  # the drawings of the steps may change without changing what is tried here
        project.write(f"docs/assets/steps/{step}.svg", SVG.format(step))
    project.git("init", "-q")
    project.commit("Begin")
    return project


@pytest.fixture
def project(clean: Project, tmp_path: Path) -> Project:
    return Project(Path(shutil.copytree(clean.root, tmp_path / "reader")))


@pytest.mark.parametrize("case", sorted((CASES / "markdown").iterdir()), ids=lambda case: case.name)
def test_a_page_is_rendered(case: Path, project: Project) -> None:
    """page.md stands in for overdose/respond.md, index.md for the chapter's first page; facts.yml is added."""
    path = "overdose/index.md" if (case / "index.md").is_file() else "overdose/respond.md"
    shutil.copy(next(case.glob("*.md")), project.root / "docs" / path)
    if (case / "facts.yml").is_file():
        project.write("docs/case/facts.yml", (case / "facts.yml").read_text(encoding="utf-8"))
    for drawing in case.glob("*.svg"):
        shutil.copy(drawing, project.root / "docs/overdose")
    agrees(case / "expected.html", FOOT.sub("", render(project.root, path, env=settings_of(case))).strip() + "\n")


def test_a_page_that_stumbles_leaves_the_next_one_alone(project: Project) -> None:
    """What Python-Markdown has read so far would stand before it."""
    book, past = workspace.current(Settings(project.root))
    page = next(page for page in book.pages if page.path == "overdose/respond.md")
    renderer = Renderer(Context(book, past, None))
    html = renderer.html(page, Notes(book.register))
    assert renderer.html(page, Notes(book.register)) == html
    deep = "".join(f"{'    ' * level}- a\n" for level in range(300))
    for body, error in ((deep, RecursionError), ("- a\n    - [1](fact:none)", click.ClickException)):
        with pytest.raises(error):
            renderer.html(replace(page, body=body), Notes(book.register))
        assert renderer.html(page, Notes(book.register)) == html


SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h{}"/></svg>'


def foot_of(html: str) -> str:
    return re.sub(r"<[^>]+>", "", FOOT.search(html)[0])  # type: ignore[index]


def test_the_foot_counts_old_values_and_dates_the_page(project: Project) -> None:
    html = render(project.root, "overdose/respond.md")
    commit = project.git("log", "-1", "--format=%h", "--abbrev=8").strip()
    assert "1 value on this page is old, or its source has no date." in foot_of(html)
    assert "Last changed: 21 November 2026 (its text, or a fact on it)." in foot_of(html)
    assert f"Edition 2026-11-21 · {commit}." in foot_of(html)
    assert "An independent edition, not BCCDC&rsquo;s." in foot_of(html)
    assert f'href="../about/send-a-correction.md?page=overdose%2Frespond%2F&amp;edition=2026-11-21+%C2%B7+{commit}"' in html
    assert '<p class="ages" data-many=' in html
    assert 'hidden=""' not in re.search(r'<p class="ages".*?>', html)[0]  # type: ignore[index]


def test_the_foot_says_nothing_of_age_when_all_is_young(project: Project) -> None:
    html = render(project.root, "overdose/index.md")
    assert 'hidden=""' in re.search(r'<p class="ages".*?>', html)[0]  # type: ignore[index]


def test_the_foot_has_only_the_links_that_lead_somewhere(project: Project) -> None:
    assert [word for word in ("by e-mail", "on the form", "edit this page") if word in render(project.root, "index.md")] == []
    addresses = {"REPO_URL": "https://git.example/reader/", "READER_CONTACT": "fix@example.org"}
    html = render(project.root, "overdose/respond.md", env=addresses)
    assert 'href="https://git.example/reader/edit/main/docs/overdose/respond.md">edit this page' in html
    assert re.search(
        r'href="https://git\.example/reader/issues/new\?template=correction\.yml&amp;page=overdose%2Frespond%2F'
        r'&amp;edition=2026-11-21[^"]+">on the form',
        html,
    )
    assert re.search(r'href="mailto:fix@example\.org\?subject=Correction%3A%20overdose/respond/&amp;body=[^"]+">by e-mail', html)


def test_on_paper_notes_are_numbered_through_the_chapter_and_listed_elsewhere(project: Project) -> None:
    notes = Notes(workspace.current(Settings(project.root))[0].register)
    first, second = (render(project.root, f"overdose/{name}.md", notes, PAPER) for name in ("index", "respond"))
    assert re.findall(r'href="#source-(\d)"', first) == ["1"]
    assert re.findall(r'href="#source-(\d)"', second) == ["1", "2"]
    assert [word for word in ("foot", 'id="sources"', "Not yet checked", "BCCDC") if word in first + second] == []
    listed = ElementTree.tostring(notes.listing(), encoding="unicode")
    assert re.findall(r'id="source-\d">([^:]+)', listed) == ["Somebody", "Somebody else"]
    assert all(fact in listed for fact in ("9-1-1 (", "1-888-555-0100 (", "0.4 mg ("))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Call [1](fact:nobody).", "docs/overdose/respond.md: there is no fact “nobody” in any facts.yml"),
        ("Said.[^nobody]", "docs/overdose/respond.md: there is no source “nobody” in any facts.yml"),
        ("Call [2](fact:sample-line).", "the text says 2, the register says 1-888-555-0100 for sample-line"),
        (
            "<!-- here: nothing -->",
            "there is no “here: nothing”; known are facts, contact, return, papers, binder, sheets, keep, translations, language "
            "and glossary a-z",
        ),
    ],
)
def test_the_net_below_the_checks(body: str, said: str, project: Project) -> None:
    project.write("docs/overdose/respond.md", HEAD + body)
    with pytest.raises(click.ClickException) as caught:
        render(project.root, "overdose/respond.md")
    assert caught.value.message == said

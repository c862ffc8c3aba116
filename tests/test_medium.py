"""A medium is a value: one that nobody has thought of yet is rendered by the same passes."""

from __future__ import annotations

import re
from dataclasses import fields, replace

import pytest

from reader.render.context import Context
from reader.render.medium import PAPER, SCREEN, Medium
from reader.render.notes import Notes
from reader.render.renderer import Renderer
from reader.source.book import Book, load
from reader.source.history import History
from reader.source.settings import Settings
from small import ROOT, Project, render

PAGE = "overdose/respond.md"
HEAD = "---\ntitle: A case\nsummary: A case.\nalso: [case]\n---\n\n"
BOOK_FOR_PHONES = replace(PAPER, name="book for phones", calls=True, leads=True, reflows=True, pairs=True, brackets=False)


def body(project: Project, medium: Medium, text: str) -> str:
    project.write(f"docs/{PAGE}", HEAD + text)
    return render(project.root, PAGE, medium=medium)


def test_another_medium_takes_from_each_what_it_needs(project: Project) -> None:
    project.write("docs/glossary.yml", "- {word: Rig, means: A syringe., in_text: [rig], on_paper: a syringe}\n")
    project.write("docs/about/facts.md", project.text("docs/about/facts.md") + "\n<!-- here: glossary a-z -->\n")
    html = body(
        project, BOOK_FOR_PHONES, "# A case\n\nCall 9-1-1. A rig. Write ______ here. [1-888-555-0100](fact:sample-line).\n"
    )
    assert '<a class="emergency" href="tel:911">9-1-1</a>' in html  # as on a screen
    assert '<a class="term" href="../about/facts.md#rig">rig</a>' in html
    assert '<span class="blank" style="width:3.6em">' in html  # as on paper
    assert [word for word in ("foot", 'id="sources"', "Not yet checked", "opens", "meaning") if word in html] == []


@pytest.mark.parametrize("name", [field.name for field in fields(Medium) if field.name != "name"])
def test_every_question_is_asked_by_a_pass(name: str) -> None:
    """A field that no pass asks is a promise that nothing keeps."""
    passes = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "scripts/reader/render").glob("*.py"))
    assert re.search(rf"\b(?:medium|self)\.{name}\b", passes)


@pytest.mark.parametrize("medium", [SCREEN, PAPER], ids=lambda medium: medium.name)
def test_no_pass_goes_by_the_name(medium: Medium, project: Project) -> None:
    """A pass asks what it wants to know: under another name the page is the same, byte for byte."""
    text = "# A case\n\nCall 9-1-1 or [1-888-555-0100](fact:sample-line). ____\n\n|A|B|C|\n|-|-|-|\n|1|2|3|\n"
    assert body(project, medium, text) == body(project, replace(medium, name="other"), text)


STARS = [  # for whom, where it stands, and what stands beside a value without a date
    (SCREEN, PAGE, '<a aria-label="No date" href="#ages">*</a>'),
    (PAPER, PAGE, "<b>*</b>"),
    (replace(PAPER, cites=False), PAGE, " (undated page)"),
    (SCREEN, "forms/card.md", " (undated page)"),
    (PAPER, "forms/card.md", " (undated page)"),
]


@pytest.mark.parametrize(("medium", "path", "mark"), STARS)
def test_a_star_says_no_date_only_where_something_says_what_it_means(
    medium: Medium, path: str, mark: str, project: Project
) -> None:
    project.write("docs/case/facts.yml", (ROOT / "tests/cases/markdown/undated/facts.yml").read_text(encoding="utf-8"))
    project.write(f"docs/{path}", HEAD.replace("also: [case]", "also: [case]\nkeeps: You.\nnever_write: names." if "/card" in path
                  else "also: [case]") + "# A case\n\nTake [0.4 mg](fact:sample-dose) in [3 days](fact:limit).\n")  # fmt: skip
    if "/card" in path:
        project.write("mkdocs.yml", project.text("mkdocs.yml") + "  - Forms:\n      - forms/card.md\n")
    html = render(project.root, path, medium=medium)
    ages = re.findall(r'<span class="age"[^>]*>(.*?)</span>', html)
    assert ages == [" (undated page)", mark]  # a dose says it in words everywhere
    starred = 'href="#ages"' in html
    assert starred == ("old, or their source has no date (*)." in html)  # where a press on it leads
    assert not starred or 'id="ages"' in html


def test_a_card_says_every_date_in_figures_on_paper_and_on_the_site_when_it_is_old(project: Project) -> None:
    project.write("docs/forms/card.md", HEAD.replace("\n---\n\n", "\nkeeps: You.\nnever_write: names.\ndates: true\n---\n\n")
                  + "# A case\n\n[1-888-555-0100](fact:sample-line)\n")  # fmt: skip
    project.write("mkdocs.yml", project.text("mkdocs.yml") + "  - Forms:\n      - forms/card.md\n")
    assert '<span class="age"> (as of 2026-01)</span>' in render(project.root, "forms/card.md", medium=PAPER)
    assert "(as of January 2026)" in render(project.root, "forms/card.md")


@pytest.mark.parametrize("medium", [SCREEN, PAPER], ids=lambda medium: medium.name)
def test_what_was_read_halfway_for_another_medium_is_the_same(medium: Medium, project: Project) -> None:
    text = """# A “case”\n\nCall 9-1-1, [1-888-555-0100](fact:sample-line). ____ <b>It's</b> `x`\n\n- [ ] *One*\n\n    ______\n
<div>\n\n</div>\n\n```\ncode\n```\n\n--8<-- "six-steps.md"\n\n|A|B|\n|-|-|\n|____|2|\n{: .small}\n"""
    project.write(f"docs/{PAGE}", HEAD + text)

    def read(book: Book, medium: Medium) -> str:
        page = next(page for page in book.pages if page.path == PAGE)
        return Renderer(Context(book, History(), None, medium)).html(page, Notes(book.register))

    before, anew = (load(Settings(project.root)) for _ in range(2))
    for other in (SCREEN, PAPER):
        read(before, other)
    assert len(before.halfway) == 1
    assert read(before, medium) == read(anew, medium)

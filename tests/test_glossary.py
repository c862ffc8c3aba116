"""The glossary: its page, the links that lead there, and the words in brackets on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reader.render.medium import PAPER
from reader.render.notes import Notes
from reader.source import workspace
from reader.source.settings import Settings
from small import Project, make, render

HEAD = "---\ntitle: A case\nsummary: A case.\nalso: [case]\n---\n\n"
TERMS = """
- word: carries
  means: Doses of OAT that you take home.
  read: overdose/index.md#carries
  on_paper: doses to take home
- word: OAT, iOAT
  means: Medicine that lasts long.
  in_text: [OAT, iOAT]
  on_paper: opioid agonist treatment
- word: rig
  means: A needle.
- word: side
  means: Crystal meth.
  in_text: []
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make(tmp_path / "reader", committed=False)
    project.write("docs/glossary.yml", TERMS)
    project.write(
        "docs/about/facts.md", f"{HEAD}# Words\n\nOAT and a rig.\n\n<!-- here: glossary a-o -->\n\n<!-- here: glossary p-z -->\n"
    )
    return project


def screen(project: Project, text: str, path: str = "overdose/respond.md") -> str:
    project.write(f"docs/{path}", HEAD + text)
    return render(project.root, path)


def linked(html: str) -> list[str]:
    return re.findall(r'<a class="term" href="[^"]*">([^<]*)</a>', html)


def paper(project: Project, *texts: str) -> str:
    """Pages of one chapter on paper, without tags."""
    notes = Notes(workspace.current(Settings(project.root))[0].register)
    pages = []
    for path, text in zip(("overdose/index.md", "overdose/respond.md"), texts, strict=False):
        project.write(f"docs/{path}", HEAD + text)
        pages.append(render(project.root, path, notes, PAPER))
    return re.sub(r"<[^>]+>", "", "\n".join(pages))


def test_the_first_use_leads_to_the_glossary(project: Project) -> None:
    html = screen(project, "A rig. Rigs, OAT.\n\n- OAT again, and iOAT\n")
    assert '<a class="term" href="../about/facts.md#rig">rig</a>' in html
    assert '<a class="term" href="../about/facts.md#oat-ioat">OAT</a>' in html
    assert linked(html) == ["rig", "OAT"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rigs are here.", ["Rigs"]),
        ("A rigid frame, a trigger, rig-like things, oat meal.", []),
        ("At your side.", []),
        ("# OAT\n\n## A rig\n\n**OAT** means [a rig](index.md), `rig`.", []),
        ("| Rig | What |\n|---|---|\n| a rig | OAT |", ["rig", "OAT"]),
        ('!!! tonight "Now"\n    Use a new rig.\n\nOAT', ["OAT"]),
        ('!!! example "A letter"\n    We use rigs.', []),
        ("*OAT, a rig, and OAT*, then a rig", ["OAT", "rig"]),
    ],
)
def test_only_running_text_leads_there(project: Project, text: str, words: list[str]) -> None:
    html = screen(project, text)
    assert linked(html) == words


def test_nothing_is_lost_around_a_link(project: Project) -> None:
    html = screen(project, "Before *a* rig, between **b** OAT and `c` after.")
    assert "Before a rig, between b OAT and c after." in re.sub(r"<[^>]+>", "", html)


def test_the_page_that_explains_a_word_does_not_lead_away(project: Project) -> None:
    assert linked(screen(project, "Carries and OAT.", "overdose/index.md")) == ["OAT"]
    assert linked(render(project.root, "about/facts.md")) == []


def test_the_page_lists_each_word_with_where_to_read_on(project: Project) -> None:
    html = render(project.root, "about/facts.md")
    assert '<dt id="carries">carries</dt>' in html
    assert re.search(r'<dd>Doses of OAT that you take home. <a href="../overdose/index.md#carries">[^<]+</a></dd>', html)
    assert html.index('id="oat-ioat"') < html.index("</dl>") < html.index('id="rig"')


def test_paper_explains_where_a_chapter_first_uses_a_word(project: Project) -> None:
    text = paper(project, "OAT and a rig.", "OAT or carries. Carries.")
    assert "OAT (opioid agonist treatment) and a rig." in text
    assert "OAT or carries (doses to take home). Carries." in text


@pytest.mark.parametrize(
    "said", ["Opioid agonist treatment (OAT) helps.", "OAT (pills) helps.", "Opioid agonist treatment: OAT.", "OAT, a pill."]
)
def test_paper_does_not_say_twice(project: Project, said: str) -> None:
    assert paper(project, said).count("(") == said.count("(")


def test_paper_waits_for_a_use_that_it_can_explain(project: Project) -> None:
    assert "OAT’s rules. OAT (opioid agonist treatment) helps." in paper(project, "OAT's rules. OAT helps.").replace(
        "&rsquo;", "’"
    )


def test_a_word_of_some_chapters_leads_there_from_those_only(project: Project) -> None:
    project.write("docs/glossary.yml", TERMS.replace("  means: A needle.\n", "  means: A needle.\n  only_in: [about]\n"))
    assert linked(screen(project, "OAT and a rig.")) == ["OAT"]
    assert linked(screen(project, "OAT, and a rig.", "about/send-a-correction.md")) == ["OAT", "rig"]


def test_a_changed_list_is_read_again(project: Project) -> None:
    assert linked(screen(project, "A rig and side.")) == ["rig"]
    project.write("docs/glossary.yml", TERMS.replace("  in_text: []\n", ""))
    assert linked(render(project.root, "overdose/respond.md")) == ["rig", "side"]

"""Pages that were looked at and found clean are remembered, as long as the same goes into them."""

from __future__ import annotations

import random
import re

import pytest

from reader.checks import nothing_acts
from reader.render import allowed, balance
from reader.source import book
from reader.source.settings import Settings
from small import Project

PAGE = "docs/overdose/respond.md"


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    seen: list[str] = []
    look = nothing_acts.of_page
    monkeypatch.setattr(nothing_acts, "of_page", lambda book, page, by: seen.append(page.file) or look(book, page, by))
    return seen


def checked(project: Project) -> list[str]:
    (project.root / ".cache").mkdir(exist_ok=True)
    return [finding.message for finding in nothing_acts.check(book.load(Settings(project.root)))]


def test_only_an_edited_page_is_looked_at_again(project: Project, looked_at: list[str]) -> None:
    pages = [page.file for page in book.load(Settings(project.root)).texts]
    assert checked(project) == [] and looked_at == pages
    project.write(PAGE, project.text(PAGE) + "\nMore.\n")
    assert checked(project) == [] and looked_at == [*pages, PAGE]


def test_other_words_or_values_and_all_are(project: Project, looked_at: list[str]) -> None:
    checked(project)
    for path in ("docs/_words/six-steps.md", "docs/overdose/facts.yml"):
        looked_at.clear()
        project.write(path, project.text(path) + "\n")
        assert checked(project) == [] and len(looked_at) > 3


def test_a_page_with_something_in_it_is_told_of_every_time(project: Project, looked_at: list[str]) -> None:
    project.write(PAGE, project.text(PAGE) + "\n<script>alert(1)</script>\n")
    assert [said for said in checked(project) if "<script>" in said]
    looked_at.clear()
    assert [said for said in checked(project) if "<script>" in said] and looked_at == [PAGE]


@pytest.mark.parametrize("damaged", ["", "{", "7", "[[]]"])
def test_a_damaged_memory_is_none(damaged: str, project: Project, looked_at: list[str]) -> None:
    checked(project)
    (project.root / ".cache/nothing-acts.json").write_text(damaged)
    looked_at.clear()
    assert checked(project) == [] and len(looked_at) > 3


def test_tags_are_balanced_at_a_glance_only_where_the_reader_finds_nothing() -> None:
    dice, glances = random.Random(7), 0
    signs = ["<p>", "</p>", '<a href="x">', "</a>", "<br />", "</br>", "<b>", "</b>", "x", "<", ">", '"', "<!-- -->", "<p/>"]
    signs += ["</p/>", "</ p>", "</p x>", "<script>", "</script>", "<title>", "</title>", "<a b='>'>", '<a b="<p>">', "<p"]
    for _ in range(20_000):
        html = "".join(dice.choices(signs, k=dice.randrange(1, 8)))
        if balance.is_balanced(html):
            glances += 1
            reader = balance._Reader()
            reader.feed(html)
            reader.close()
            assert (reader.found, reader.open) == ([], []), html
    assert glances > 500


HOSTILE = (
    "<iframe src=x></iframe>", "<b onclick=a()>x</b>", '<a href="javascript:a()">x</a>', "<p style='a'>", "</nav><form>",
    "<!-- ", "<textarea>", "<svg><set/></svg>", '<b title=\'<nav class="contents" id="contents" >\' onclick="a()">x</b>',
)  # fmt: skip


@pytest.mark.parametrize(
    "around", ['<article class="text">', 'id="contents" aria-label="Contents">', "</nav>", "</article>", "<li>"]
)
def test_what_acts_is_found_wherever_it_stands_in_a_page(around: str, finished: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of a page that a quick look takes are not read again; the same is found as if all were."""
    html = finished.page("overdose/index.html")
    assert around in html
    pages = [html.replace(around, around + each) for each in HOSTILE]
    found = [[*allowed.in_page(page)] for page in (html, *pages)]
    monkeypatch.setattr(allowed, "_ARTICLE", re.compile("(?!)"))
    assert found == [[*allowed.in_page(page)] for page in (html, *pages)]
    assert not found[0] and all(found[1:6])

"""The engine can be left: plain Python-Markdown makes the same pages, but for the links that an engine rewrites."""

from __future__ import annotations

import posixpath
import re
from urllib.parse import urlsplit

import pytest

from reader.site import engine
from reader.source import workspace
from reader.source.page import address
from reader.source.settings import Settings
from small import CASES, Project, make, render

# The template puts the text between these two.
ARTICLE = re.compile(r'<article class="text[^"]*">\s*(.*?)\s*(?:<p class="edited">.*?</p>\s*)?</article>', re.DOTALL)
LINK = re.compile(r'(href|src)="([^"#][^":]*)"')


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project, and every case of tests/cases/markdown as a page of it."""
    project = make(tmp_path_factory.mktemp("plain") / "reader")
    rows = []
    for case in sorted((CASES / "markdown").iterdir()):
        head, body = next(case.glob("*.md")).read_text(encoding="utf-8").split("\n---\n\n", 1)
        body = body if body.startswith("# ") else f"# {case.name}\n\n{body}"  # or the template puts a title there
        project.write(f"docs/{case.name}/page.md", f"{head}\n---\n\n{body}\nThe case {case.name}.\n")  # no two are the same
        if (case / "facts.yml").is_file():
            facts = (case / "facts.yml").read_text(encoding="utf-8")
            project.write(f"docs/{case.name}/facts.yml", re.sub(r"\bone\b", f"{case.name}-one", facts))
        for drawing in case.glob("*.svg"):
            project.write(f"docs/{case.name}/{drawing.name}", drawing.read_text(encoding="utf-8"))
        rows.append(f"      - {case.name}/page.md\n")
    project.write("docs/links/page.md", """---
title: Links
summary: Links.
also: []
---

# Links

[Page](../overdose/respond.md), [heading](../overdose/index.md#overdose), [cover](../index.md), [itself](page.md), [here](#links),
[outside](https://example.org/a.md), <https://example.org/b.md>, [file](../assets/favicon.svg).

![A picture](../assets/favicon.svg){ .wide }
""")  # fmt: skip
    project.write("mkdocs.yml", project.text("mkdocs.yml") + "  - 9 Cases:\n      - links/page.md\n" + "".join(rows))
    project.commit("Cases")
    engine.build(project.root, project.site, days=None, timestamp=0, on_page=lambda: None)
    return project


def rewritten(html: str, path: str) -> str:
    """The links of a page as they are once it stands in a folder of its own."""

    def target(match: re.Match[str]) -> str:
        parts = urlsplit(match[2])
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), parts.path))
        is_page = goal.endswith(".md")
        found = posixpath.relpath(f"/{address(goal) if is_page else goal}", f"/{address(path)}") + "/" * is_page
        return f'{match[1]}="{parts._replace(path=found).geturl()}"'

    return LINK.sub(target, html)


def test_the_cases_are_among_the_pages(project: Project) -> None:
    assert len(workspace.current(Settings(project.root))[0].pages) > 25


def test_every_page_is_the_same_without_the_engine(project: Project) -> None:
    differ = []
    for page in workspace.current(Settings(project.root))[0].pages:
        built = ARTICLE.search(project.page(f"{page.url}index.html"))
        assert built, page.path
        if built[1] != rewritten(render(project.root, page.path), page.path):
            differ.append(page.path)
    assert differ == []

"""Nothing of the first reader's table of contents is lost: tests/brackets.yml, and the table on the about page."""

from __future__ import annotations

import posixpath
import re
from typing import Any

import pytest

from reader.source import workspace, yamlfile
from reader.source.page import Page
from reader.source.settings import Settings
from small import ROOT

ABOUT = "about/index.md"
BRACKETS: dict[str, dict[str, Any]] = yamlfile.read((ROOT / "tests/brackets.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def pages() -> dict[str, Page]:
    return {page.path: page for page in workspace.current(Settings(ROOT))[0].pages}


@pytest.mark.parametrize("bracket", BRACKETS)
def test_a_section_of_the_first_reader_is_answered(bracket: str, pages: dict[str, Page]) -> None:
    answer = BRACKETS[bracket]
    for path in answer["pages"].split():
        assert path in pages, f"[{bracket}] {answer['what']}: docs/{path} is not in the book"
        text = f"{pages[path].title}\n{pages[path].body}".lower().replace("’", "'")
        missing = [words for words in answer["says"] if words.lower() not in text]
        assert not missing, f"[{bracket}] {answer['what']}: docs/{path} says nothing of {missing}"


def test_no_section_is_left_out() -> None:
    """It counts 1.1 to 1.10, 2.1, 2.2, 3.0, 3.1, 4.1 to 4.3, 5.1 to 5.3, 6.1 to 6.3, 7.1 to 7.5, 8.0 to 8.2, and 9.1."""
    last = {1: 10, 2: 2, 3: 1, 4: 3, 5: 3, 6: 3, 7: 5, 8: 2, 9: 1}
    wanted = {f"{part}.{count}" for part, end in last.items() for count in range(0 if part in (3, 8) else 1, end + 1)}
    assert wanted == {bracket for bracket in BRACKETS if re.fullmatch(r"\d+\.\d+", bracket)}


def test_the_about_page_leads_from_the_first_reader_to_each_page(pages: dict[str, Page]) -> None:
    table = pages[ABOUT].body.partition("## If you know the first reader\n")[2].partition("\n## ")[0]
    linked = {posixpath.normpath(posixpath.join("about", target)) for target in re.findall(r"\]\(([^)#]+)", table)}
    wanted = {path for answer in BRACKETS.values() for path in answer["pages"].split() if not path.startswith("forms/")}
    assert wanted - {ABOUT} == linked

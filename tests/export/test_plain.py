"""A chapter as plain text: short lines, tables as lists, no word lost, nothing in the wrong place."""

from __future__ import annotations

import re

import pytest

from export.conftest import HEAD, Books
from reader.press import recipes

BODY = """Text [1-888-555-0100](fact:sample-line) to us **now**.[^sample-page] See [the cover](../index.md) and [steps](index.md).

!!! tonight "Tonight"
    Call [9-1-1](fact:call-911).

    - [ ] a kit
    - a second thing that has so many words in it that they will not fit into one single line of this text

| Who | Number |
|---|---|
| A line | [1-888-555-0100](fact:sample-line) |
| B line | |

| Day | Kits |
|---|---|
| | |

Name ______ and [ ] yes

![Two people](../assets/drawings/spotting.svg)
"""


def text_of(books: Books, body: str = BODY, site: str = "") -> str:
    books.project.write("docs/overdose/respond.md", HEAD.format(title="Respond", more="") + body)
    return recipes.plain_text(books.text("overdose", site)).content.decode()


def test_it_says_all_there_is_in_order(books: Books) -> None:
    text = text_of(books)
    assert text.startswith("Chapter 4 Overdose\n")
    assert re.search(r"Text 1-888-555-0100 \[\d\] to us now\.", text)
    assert "steps (see 4)" in text
    assert "\n  Tonight\n\n  Call 9-1-1.\n\n  [ ] a kit\n  - a second thing" in text
    assert re.search(r"\n- Who: A line\n  Number: 1-888-555-0100 \[\d\]\n- Who: B line\n", text)
    assert "A table with 1 empty rows. Its columns: Day; Kits." in text
    assert "\nName ______ and [ ] yes\n" in text
    assert "[Picture: " in text
    assert "\nSources\n\n[1] " in text
    assert "<" not in text


def test_links_to_the_pages_that_follow_are_left_out(books: Books) -> None:
    assert "Start here" not in text_of(books, "[Start here](index.md)\n{: .jobs }\n\nText.\n")


def test_lines_are_short_and_the_bytes_are_the_same_again(books: Books) -> None:
    text = text_of(books)
    assert [line for line in text.split("\n") if len(line) > 72 and "://" not in line] == []
    assert text == text_of(books)
    assert "https://reader.example/overdose/" in text_of(books, site="https://reader.example")


@pytest.mark.parametrize("mark", ["\x02", "data-", "reader-here", "&amp;", "None"])
def test_nothing_of_the_machine_is_left(mark: str, books: Books) -> None:
    assert mark not in text_of(books, BODY + "\nFish & chips\n")

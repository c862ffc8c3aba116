"""What the search knows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader.site import search_index
from reader.source import book
from reader.source.settings import Settings
from small import Project, make


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> book.Book:
    return book.load(Settings(make(tmp_path_factory.mktemp("index") / "reader", committed=False).root))


def made(small_book: book.Book, *entries: tuple[str, str, str]) -> list[dict[str, Any]]:
    engine = {"config": {}, "docs": [dict(zip(("location", "title", "text"), entry, strict=True)) for entry in entries]}
    found: list[dict[str, Any]] = json.loads(search_index.make(json.dumps(engine), small_book))["docs"]
    return found


def test_a_page_is_found_by_its_own_words_and_its_summary(small_book: book.Book) -> None:
    assert made(small_book, ("overdose/respond/", "Respond", "<p>Call.</p>"))[0] == {
        "id": 0, "url": "overdose/respond/", "page": "Respond", "number": "4.1", "title": "Respond",
        "also": ["narcan", "what do I do"], "text": "What to do, step by step. Call.",
    }  # fmt: skip


def test_a_section_is_found_by_its_heading_alone(small_book: book.Book) -> None:
    assert made(small_book, ("overdose/respond/#what-to-do", "What <em>to</em> do &amp; not", "<p>One.</p><p>Two</p>"))[0] == {
        "id": 0, "url": "overdose/respond/#what-to-do", "page": "Respond", "number": "4.1", "title": "What to do & not",
        "also": [], "text": "One.\nTwo",
    }  # fmt: skip


def test_sections_stand_in_reading_order(small_book: book.Book) -> None:
    found = made(
        small_book, ("about/facts/", "", ""), ("overdose/respond/#a", "", ""), ("overdose/respond/#b", "", ""), ("", "", "")
    )
    assert [entry["url"] for entry in found] == ["", "overdose/respond/#a", "overdose/respond/#b", "about/facts/"]
    assert [entry["id"] for entry in found] == [0, 1, 2, 3]


def test_the_list_of_facts_is_not_the_answer_to_everything(small_book: book.Book) -> None:
    found = made(small_book, ("about/facts/", "Facts", ""), ("about/facts/#facts-overdose", "Overdose", "1-888-555-0100"))
    assert [entry["url"] for entry in found] == ["about/facts/"]


def test_pages_that_are_not_of_the_book_are_not_found(small_book: book.Book) -> None:
    assert made(small_book, ("elsewhere/", "Elsewhere", "Text")) == []


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One <b>bold</b> word</p>", "One bold word"),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("<table><tr><th>A</th><td>B  C</td></tr></table>", "A\nB C"),
        ("<p>5 &lt; 6 &amp; 7</p>\n\n<p></p><p>End</p>", "5 < 6 & 7\nEnd"),
        ("", ""),
    ],
)
def test_the_end_of_a_block_ends_a_sentence(html: str, text: str) -> None:
    assert search_index.plain(html) == text


def test_the_finished_site_holds_ours_only(finished: Project) -> None:
    docs = {entry["url"]: entry for entry in search_index.read(finished.page("search/index.js"))}
    assert not (finished.site / "search/search_index.json").exists()
    assert {"", "overdose/", "overdose/respond/", "overdose/respond/#what-to-do"} <= docs.keys()
    section = docs["overdose/respond/#what-to-do"]["text"]
    assert "Call 1-888-555-0100. One kit holds 0.4 mg in each ampoule." in section, "marks and ages are left out"
    assert "Breathing slows again: start again." in section, "fixed words are found where they are included"
    everything = finished.page("search/index.js")
    for left_out in ("Somebody else", "Sources", "Not yet checked", "Last changed", "Used on"):
        assert left_out not in everything


def test_addresses_are_relative_to_the_site(finished: Project) -> None:
    for entry in search_index.read(finished.page("search/index.js")):
        path = Path(finished.site, entry["url"].partition("#")[0], "index.html")
        assert path.is_file()

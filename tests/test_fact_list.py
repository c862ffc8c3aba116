"""All facts in one list. How about/facts shows it has cases in tests/cases/markdown (here-facts)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reader.render import fact_list
from reader.site import facts_json
from reader.source import book
from reader.source.settings import Settings
from small import Project, make


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> book.Book:
    return book.load(Settings(make(tmp_path_factory.mktemp("facts") / "reader", committed=False).root))


def test_a_fact_knows_the_pages_that_use_it_in_reading_order(small_book: book.Book) -> None:
    used = {name: [page.path for page in pages] for name, pages in fact_list.uses(small_book).items()}
    assert used == {
        "call-911": ["overdose/index.md"],
        "sample-line": ["overdose/index.md", "overdose/respond.md"],
        "sample-dose": ["overdose/respond.md"],
    }


def test_facts_json_holds_every_fact(small_book: book.Book) -> None:
    found = json.loads(facts_json.as_json(small_book, "2026-11-21 · abc"))
    assert found["edition"] == "2026-11-21 · abc"
    assert list(found["facts"]) == ["call-911", "sample-dose", "sample-line"]
    assert found["facts"]["sample-dose"] == {
        "value": "0.4 mg",
        "kind": "dose",
        "what": "Naloxone in one ampoule",
        "as_of": "undated",
        "read": "2026-11",
        "note": "The kit's own card holds",
        "sources": [{"title": "A page without a date", "publisher": "Somebody else", "url": "", "date": "undated"}],
        "pages": ["overdose/respond/"],
    }
    assert found["facts"]["sample-line"]["sources"][0]["date"] == "2026-01-26"
    assert found["facts"]["sample-line"].keys().isdisjoint({"read", "note"})


def test_facts_json_is_published_and_the_registers_are_not(finished: Project) -> None:
    found = json.loads(finished.page("facts.json"))
    assert found["edition"] == "2026-11-21 · " + finished.git("log", "-1", "--format=%h", "--abbrev=8").strip()
    assert [path for path in finished.site.rglob("*") if path.suffix in (".yml", ".md") or path.name == "_words"] == []


def test_the_facts_page_links_to_the_pages(finished: Project) -> None:
    html = finished.page("about/facts/index.html")
    assert re.findall(r'<h2 id="facts-[^>]+>[^<]+|id="fact-[^"]+', html) == [
        '<h2 id="facts-overdose">Overdose', 'id="fact-call-911', 'id="fact-sample-line', 'id="fact-sample-dose',
    ]  # fmt: skip
    assert '<dd><a href="../../overdose/">4 Overdose</a>, <a href="../../overdose/respond/">4.1 Respond</a></dd>' in html


def test_facts_of_a_folder_without_pages_have_a_heading(tmp_path: Path) -> None:
    project = make(tmp_path / "reader", committed=False)
    project.write("docs/peer-work/facts.yml", "facts:\n  new: {value: 9 am, kind: hours, what: W, sources: [sample-page], as_of: "
                  '"2026-01"}\n')  # fmt: skip
    loaded = book.load(Settings(project.root))
    box = fact_list.fact_list(loaded, "about/facts.md")
    assert [heading.text for heading in box.iter("h2")] == ["Overdose", "Peer work"]


def test_a_value_that_stands_nearly_everywhere_names_chapters(small_book: book.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fact_list, "PAGES_NAMED", 1)
    box = fact_list.fact_list(small_book, "about/facts.md")
    card = next(each for each in box.iter("div") if each.get("id") == "fact-sample-line")
    assert "".join(list(card.iter("dd"))[-1].itertext()) == "4 Overdose (2 pages)"

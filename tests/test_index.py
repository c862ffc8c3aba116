"""What the search knows: read from our own finished pages, in two files that belong together."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from reader.site import search_index, sections
from reader.source import book, history
from reader.source.settings import Settings
from small import Project, make


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<p>One <b>bold</b> word</p>", ["One bold word"]),
        ("<ul><li>One<ul><li>Below</li></ul></li><li>Two</li></ul>", ["One", "Below", "Two"]),
        ("<p>5 &lt; 6 &amp; 7</p>\n\n<p></p><p>End</p>", ["5 < 6 & 7", "End"]),
        ("<p>A line<br>and another</p>", ["A line", "and another"]),
        ("<p>Kept <span data-search-exclude=''>left <i>out</i></span> again</p>", ["Kept again"]),
        ("<div data-search-exclude><p>Out<br></p><img src='a.svg'></div><p>In</p>", ["In"]),
        ("<p>Drawn <svg><text>label</text></svg>here</p><script>no()</script>", ["Drawn here"]),
        ("<p>help@<wbr>example.org</p>", ["help@example.org"]),
        ("", []),
    ],
)
def test_a_line_is_a_paragraph_or_an_item(html: str, lines: list[str]) -> None:
    assert [section.lines for section in sections.of_page(f"<nav>Nav</nav><article>{html}</article><p>Foot</p>")] == [lines]


def test_a_row_is_one_line() -> None:
    head = "<thead><tr><th>You have</th><th>Go</th></tr></thead>"
    table = f"<table>{head}<tbody><tr><td>A  lump</td><td>To <p>a nurse</p></td></tr></tbody></table>"
    found = sections.of_page(f"<article>{table}<p>After</p></article>")[0].lines
    assert found == ["You have · Go", "A lump · To a nurse", "After"]


def test_a_heading_with_an_anchor_begins_a_section() -> None:
    head = '<article><h1 id="t">Title</h1><p>First</p><h2 id="a">What <em>to</em> do &amp; not</h2>'
    html = f"{head}<p>One</p><h3>No place</h3></article>"
    assert sections.of_page(html) == [
        sections.Section(lines=["First"]),
        sections.Section("a", "What to do & not", ["One", "No place"]),
    ]


def test_the_finished_site_holds_ours_only(finished: Project) -> None:
    docs = {entry["url"]: entry for entry in search_index.read(finished.site)}
    assert sorted(file.name for file in (finished.site / "search").iterdir()) == ["first.js", "text.js"]
    assert {"", "overdose/", "overdose/respond/", "overdose/respond/#what-to-do"} <= docs.keys()
    opening = docs["overdose/respond/"]
    assert (opening["page"], opening["number"], opening["also"]) == ("Respond", "4.1", ["narcan", "what do I do"])
    assert opening["text"].startswith("What to do, step by step."), "a page is found by its summary"
    section = docs["overdose/respond/#what-to-do"]
    assert "Call 1-888-555-0100. One kit holds 0.4 mg in each ampoule." in section["text"], "marks and ages are left out"
    assert "Breathing slows again: start again." in section["text"], "fixed words are found where they are included"
    everything = finished.page("search/first.js") + finished.page("search/text.js")
    for left_out in ("Somebody else", "Sources", "Not yet checked", "Last changed", "Used on", "last edited"):
        assert left_out not in everything


def test_a_page_of_another_edition_is_not_read_again(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    page, own = built.site / "overdose/respond/index.html", book.load(Settings(built.root))
    text, found = page.read_text(encoding="utf-8"), search_index.entries(built.site, own)
    named = re.search(r'<span class="edition"> Edition ([^<]+)\.</span>', text)
    assert named
    page.write_text(history.with_edition(text, named[1], "2030-01-01 · 0badcafe"), encoding="utf-8")
    with monkeypatch.context() as without:
        without.delattr(sections, "of_article")
        assert search_index.entries(built.site, own) == found
    page.write_text(text.replace("</article>", "<p>Zebrafinch</p></article>"), encoding="utf-8")
    assert search_index.entries(built.site, own) != found


def test_the_list_of_facts_is_not_the_answer_to_everything(finished: Project) -> None:
    assert [entry["url"] for entry in search_index.read(finished.site) if "about/facts" in entry["url"]] == ["about/facts/"]


def test_pages_stand_in_reading_order_and_lead_somewhere(finished: Project) -> None:
    urls = [entry["url"].partition("#")[0] for entry in search_index.read(finished.site)]
    order = [page.url for page in book.load(Settings(finished.root)).pages]
    assert list(dict.fromkeys(urls)) == order
    assert all(Path(finished.site, url, "index.html").is_file() for url in urls)


def test_the_first_file_knows_the_second(finished: Project) -> None:
    first, text = (finished.page(f"search/{name}.js").partition("=")[2].rstrip(";\n") for name in ("first", "text"))
    assert json.loads(first)["edition"] == json.loads(text)["edition"]
    assert len(json.loads(first)["pages"]) == len(json.loads(text)["pages"])


def test_names_with_spaces_and_accents_are_found(tmp_path: Path) -> None:
    """Pages whose files are called like that are in the index, under the address that a browser asks for."""
    project = make(tmp_path / "reader")
    nav = project.text("mkdocs.yml")
    for name in ("My Page", "santé"):
        body = f"---\ntitle: About {name}\nsummary: A page.\nalso: []\n---\n\n# About {name}\n\nZebrafinch.\n"
        project.write(f"docs/overdose/{name}.md", body)
        nav = nav.replace("overdose/respond.md\n", f"overdose/respond.md\n      - overdose/{name}.md\n", 1)
    project.write("mkdocs.yml", nav)
    done = project.build()
    assert done.returncode == 0, done.stdout + done.stderr
    docs = {entry["url"]: entry["text"] for entry in search_index.read(project.site)}
    assert "Zebrafinch" in docs["overdose/My%20Page/"]
    assert "Zebrafinch" in docs["overdose/sant%C3%A9/"]

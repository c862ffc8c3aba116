"""A town's own numbers on top of the register: the text stays, the page, the list and the papers say the town's."""

from __future__ import annotations

import json
import re

import pytest

from reader.source import book, history, workspace
from reader.source.book import Book
from reader.source.facts import Fact
from reader.source.settings import Settings, from_environment
from small import Project, render

TOWN = "layers/town.yml"
LAYER = """sources:
  town-page: {title: The town's page, publisher: The town, date: "2026-03", kind: peer-org}
facts:
  sample-line: {value: 250-555-0177, kind: phone, what: The town's line, sources: [town-page], as_of: "2026-03"}
"""


def with_layers(project: Project, *names: str) -> Book:
    return book.load(Settings(project.root, layers=names))


def said(found: Book) -> list[str]:
    return [str(problem) for problem in found.register.problems]


@pytest.fixture
def town(project: Project) -> Project:
    project.write(TOWN, LAYER)
    return project


def test_a_fact_of_a_layer_stands_in_for_the_one_below(town: Project) -> None:
    found = with_layers(town, TOWN)
    fact = found.register.facts["sample-line"]
    assert said(found) == []
    assert (fact.value, fact.base.value, fact.folder) == ("250-555-0177", "1-888-555-0100", "overdose")
    assert list(found.register.facts) == list(with_layers(town).register.facts)
    assert with_layers(town).register.facts["sample-line"].value == "1-888-555-0100"


def test_the_uppermost_layer_counts(town: Project) -> None:
    town.write("layers/street.yml", LAYER.replace("town-page", "street-page").replace("0177", "0188"))
    fact: Fact = with_layers(town, TOWN, "layers/street.yml").register.facts["sample-line"]
    assert (fact.value, fact.base.value) == ("250-555-0188", "1-888-555-0100")


def test_a_page_says_the_value_of_the_layer_with_its_source(town: Project) -> None:
    html = render(town.root, "overdose/respond.md", env={"READER_LAYERS": TOWN})
    assert re.findall(r'href="(tel:[^"]+)">([^<]+)', html)[-1] == ("tel:+12505550177", "250-555-0177")
    assert "1-888-555-0100" not in html
    assert "The town" in html[html.index('id="sources"') :]
    assert "1-888-555-0100" in town.text("docs/overdose/respond.md")


def test_a_site_with_a_layer_is_built_and_another_layer_builds_it_again(town: Project) -> None:
    town.commit("A layer")
    done = town.build(READER_LAYERS=TOWN)
    assert done.returncode == 0, done.stderr
    assert json.loads(town.page("facts.json"))["facts"]["sample-line"]["value"] == "250-555-0177"
    assert "Nothing has changed" in town.build(READER_LAYERS=TOWN).stdout
    assert "Nothing has changed" not in town.build().stdout
    assert "1-888-555-0100" in town.page("overdose/respond/index.html")


def test_a_page_is_as_new_as_the_layer(town: Project) -> None:
    town.commit("A layer", "2026-12-24T12:00:00-08:00")
    settings = from_environment(town.root, {"READER_LAYERS": TOWN})
    found, past = workspace.current(settings)
    assert re.fullmatch(r"2026-12-24 · [0-9a-f]{8} · town", past.edition)
    page = next(page for page in found.pages if page.path == "overdose/respond.md")
    assert str(past.of_page(page, found).day) == "2026-12-24"
    town.write(TOWN, LAYER.replace("0177", "0188"))
    found, past = workspace.current(settings)
    assert found.register.facts["sample-line"].value == "250-555-0188"
    assert past.of_page(page, found).reason == "a fact on this page has changes that are not committed yet"
    assert past.edition.endswith("with changes not committed")
    assert str(history.read(town.root).of_page(page, with_layers(town)).day) == "2026-11-21"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("sample-line:", "no-line:", f"{TOWN}:4  register: the fact no-line stands in for none of the register; use the id of "
         "the fact whose value is another one here"),
        ("kind: phone", "kind: hours", f"{TOWN}:4  register: the fact sample-line is of the kind hours, and the register's, at "
         "docs/overdose/facts.yml:11, is of the kind phone; write kind: phone"),
        ("town-page", "sample-page", f"{TOWN}:2  register: the source sample-page is already at docs/overdose/facts.yml:2; "
         "give this one an id of its own"),
        ("[town-page]", "[nobody]", f"{TOWN}:4  register: the fact sample-line names a source “nobody” that is in no facts.yml; "
         "add it under sources: with title, publisher, date and kind"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(old: str, new: str, message: str, town: Project) -> None:
    town.write(TOWN, LAYER.replace(old, new))
    assert message in said(with_layers(town, TOWN))


def test_a_layer_is_not_blamed_for_a_mistake_below_it(town: Project) -> None:
    town.replace("docs/overdose/facts.yml", "    kind: phone\n", "\tkind: phone\n")
    (only,) = said(with_layers(town, TOWN))
    assert "there is a tab" in only


def test_a_layer_that_is_not_there_stops_the_build(project: Project) -> None:
    done = project.build(READER_LAYERS="layers/none.yml")
    assert done.returncode == 1
    assert "layers/none.yml  register: is no file of this project" in done.stderr

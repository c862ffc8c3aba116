"""What each rule finds, and what it lets pass: tests/cases/rules (sources) and tests/cases/site_rules (a built site)."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from reader import checks
from reader.checks import built_pages, dates_to_come, old_facts, site_weight
from reader.source import book, yamlfile
from reader.source.settings import Settings, from_environment
from small import CASES, ROOT, agrees, make, settings_of

RULES = {rule.NAME: rule for rule in (*checks.SOURCE_RULES, *checks.SITE_RULES)}


def cases(folder: str) -> list[Path]:
    return sorted((CASES / folder).glob("*/*"))


def name(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


@pytest.fixture
def rule(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The rule of the case. limits.yml lowers its limits, so that a case that breaks them stays small."""
    case: Path = request.getfixturevalue("case")
    rule = RULES[case.parent.name]
    if (case / "limits.yml").is_file():
        for limit, value in yamlfile.read((case / "limits.yml").read_text(encoding="utf-8")).items():
            assert hasattr(rule, limit)
            monkeypatch.setattr(rule, limit, int(value))
    return rule


class NovemberOf2026(datetime.date):
    @classmethod
    def today(cls) -> datetime.date:
        return datetime.date(2026, 11, 21)


@pytest.mark.parametrize("case", cases("rules"), ids=name)
def test_a_rule_that_reads_sources(case: Path, rule: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of the case are laid over the small project; nav.yml takes the place of its nav."""
    for module in (old_facts, dates_to_come):
        monkeypatch.setattr(module, "date", NovemberOf2026)
    project = make(tmp_path / "reader", committed=False)
    for folder in ("docs", "overrides", "scripts"):
        if (case / folder).is_dir():
            shutil.copytree(case / folder, project.root / folder, dirs_exist_ok=True)
    if (case / "CONTRIBUTING.md").is_file():
        shutil.copy(case / "CONTRIBUTING.md", project.root)
    if (case / "nav.yml").is_file():
        settings = (project.root / "mkdocs.yml").read_text(encoding="utf-8")
        project.write("mkdocs.yml", settings[: settings.index("nav:\n")] + (case / "nav.yml").read_text(encoding="utf-8"))
    found = sorted(rule.check(book.load(Settings(project.root))))
    agrees(case / "expected.txt", "".join(f"{finding}\n" for finding in found))


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> book.Book:
    return book.load(Settings(make(tmp_path_factory.mktemp("site") / "reader", committed=False).root))


@pytest.mark.parametrize("case", cases("site_rules"), ids=name)
def test_a_rule_that_reads_the_site(case: Path, rule: ModuleType, small_book: book.Book) -> None:
    """The file `env` of a case sets addresses."""
    site = case / "site"
    with_addresses = replace(small_book, settings=from_environment(small_book.root, settings_of(case)))
    found = sorted(rule.check(site, built_pages.read(site), with_addresses))
    agrees(case / "expected.txt", "".join(f"{finding}\n" for finding in found))


@pytest.mark.parametrize(("folder", "rules"), [("rules", checks.SOURCE_RULES), ("site_rules", checks.SITE_RULES)])
def test_every_rule_has_a_case_that_fails_and_one_that_passes(folder: str, rules: tuple[ModuleType, ...]) -> None:
    found: dict[str, set[bool]] = {}
    for case in cases(folder):
        found.setdefault(case.parent.name, set()).add((case / "expected.txt").stat().st_size > 0)
    assert found == {rule.NAME: {True, False} for rule in rules}


def test_every_rule_is_in_a_list_and_says_what_it_is_for() -> None:
    files = {file.stem for file in (ROOT / "scripts/reader/checks").glob("*.py")} - {"__init__", "built_pages", "clean", "origin"}
    assert {rule.__name__.rpartition(".")[2] for rule in RULES.values()} == files
    for rule in RULES.values():
        assert rule.SEVERITY in ("stop", "tell")
        assert rule.__doc__


def test_a_first_visit_may_cost_100_kilobytes() -> None:
    assert site_weight.FIRST_VISIT == 100_000


def test_pages_read_before_are_as_if_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, memory = tmp_path / "site", tmp_path / "built.json"
    page = site / "a/index.html"
    page.parent.mkdir(parents=True)
    (site / "index.html").write_text(
        '<p id="one"><a href="a/#two">There</a><img src="x.png" style="color:red">'
        '<nav class="contents"><a href="a/">On</a></nav>',
        encoding="utf-8",
    )
    page.write_text('<p id="two">Here<script>go()</script>', encoding="utf-8")
    anew = [checks_read(each) for each in built_pages.read(site)]
    assert [checks_read(each) for each in built_pages.read(site, memory)] == anew
    with monkeypatch.context() as without:
        without.delattr(built_pages, "_parsed")
        assert [checks_read(each) for each in built_pages.read(site, memory)] == anew
    of = '<p id="two">Here<a href="tell/?edition={}">Wrong?</a><span class="edition"> Edition {}.</span>'
    page.write_text(of.format("2026-11-30+%C2%B7+0a1b", "2026-11-30 · 0a1b"), encoding="utf-8")
    newer = [checks_read(each) for each in built_pages.read(site, memory)]
    day = '<p class="edited" data-search-exclude>Text of this page last edited 2026-12-01</p>'
    page.write_text(of.format("2026-12-01+%C2%B7+ffff", "2026-12-01 · ffff") + day, encoding="utf-8")
    with monkeypatch.context() as without:
        without.delattr(built_pages, "_parsed")
        assert [checks_read(each) for each in built_pages.read(site, memory)] == newer, "only edition and day are others"
    page.write_text('<p id="three">Here', encoding="utf-8")
    assert [[name for name, _ in each.ids] for each in built_pages.read(site, memory)] == [["three"], ["one"]]
    memory.write_text('{"half', encoding="utf-8")
    assert [each.path for each in built_pages.read(site, memory)] == ["a/index.html", "index.html"]


def checks_read(page: built_pages.Built) -> list[object]:
    """All of a page as the rules take it apart: pairs are pairs, as tuples or as lists."""
    return [
        page.path,
        *([tuple(place) for place in part] for part in (page.ids, page.links, page.loads, page.words, page.code, page.contents)),
    ]

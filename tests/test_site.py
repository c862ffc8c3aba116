"""The finished site: when it is made again, what is in it, and that the same commit makes the same bytes."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

import in_process
from reader.press import layout
from reader.press.errors import NoPangoError
from reader.site import place, up_to_date
from reader.source import dates, settings
from reader.source.settings import Settings
from shared import once
from small import Project, hash_of, make

PAGE = "docs/overdose/respond.md"
ADDRESSES = {
    "SITE_URL": "https://reader.example/sub/", "REPO_URL": "https://git.example/reader", "READER_CONTACT": "fix@example.org",
}  # fmt: skip


@pytest.fixture(scope="session")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project built with every address set: only to be read."""

    def build(folder: Path) -> None:
        done = in_process.build(make(folder / "reader"), **ADDRESSES)
        assert done.returncode == 0, done.stderr

    return Project(once(tmp_path_factory, "addressed", build) / "reader")


@pytest.fixture(params=["finished", "addressed"])
def either(request: pytest.FixtureRequest) -> Project:
    """With no address set, and with all."""
    project: Project = request.getfixturevalue(request.param)
    return project


def html_of(project: Project) -> dict[str, str]:
    files = sorted(project.site.rglob("*.html"))
    return {file.relative_to(project.site).as_posix(): file.read_text(encoding="utf-8") for file in files}


def pages_of(project: Project) -> dict[str, str]:
    """Those with the theme around them: all but the page of an address that moved, and the one file for an overdose."""
    others = ("overdose/what-to-do/index.html", "now/index.html")
    return {path: html for path, html in html_of(project).items() if path not in others}


# When it is built again.


def test_a_second_build_says_that_nothing_has_changed(project: Project) -> None:
    first = project.build()
    assert first.stdout.startswith(f"Built 5 pages into {project.site} in ")
    steps = first.stderr.splitlines()
    assert (steps[0], steps[-1]) == ("Checking the text …", "Looking over the finished pages …")
    assert all(step.endswith(" …") for step in steps)
    before = {path: path.stat().st_mtime_ns for path in project.site.rglob("*")}
    second = project.build()
    assert (second.stdout, second.stderr) == (f"Nothing has changed; {project.site} is up to date.\n", "")
    assert {path: path.stat().st_mtime_ns for path in project.site.rglob("*")} == before
    assert in_process.build(project, "--force").stdout.startswith("Built 5 pages")
    assert (in_process.build(project, "--quiet").stdout, in_process.build(project, "--quiet", "--force").stdout) == ("", "")


CHANGES: dict[str, Callable[[Project], Any]] = {
    "a page": lambda project: project.write(PAGE, project.text(PAGE) + "\nMore.\n"),
    "a fact": lambda project: project.replace("docs/overdose/facts.yml", "A line for tests", "A line for trying"),
    "fixed words": lambda project: project.write("docs/_words/independent.md", "Ours.\n"),
    "a drawing": lambda project: project.write("docs/assets/steps/1.svg", "<svg/>"),
    "a new file": lambda project: project.write("docs/assets/new.txt", ""),
    "a name": lambda project: (project.root / "docs/assets/favicon.png").rename(project.root / "docs/assets/icon.png"),
    "the template": lambda project: project.write("overrides/main.html", project.text("overrides/main.html") + "\n"),
    "the settings": lambda project: project.write("mkdocs.yml", project.text("mkdocs.yml") + "\n"),
    "the code": lambda project: project.write("scripts/reader/new.py", ""),
    "the lock": lambda project: project.write("requirements.lock", "mkdocs==2"),
    "a commit": lambda project: project.git("commit", "-q", "--allow-empty", "-m", "Nothing in it"),
    "no git any more": lambda project: shutil.rmtree(project.root / ".git"),
    "a file of the site": lambda project: project.write("site/facts.json", "{}"),
    "a file of the site, same size": lambda project: os.utime(project.site / "facts.json", ns=(0, 0)),
    "a file less in the site": lambda project: (project.site / "404.html").unlink(),
    "a file more in the site": lambda project: project.write("site/more.html", ""),
    "no site any more": lambda project: shutil.rmtree(project.site),
}  # fmt: skip


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return make(tmp_path_factory.mktemp("fresh") / "reader")


@pytest.fixture
def fresh(template: Project, tmp_path: Path) -> Project:
    """A project with a site, both of which count as up to date."""
    project = Project(Path(shutil.copytree(template.root, tmp_path / "reader")))
    for name in ("facts.json", "404.html"):
        project.write(f"site/{name}", "[]")
    (project.root / ".cache").mkdir()
    up_to_date.remember(project.root, project.site, up_to_date.fingerprint(Settings(project.root)))
    assert up_to_date.is_fresh(Settings(project.root), project.site)
    return project


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_changes_it_is_built_again(what: str, fresh: Project) -> None:
    CHANGES[what](fresh)
    assert not up_to_date.is_fresh(Settings(fresh.root), fresh.site)


@pytest.mark.parametrize("name", ADDRESSES)
def test_another_address_builds_again(name: str, fresh: Project) -> None:
    assert not up_to_date.is_fresh(settings.from_environment(fresh.root, {name: ADDRESSES[name]}), fresh.site)


def test_committing_what_was_built_builds_again(fresh: Project) -> None:
    """The bytes of the sources are the same, but now the page has a date."""
    fresh.write(PAGE, fresh.text(PAGE) + "\nMore.\n")
    up_to_date.remember(fresh.root, fresh.site, up_to_date.fingerprint(Settings(fresh.root)))
    assert up_to_date.is_fresh(Settings(fresh.root), fresh.site)
    fresh.commit("More")
    assert not up_to_date.is_fresh(Settings(fresh.root), fresh.site)


def test_a_new_name_builds_again_without_git(fresh: Project) -> None:
    shutil.rmtree(fresh.root / ".git")
    up_to_date.remember(fresh.root, fresh.site, up_to_date.fingerprint(Settings(fresh.root)))
    (fresh.root / "docs/assets/favicon.png").rename(fresh.root / "docs/assets/favicon.pnx")
    assert not up_to_date.is_fresh(Settings(fresh.root), fresh.site)


@pytest.mark.parametrize("path", ["README.md", "tests/new.py", "scripts/reader/__pycache__/book.pyc", ".cache/other"])
def test_what_does_not_go_into_it_builds_nothing(path: str, fresh: Project) -> None:
    fresh.write(path, "Something.\n")
    assert up_to_date.is_fresh(Settings(fresh.root), fresh.site)


def test_two_sites_of_one_project_are_told_apart(built: Project, tmp_path: Path) -> None:
    other = tmp_path / "elsewhere/site"
    other.parent.mkdir()
    assert in_process.build(built, "--site", str(other)).stdout.startswith("Built")
    assert in_process.build(built, "--site", str(other)).stdout.startswith("Nothing has changed")
    assert hash_of(other) == hash_of(built.site)


# The same bytes.


def test_the_same_commit_makes_the_same_bytes(project: Project, tmp_path: Path) -> None:
    clone = Project(tmp_path / "other/place")
    project.git("clone", "-q", str(project.root), str(clone.root))
    here = project.build(TZ="America/Vancouver", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    there = clone.build(TZ="Pacific/Kiritimati", LC_ALL="C", LANG="de_DE.UTF-8", LANGUAGE="de", PYTHONHASHSEED="2")
    assert (here.returncode, there.returncode) == (0, 0), here.stderr + there.stderr
    assert hash_of(project.site) == hash_of(clone.site)


def test_nothing_in_it_is_of_the_day_of_the_build(tmp_path: Path) -> None:
    project = make(tmp_path / "reader", committed=False)
    project.git("init", "-q")
    project.commit("Begin", "2026-03-04T12:00:00-08:00")
    assert in_process.build(project, **ADDRESSES).returncode == 0
    today = (date.today().isoformat(), dates.in_words(date.today()), date.today().strftime("%a, %d %b %Y"))
    for file in project.site.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert [day for day in today if day.encode() in content] == [], file.name


# Put in its place.


def test_a_build_that_was_cut_off_between_its_renames_is_repaired(built: Project) -> None:
    before = hash_of(built.site)
    built.site.rename(built.root / "site.old")
    built.write(PAGE, built.text(PAGE) + "\nCall [1](fact:nobody).\n")
    assert in_process.build(built).returncode == 1
    assert hash_of(built.site) == before
    assert [*built.root.glob("site.*")] == []


def test_what_a_killed_build_left_behind_does_no_harm(built: Project) -> None:
    for name in ("site.part", "site.old"):
        built.write(f"{name}/left/over.html", "")
        built.write(f"{name}/{place.MARK}", "")
    assert in_process.build(built, "--force").returncode == 0
    assert [*built.root.glob("site.*")] == []
    assert not [*built.site.rglob("over.html")]


# What is in it.


class Loads(HTMLParser):
    """What a browser fetches by itself, found without the code that checks it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            only_named = tag == "a" or dict(attrs).get("rel") in ("canonical", "prev", "next")
            if name in ("src", "srcset", "data", "poster", "action", "background") or (name == "href" and not only_named):
                self.found.append(value or "")


def test_nothing_is_loaded_from_another_host(either: Project) -> None:
    for path, html in html_of(either).items():
        loads = [place for place in Loads(html).found if re.match(r"\s*(?:\w+:)?//|data:", place)]
        within = path == "now/index.html" and len(loads) == 1 and loads[0].startswith("data:image/png;base64,")  # its icon
        assert within or loads == [], path
    for file in [*either.site.rglob("*.css"), *either.site.rglob("*.js")]:
        text = file.read_text(encoding="utf-8")
        assert re.findall(r"url\(\s*['\"]?(?:\w+:)?//[^)]*|@import[^;]*", text) == [], file.name
        assert re.findall(r"(?:fetch|import|Worker|EventSource|WebSocket|sendBeacon)\(\s*['\"`](?:\w+:)?//[^)]*", text) == [], (
            file.name
        )


def test_what_nobody_loads_is_not_there(either: Project) -> None:
    names = {file.relative_to(either.site).as_posix() for file in either.site.rglob("*") if file.is_file()}
    left = [name for name in names if name.startswith(("assets/javascripts", "assets/images")) or name.endswith((".map", ".gz"))]
    assert left == []
    assert "search/search_index.json" not in names


def test_every_page_is_canadian_english_with_a_title_and_a_summary(either: Project) -> None:
    for path, html in pages_of(either).items():
        assert re.findall(r"<html\b[^>]*>", html)[0].startswith('<html lang="en-CA"'), path
        assert len(re.findall(r"<title>[^<]+ · There Is No Authority but Yourself</title>", html)) == 1, path
        assert len(re.findall(r'<meta name="description" content="[^"]{10,}">', html)) == 1, path
    assert '<meta name="description" content="What to do, step by step.">' in either.page("overdose/respond/index.html")


def test_without_an_address_there_is_no_sitemap_and_no_canonical_link(finished: Project) -> None:
    assert not (finished.site / "sitemap.xml").exists()
    for path, html in pages_of(finished).items():
        assert [word for word in ("canonical", "og:url", "og:image") if word in html] == [], path


def test_with_an_address_every_page_is_in_the_sitemap_and_names_its_place(addressed: Project) -> None:
    sitemap = addressed.page("sitemap.xml")
    places = re.findall(r"<loc>(.*?)</loc><lastmod>2026-11-21</lastmod>", sitemap)
    base = "https://reader.example/sub/"
    assert places == [base + url for url in ("", "overdose/", "overdose/respond/", "about/facts/", "about/send-a-correction/")]
    for url in places:
        html = addressed.page(f"{url.removeprefix(base)}index.html")
        assert f'<link rel="canonical" href="{url}">' in html
        assert f'<meta property="og:url" content="{url}">' in html
        assert '<meta property="og:image" content="https://reader.example/sub/assets/social.png">' in html
    assert "canonical" not in addressed.page("404.html")


def test_no_link_leads_to_an_address_that_is_not_set(finished: Project) -> None:
    for path, html in html_of(finished).items():
        found = re.findall(r'href="([^"]*)"', html)
        assert [place for place in found if place in ("", "None", "/") and path != "404.html"] == [], path
        assert [place for place in found if re.search("github|/edit/|/blob/|/issues/|mailto:", place)] == [], path


def test_links_to_the_addresses_that_are_set(addressed: Project) -> None:
    page = addressed.page("overdose/respond/index.html")
    assert 'href="https://git.example/reader/edit/main/docs/overdose/respond.md">edit this page' in page
    assert "https://git.example/reader/issues/new?template=correction.yml&amp;page=overdose%2Frespond%2F&amp;edition=" in page
    assert "mailto:fix@example.org?subject=Correction%3A%20overdose/respond/" in page
    facts = addressed.page("about/facts/index.html")
    line = addressed.text("docs/overdose/facts.yml").split("\n").index("  sample-dose:") + 1
    assert f'href="https://git.example/reader/blob/main/docs/overdose/facts.yml?plain=1#L{line}">edit this value</a>' in facts
    assert "mailto:fix@example.org" in addressed.page("about/send-a-correction/index.html")


def test_every_page_leads_to_the_correction_page_with_itself_filled_in(either: Project) -> None:
    for path, html in pages_of(either).items():
        if path == "404.html" or path.startswith("changes/"):  # these lead to the chapter's pages, which lead there
            continue
        name = path.removesuffix("index.html").replace("/", "%2F") or "the+cover"
        links = re.findall(rf'href="([^"]*)\?page={re.escape(name)}&amp;edition=2026-11-21[^"]+"', html)
        assert urljoin(f"/{path}", links[0]) == "/about/send-a-correction/", path


def test_a_lost_visitor_gets_the_six_steps(either: Project) -> None:
    html = either.page("404.html")
    assert html.count('<svg aria-hidden="true" class="step"') == 6
    assert "Still not, after 3 to 5 minutes?" in html
    base = "/sub/" if "/sub/" in html else "/"
    assert f'href="{base}assets/css/reader.css' in html, "it is served at any address, so it can't use relative ones"


def test_a_committed_page_says_when_it_was_edited(finished: Project) -> None:
    html = finished.page("overdose/respond/index.html")
    assert '<meta name="revised" content="2026-11-21">' in html
    assert "Text of this page last edited 2026-11-21" in html
    assert '<time datetime="2026-11-21">21 November 2026</time>' in html


def no_pango() -> str:
    raise NoPangoError("none")


@pytest.mark.parametrize("libraries", [no_pango, lambda: "Pango 9.9, HarfBuzz 9.9"], ids=["none", "newer"])
def test_what_prints_the_papers_is_part_of_the_site(libraries, fresh: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site made without Pango has no papers: once Pango is there, or another, the site is not up to date."""
    monkeypatch.setattr(layout, "libraries", libraries)
    assert not up_to_date.is_fresh(Settings(fresh.root), fresh.site)
    up_to_date.remember(fresh.root, fresh.site, up_to_date.fingerprint(Settings(fresh.root)))
    assert up_to_date.is_fresh(Settings(fresh.root), fresh.site)
    monkeypatch.undo()
    assert not up_to_date.is_fresh(Settings(fresh.root), fresh.site)


def test_without_papers_it_does_not_matter_what_prints(fresh: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    up_to_date.remember(fresh.root, fresh.site, up_to_date.fingerprint(Settings(fresh.root), papers=False))
    monkeypatch.setattr(layout, "libraries", no_pango)
    assert up_to_date.is_fresh(Settings(fresh.root), fresh.site, papers=False)

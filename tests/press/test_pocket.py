"""The pocket copy: what is in the zip, that no link of it leads out of it, and that the same site gives the same bytes."""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import time
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from press.conftest import LIVE, Papers, page, run
from reader.press import pocket, pocket_page, products
from reader.press.material import Site
from reader.press.subjects import Subject
from reader.source import workspace
from reader.source.settings import Settings
from small import Project

_LINK = re.compile(r'\b(?:href|src)="([^"]*)"')


@pytest.fixture(scope="module")
def site(papers: Papers, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """With the papers that were made before, and the page that lists them."""
    project = Project(Path(shutil.copytree(papers.project.root, tmp_path_factory.mktemp("pocket") / "a reader")))
    project.write("docs/about/print.md", page("Print and share", "## The papers\n\n<!-- here: papers -->"))
    project.replace("mkdocs.yml", "      - about/facts.md\n", "      - about/facts.md\n      - about/print.md\n")
    project.commit("Papers")
    done = run(project, "build", **LIVE)
    assert done.returncode == 0, done.stderr
    book, history = workspace.current(Settings(project.root))
    return Site(project.site, book, history)


def opened(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


@pytest.mark.parametrize("make", [pocket.pages, pocket.pages_and_papers])
def test_every_link_names_a_file_of_the_zip(site: Site, make) -> None:
    copy = opened(make(site).content)
    names = set(copy.namelist())
    assert {"reader/START-HERE.html", "reader/index.html", "reader/search/first.js", "reader/now/index.html"} <= names
    seen = 0
    for name in names:
        if name.endswith(".html"):
            for link in _LINK.findall(copy.read(name).decode()):
                path = link.partition("#")[0].partition("?")[0]
                if path and not re.match(r"[a-z]+:", path):
                    there = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
                    assert there in names, f"{name}: {link}"
                    seen += 1
    assert seen > 50


def test_papers_are_in_the_bigger_one_alone_and_none_twice(site: Site) -> None:
    def papers(content: bytes) -> set[str]:
        return {name.rpartition("/")[2] for name in opened(content).namelist() if name.endswith(".pdf")}

    assert papers(pocket.pages(site).content) == set()
    there = {file.name for file in site.folder.rglob("*.pdf")}
    inside = papers(pocket.pages_and_papers(site).content)
    assert inside < there
    assert there - inside == {name for name in there if name.startswith("reader") or name.endswith(("-fronts.pdf", "-backs.pdf"))}


def test_its_first_page_says_what_it_is_how_old_and_how_to_pass_it_on(site: Site) -> None:
    start = opened(pocket.pages(site).content).read("reader/START-HERE.html").decode()
    assert f"Edition {site.history.edition}" in start
    for words in ("whole reader", "Pass it on", "Bluetooth", "stick", "needs no internet", "reader-with-papers.zip"):
        assert words in start
    assert "Content-Security-Policy" in start.partition("<meta charset")[0]
    cover = opened(pocket.pages(site).content).read("reader/index.html").decode()
    assert 'href="START-HERE.html"' in cover


def test_same_site_same_bytes_whenever_and_wherever(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Path(shutil.copytree(site.folder, tmp_path / "elsewhere"))
    for file in other.rglob("*"):
        file.chmod(0o700)
    (other / "index.html").touch()
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        again = pocket.pages_and_papers(Site(other, site.book, site.history)).content
    finally:
        monkeypatch.undo()
        time.tzset()
    assert again == pocket.pages_and_papers(site).content
    entries = opened(again).infolist()
    assert {entry.date_time for entry in entries} == {time.gmtime(site.history.timestamp)[:6]}
    names = [entry.filename for entry in entries][1:]
    assert names == sorted(names)


def item(kind: str) -> products.Item:
    return products.Item(
        next(row for row in products.TABLE if row.kind == kind), Subject("overdose", "4 Overdose", "overdose", ())
    )


def test_what_a_line_says_of_a_file_that_is_left_out_goes_with_it() -> None:
    line = (
        '<p class="print">Print chapter 4: <a href="../print/overdose-booklet.pdf">booklet</a> (1 KB), 1 Letter sheet, both '
        'sides, short edge · <a href="../print/overdose.pdf">for a phone</a> (2 KB), 3 small pages · printer can\'t turn paper: '
        '<a href="../print/overdose-fronts.pdf">fronts</a> (3 KB) on 1 Letter sheet, then <a href="../print/overdose-backs.pdf">'
        'backs</a> (1 KB) on the same. <a href="../about/">How</a></p>'
    )
    left = pocket_page.packed(line, "overdose/index.html", [item("fronts"), item("backs")], "", "")
    assert re.sub("<[^>]+>", "", left) == (
        "Print chapter 4: booklet (1 KB), 1 Letter sheet, both sides, short edge · for a phone (2 KB), 3 small pages. How"
    )
    none = [item(kind) for kind in ("booklet", "phone", "fronts", "backs")]
    for said in (line, line.replace(' <a href="../about/">How</a>', "")):
        assert pocket_page.packed(said, "overdose/index.html", none, "", "") == ""
    kept = pocket_page.packed(line, "overdose/index.html", [item("booklet")], "", "")
    assert re.sub("<[^>]+>", "", kept).startswith("Print chapter 4: for a phone (2 KB), 3 small pages · printer")


def test_without_papers_no_page_speaks_of_printing_them(site: Site) -> None:
    copy = opened(pocket.pages(site).content)
    pages = [name for name in copy.namelist() if name.endswith(".html")]
    assert not [name for name in pages if b'<p class="print">' in copy.read(name)]


def test_the_list_of_papers_names_those_that_are_there(site: Site) -> None:
    def listed(copy: zipfile.ZipFile) -> str:
        return copy.read("reader/about/print/index.html").decode()

    without, with_papers = listed(opened(pocket.pages(site).content)), listed(opened(pocket.pages_and_papers(site).content))
    assert "<table" not in without and "This copy holds the pages alone" in without
    table = with_papers.partition("<table")[2]
    assert all(f">{words}</a>" in table for words in ("booklet", "large print", "plain text"))
    assert not any(f">{words}</a>" in table for words in ("fronts", "backs", "e-book"))
    assert "<li></li>" not in with_papers


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ('<p>A</p><p>A booklet? <a href="../print/overdose-booklet.pdf">It</a> has more.</p><p>B</p>', "<p>A</p><p>B</p>"),
        ('<p class="log-paper">Empty: <a href="../print/overdose-booklet.pdf">print</a> (3 KB).</p>', ""),
        ('<ul><li><a href="../print/overdose-booklet.pdf">booklet</a> (3 KB)</li><li>x</li></ul>', "<ul><li>x</li></ul>"),
        ('<p><b>More</b> in <a href="../print/overdose-booklet.pdf">it</a>.</p>', None),
        ('<p>x <img src="../print/overdose-booklet.pdf"></p>', None),
        ('<p><a href="../a.html">a</a> <img src="../print/overdose-booklet.pdf"></p>', None),
    ],
)
def test_what_speaks_of_a_file_alone_goes_with_it(html: str, left: str | None) -> None:
    """Words that say more stay."""
    assert pocket_page.packed(html, "changes/index.html", [item("booklet")], "", "") == (html if left is None else left)


def test_the_one_file_leads_into_the_copy_and_not_to_the_web() -> None:
    html = '<a href="https://reader.example/overdose/#x">Overdose</a> <a href="https://other.example/">Other</a>'
    assert pocket_page.packed(html, "now/index.html", [], "https://reader.example", "") == (
        '<a href="../overdose/index.html#x">Overdose</a> <a href="https://other.example/">Other</a>'
    )

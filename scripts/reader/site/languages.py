"""Other languages: for each that has a page to show, a site of its own in a folder of the site, and links between the two."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from reader.living import staging
from reader.living.staging import Staged
from reader.site import changes_pages
from reader.source import book as books
from reader.source import translation
from reader.source.book import Book
from reader.source.history import History
from reader.source.translation import Translation

_LINE = re.compile(r'(<p class="translated"[^>]*>.*?)(</p>)', re.DOTALL)
_TITLE_ENDS, _STEPS_END = "</h1>", "</ol>"
_ARTICLE = '<article class="text'
_ENGLISH = "English"


def published(book: Book) -> Iterator[tuple[Translation, Staged]]:
    """Every language that has a page which may be seen, put together as a project of its own."""
    for found in translation.of_project(book.root):
        if found.published and not found.problems:
            yield found, staging.put_together(book, found)


def read(staged: Staged, found: Translation, past: History) -> tuple[Book, History]:
    """The book in the language, and what git says of it."""
    return books.load(staged.settings), staged.history(past, found.strings.name)


def finish(site: Path, english: Path, book: Book, home: Book, found: Translation) -> None:
    """Put the language into every page of its finished site, lead to the English page, and leave out what only a root needs.

    `english` is the finished site that it will stand in.
    """
    pages = {site / page.url / "index.html": page for page in book.pages}
    folders = changes_pages.folders(home)
    if "_words/six-steps.md" not in found.published and (english / "now/index.html").is_file():
        shutil.copyfile(english / "now/index.html", site / "now/index.html")  # half in English it would help nobody
        untouched = {site / "now/index.html"}
    else:
        untouched = set()
    (site / "404.html").unlink(missing_ok=True)
    for file in sorted(set(site.rglob("*.html")) - untouched):
        text, up = file.read_text(encoding="utf-8"), "../" * len(file.relative_to(site).parts)
        page = pages.get(file)
        if page is not None and (folder := page.path.partition("/")[0]) in folders:
            text = changes_pages.linked(text, up, folder)
        text = found.strings.page(text)
        if page is not None:
            link = f'<a href="{up}{page.url or "index.html"}" hreflang="en" lang="{home.settings.language}">{_ENGLISH}</a>'
            text = _LINE.sub(rf"\1 {link}\2", text, count=1)
            if page.english == translation.NONE:
                text = text.replace(_ARTICLE, f'<article lang="{home.settings.language}" dir="ltr" class="text', 1)
        file.write_text(text, encoding="utf-8")


def link(site: Path, home: Book, found: Translation) -> None:
    """On English pages: where the same page is in the language; on the cover, where the language begins."""
    for page in home.pages:
        if page.path in found.published or not page.url:
            file = site / page.url / "index.html"
            up = "../" * (len(file.relative_to(site).parts) - 1)
            target = f"{up}{found.code}/{page.url}" if page.url else f"{found.code}/"
            way = f'href="{target}" hreflang="{found.code}" lang="{found.code}"'
            line = f'<p class="languages"><a {way}>{escape(found.strings.name)}</a></p>'
            text = file.read_text(encoding="utf-8")
            after = _TITLE_ENDS if page.url or _STEPS_END not in text else _STEPS_END  # nothing parts the cover from its steps
            file.write_text(text.replace(after, f"{after}\n{line}", 1), encoding="utf-8")


Make = Callable[[Book, History, Staged, Path], None]


def make(home: Book, past: History, site: Path, build: Make) -> None:
    """Build every language with `build` (its book and history, the project it is, a folder) into the finished English site."""
    for found, staged in published(home):
        place = staged.settings.root / "site"
        shutil.rmtree(place, ignore_errors=True)
        book, history = read(staged, found, past)
        build(book, history, staged, place)
        finish(place, site, book, home, found)
        shutil.move(place, site / found.code)
        link(site, home, found)

"""The engine's pages made ours: each read once, changed, written once; what nobody loads is dropped."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

from reader import files
from reader.living import due
from reader.press.products import Paper
from reader.site import (
    binder,
    changes_pages,
    facts_json,
    facts_script,
    keep,
    lost,
    now,
    policy,
    print_lines,
    publish,
    redirect_pages,
    search_index,
    sheets,
)
from reader.source.book import Book
from reader.source.history import History
from reader.source.page import Page

# Two lines of the theme's own scripts that no block of its template lets us leave out.
_THEME_SCRIPTS = re.compile(r"<script>(?:__md_scope=|var target=).*?</script>", re.DOTALL)
# What the theme's drawer, its own search, its notices and its script would need; our pages have none of them.
_THEME_PARTS = re.compile(  # after the end of a line: looked for before each space, they took longer than all the rest
    r'\n\s*+<(?:input class="md-toggle"[^>]*>|label class="md-overlay"[^>]*></label>|div data-md-component="announce">\s*</div>|'
    r'div class="md-dialog" data-md-component="dialog">\s*<div class="md-dialog__inner md-typeset"></div>\s*</div>)|'
    r' data-md-component="(?:skip|container|main)"'
)
_LOST = "404.html"
_UNUSED = ("assets/javascripts", "assets/images", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json")


def finish(site: Path, book: Book, past: History, papers: list[Paper]) -> None:
    """Do to the engine's pages what an engine can't: search words, papers, redirects, data, the policy of each page."""
    search_index.write(site, book)
    (site / "facts.json").write_text(facts_json.as_json(book, past.edition), encoding="utf-8")
    (site / "facts.ics").write_bytes(due.calendar(book, past, book.settings.addresses.site).encode())
    (site / "facts.js").write_text(facts_script.as_script(book), encoding="utf-8")
    if bindable := binder.as_script(book, papers, past.edition):
        (site / binder.FILE).write_text(bindable, encoding="utf-8")
    pages = _pages(site, book, past, papers)
    pages |= redirect_pages.write(site, book.redirects.moved, book.settings.language)
    pages |= now.write(site, book, past)
    pages |= changes_pages.write(site, book, past)
    _drop_unused(site)
    publish.tidy(site, book.root, pages)
    keep.write(site, book, past)
    if own := book.settings.addresses.site:
        (site / "sitemap.xml").write_text(_sitemap(own, book, past), encoding="utf-8")


def _pages(site: Path, book: Book, past: History, papers: list[Paper]) -> dict[Path, str]:
    """Finish every page that the engine has made. Returns them all, by their files."""
    pages, shown = {}, sheets.draw(site, book)
    sources = {f"{page.url}index.html": page for page in book.pages}
    for name in files.below(site, ".html"):
        file = site / name
        text = file.read_text(encoding="utf-8")
        if name == _LOST:
            text = lost.with_steps(text, book, past)
        text = finished(text, name, sources.get(name), book, papers, shown)
        pages[file] = lost.policed(text, book) if name == _LOST else policy.policed(text)
        file.write_text(pages[file], encoding="utf-8")
    return pages


def finished(text: str, name: str, page: Page | None, book: Book, papers: list[Paper], shown: dict[str, str]) -> str:
    """A page of the engine made ours, all but its policy. `name` is its place on the site, `shown` the pictures of forms."""
    text = _THEME_PARTS.sub("", text)
    text = _THEME_SCRIPTS.sub("", text.replace('<html lang="en"', f'<html lang="{book.settings.language}"', 1))
    up, folder = "../" * name.count("/"), name.partition("/")[0]
    text = now.led(publish.without_comments(text), up, page)
    if folder in changes_pages.folders(book):
        text = changes_pages.linked(text, up, folder)
    return print_lines.filled(sheets.filled(text, shown, up), papers, book, up)


def _drop_unused(site: Path) -> None:
    for name in _UNUSED:
        unused = site / name
        if unused.is_dir():
            shutil.rmtree(unused)
        else:
            unused.unlink(missing_ok=True)
    for sheet in (site / "assets/stylesheets").rglob("*"):
        if sheet.suffix == ".map" or sheet.name.startswith("palette."):
            sheet.unlink()


def _sitemap(own: str, book: Book, past: History) -> str:
    """All pages with the day they changed, where that is known (sitemaps.org protocol 0.9)."""
    rows = []
    for page in book.pages:
        day = past.of_page(page, book).day
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        rows.append(f"<url><loc>{html.escape(f'{own}/{page.url}')}</loc>{changed}</url>\n")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{''.join(rows)}</urlset>\n"

"""What to print: for every page, the papers of its chapter with pages, sheets, sides and size."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

from reader.press import products, subjects
from reader.press.formats import CHAPTER
from reader.press.pocket_page import BINDER
from reader.press.products import Item, Paper, items_of
from reader.press.subjects import Subject
from reader.source.book import Book

_PLACE = re.compile(r'<(p|div) class="(print|papers)" data-papers="([^"]*)">\s*</\1>')
_LOG = re.compile(r'<p class="log-paper" data-form="([^"]*)">\s*</p>')


def filled(html: str, papers: list[Paper], book: Book, up: str) -> str:
    """The page with its print lines. `up` leads to the site's root; without papers the places are taken out."""
    known = {paper.path: paper for paper in papers}
    chapters = {subject.name: subject for subject in subjects.of(book, "chapter")}
    forms = {subject.pages[0].path: subject for subject in subjects.of(book, "form")}

    def line(match: re.Match[str]) -> str:
        if match[3] == "all":
            return everything(book, known, up)
        if match[3] == "binder":
            return BINDER if known else ""
        if match[3] == "binder forms":
            return _all_forms(book, known, up) + (BINDER if known else "")
        if form := forms.get(match[3]):
            return _on_paper(_here(items_of(form, "form")), known, up)
        chapter = chapters.get(match[3].partition("/")[0])
        return of_chapter(chapter, known, book, up) if chapter else ""

    def log(match: re.Match[str]) -> str:
        form = next((form for form in forms.values() if form.name == match[1]), None)
        item = next((item for item in items_of(form, "form") if item.path in known), None) if form else None
        link = _link(known[item.path], "print this form", up) if item else ""
        return f'<p class="log-paper">The empty log: {link}.</p>' if link else ""

    return _LOG.sub(log, _PLACE.sub(line, html))


def of_chapter(chapter: Subject, known: dict[str, Paper], book: Book, up: str) -> str:
    """One line for the foot of a page: the chapter's papers, and where it says how to fold them."""
    said = _said(_here(items_of(chapter, "chapter")), known, up)
    if not said:
        return ""
    home = book.page_with("papers")
    how = f' <a href="{up}{home.url}">How to print and fold</a>' if home else ""
    return f'<p class="print">Print chapter {chapter.number}: {said}.{how}</p>'


def _all_forms(book: Book, known: dict[str, Paper], up: str) -> str:
    items = [item for subject in subjects.of(book, "book") for item in items_of(subject, "book") if item.row.kind == "all-forms"]
    return _on_paper(items, known, up)


def _on_paper(items: list[Item], known: dict[str, Paper], up: str) -> str:
    said = _said(items, known, up)
    return f'<p class="print">On paper: {said}.</p>' if said else ""


def everything(book: Book, known: dict[str, Paper], up: str) -> str:
    """All there is: of the site, the book, every chapter, every form."""
    if not known:
        return "<p>This copy of the site was made without papers. Use your browser's own printing.</p>"
    rows, by_job = [], book.page_with("sheets")
    for each in ("site", "book"):
        for subject in subjects.of(book, each):
            if said := _said(items_of(subject, each), known, up):
                rows.append(f"<li><strong>{escape(subject.title)}</strong>: {said}.</li>")
    if by_job:
        rows.append(f'<li><strong>Forms</strong>: <a href="{up}{by_job.url}">all sheets by job, with a picture of each</a>.</li>')
    for form in [] if by_job else subjects.of(book, "form"):
        if said := _said(items_of(form, "form"), known, up, form.title):
            rows.append(f"<li>{said}.</li>")
    return f'<ul class="papers">{"".join(rows)}</ul>{_table(book, known, up)}'


def _table(book: Book, known: dict[str, Paper], up: str) -> str:
    """A row for each chapter that has papers: how many pages, how many sheets as a booklet, and each paper by a short word."""
    rows = []
    for chapter in subjects.of(book, "chapter"):
        made = [(item.row, known[item.path]) for item in items_of(chapter, "chapter") if item.path in known]
        pages = next((str(paper.pages) for row, paper in made if row == products.plain(CHAPTER)), "")
        sheets = next((str(paper.pages // 2) for row, paper in made if row.kind == "booklet"), "")
        papers = "".join(f"<li>{_link(paper, row.words, up)}</li>" for row, paper in made)
        if made:
            rows.append(f'<tr><th scope="row">{escape(chapter.title)}</th><td data-label="Pages">{pages}</td>'
                        f'<td data-label="Sheets">{sheets}</td><td><ul>{papers}</ul></td></tr>')  # fmt: skip
    head = "".join(f"<th>{name}</th>" for name in ("Chapter", "Pages", "Sheets", "Papers"))
    return f'<table class="papers"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>' if rows else ""


def weigh(site: Path, book: Book, packed: list[Paper]) -> None:
    """Say on the print page how big the files are that were packed after it was made."""
    home = book.page_with("papers")
    if home is None or not packed:
        return
    file = site / home.url / "index.html"
    html = file.read_text(encoding="utf-8")
    for paper in packed:
        link = re.compile(rf'(<a href="[^"]*{re.escape(paper.path)}">[^<]*</a>)')
        html = link.sub(rf"\1 ({_size(paper.bytes)})", html)
    file.write_text(html, encoding="utf-8")


def _here(items: list[Item]) -> list[Item]:
    return [item for item in items if item.row.at_foot]


def _said(items: list[Item], known: dict[str, Paper], up: str, first: str = "") -> str:
    """What there is of these, each with what it needs of paper and of a phone's data. `first`: other words for the first."""
    said = ""
    for item in items:
        if paper := known.get(item.path):
            link = _link(paper, escape(first) if first and not said else item.row.words, up)
            line = item.row.line.format(link=link, needs=item.row.needs(paper.pages))
            said += f"{item.row.before if said else ''}{line}"
    return said


def _link(paper: Paper, words: str, up: str) -> str:
    size = f" ({_size(paper.bytes)})" if paper.bytes else ""
    return f'<a href="{up}{paper.path}">{words}</a>{size}'


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1000))} KB"

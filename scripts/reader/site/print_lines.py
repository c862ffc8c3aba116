"""What to print: for every page, the papers of its chapter with pages, sheets, sides and size."""

from __future__ import annotations

import re
from html import escape

from reader.press.chapter import folder_of
from reader.press.jobs import Paper
from reader.press.pdf.sheets import booklets
from reader.source.book import Book, Chapter
from reader.source.page import address

_PLACE = re.compile(r'<(p|div) class="(print|papers)" data-papers="([^"]*)">\s*</\1>')
_HOW = "about/print-and-share.md"
_LOG = re.compile(r'<p class="log-paper" data-form="([^"]*)">\s*</p>')


def filled(html: str, papers: list[Paper], book: Book, up: str) -> str:
    """The page with its print lines. `up` leads to the site's root; without papers the places are taken out."""
    known = {paper.path: paper for paper in papers}

    def line(match: re.Match[str]) -> str:
        if match[3] == "all":
            return everything(book, known, up)
        folder = match[3].partition("/")[0]
        if folder == "forms":
            name = match[3].removeprefix("forms/").removesuffix(".md")
            paper = known.get(f"forms/{name}.pdf")
            return f'<p class="print">On paper: {_link(paper, "this form", up)}, 1 Letter sheet.</p>' if paper else ""
        chapter = next((each for each in book.chapters if each.number and folder_of(each) == folder), None)
        return of_chapter(chapter, known, book, up) if chapter and f"print/{folder}.pdf" in known else ""

    def log(match: re.Match[str]) -> str:
        paper = known.get(f"forms/{match[1]}.pdf")
        return f'<p class="log-paper">The empty log: {_link(paper, "print this form", up)}.</p>' if paper else ""

    return _LOG.sub(log, _PLACE.sub(line, html))


def of_chapter(chapter: Chapter, known: dict[str, Paper], book: Book, up: str) -> str:
    """One line for the foot of a page: the chapter as a booklet, for a phone, bigger, one-sided."""
    told = any(page.path == _HOW for page in book.pages)
    how = f' <a href="{up}{address(_HOW)}">How to print and fold</a>' if told else ""
    return f'<p class="print">Print chapter {chapter.number}: {_all_of(chapter, known, up)}{how}</p>'


def _all_of(chapter: Chapter, known: dict[str, Paper], up: str) -> str:
    """The papers of a chapter, each with what it needs of paper and of a phone's data."""
    folder = folder_of(chapter)
    pages = known[f"print/{folder}.pdf"].pages
    made = booklets(pages)
    sheets = _count(sum(len(each) for each in made), "Letter sheet")
    two = f", in {len(made)} booklets" if len(made) > 1 else ""

    def link(kind: str, words: str) -> str:
        return _link(known[f"print/{folder}{kind}.pdf"], words, up)

    return (
        f"{link('-booklet', 'booklet')}, {sheets}, both sides, short edge{two} · "
        f"{link('-letter', 'bigger print')}, {_count(pages, 'side')} of Letter · "
        f"{link('', 'for a phone')}, {_count(pages, 'small page')} · printer can't turn paper: "
        f"{link('-fronts', 'fronts')} on {sheets}, then {link('-backs', 'backs')} on the same."
    )


def everything(book: Book, known: dict[str, Paper], up: str) -> str:
    """All papers: the book, every chapter, every form."""
    if not known:
        return "<p>This copy of the site was made without papers. Use your browser's own printing.</p>"
    rows = []
    if paper := known.get("print/reader.pdf"):
        link, pages = _link(paper, "for a phone or a screen", up), _count(paper.pages, "small page")
        rows.append(f"<li><strong>The whole book</strong>: {link}, {pages}.</li>")
    for chapter in book.chapters:
        if chapter.number and chapter.pages:
            rows.append(f"<li><strong>{chapter.number} {escape(chapter.title)}</strong>: {_all_of(chapter, known, up)}</li>")
    for page in book.pages:
        name = page.path.removeprefix("forms/").removesuffix(".md")
        if page.is_form and (paper := known.get(f"forms/{name}.pdf")):
            rows.append(f"<li>{_link(paper, escape(page.title), up)}, 1 Letter sheet.</li>")
    return f'<ul class="papers">{"".join(rows)}</ul>'


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'s' * (count != 1)}"


def _link(paper: Paper | None, words: str, up: str) -> str:
    if paper is None:
        return words
    return f'<a href="{up}{paper.path}">{words}</a> ({_size(paper.bytes)})'


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1000))} KB"

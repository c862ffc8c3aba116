"""What a helper does: lay a job out, make all papers from its pages, put them into the cache."""

from __future__ import annotations

import functools
import gc
from pathlib import Path

from reader.press import apart, book_pdf, layout, products, store, style, toolchain
from reader.press.formats import Format
from reader.press.material import Job, Made, Sheets, Text
from reader.press.pdf import document
from reader.press.product import Followed, Pressed, Written

MUCH = 250_000  # objects that lead to each other, and that nobody else knows of any more: some twenty megabytes
BIG = 40_000  # letters of HTML, about ten pages: from here on a process of its own costs less than to clear up


def papers(root: Path, cache: Path, form: Format, job: Job) -> None:
    """Lay out a job in its format and make its papers. Raises LayoutError."""
    css = style.sheet(root, form.style, form.times, form.over)
    layout.learn(root, cache, css)
    _clear_up()  # before it is forked: the new process would clear the same away once more
    task = functools.partial(_papers, root, cache, form, job, css)
    made = apart.done(task) if len(job.html) > BIG else task()
    store.put(cache, job.key, made)


def _papers(root: Path, cache: Path, form: Format, job: Job, css: str) -> dict[str, Made]:
    name = form.called.format(job.title)
    laid = layout.lay_out(job.html, css, root=root, cache=cache, name=name, filled_in=form.filled_in)
    sheets = Sheets(laid.pdf, laid.pages, job.name, job.title, job.html, job.first, root, cache, blanks=laid.blanks)
    form.check(sheets)
    return of_sheets(products.named(job.kinds, Pressed), sheets)


def of_sheets(rows: list[Pressed], sheets: Sheets) -> dict[str, Made]:
    """The papers of these rows, by their paths on the site."""
    return {row.path.format(name=sheets.name): row.make(sheets) for row in rows}


def matter(root: Path, cache: Path, job: Job) -> None:
    """Lay out what stands before or behind the chapters of the book. Raises LayoutError."""
    _clear_up()
    laid = layout.lay_out(job.html, style.sheet(root, "print.css"), root=root, cache=cache, name=job.title)
    store.put(cache, job.key, {f"{job.name}.pdf": Made(laid.pdf, laid.pages)})


def bound(
    root: Path, cache: Path, key: str, kinds: str, name: str, title: str, matter: dict[str, str],
    chapters: list[tuple[str, str]], forms: list[tuple[str, str]],
) -> None:  # fmt: skip
    """Bind the book from files that are in the cache, each named by its key and its path, and make its papers.

    All forms, as its pages and in full, are put together anew only where one of them, or the line on it, is another.
    """
    _clear_up()
    around = {part: store.made(cache, known, f"{part}.pdf") for part, known in matter.items()}
    stamps = around["stamps"].content
    forms_key = toolchain.key_of([matter["stamps"], *(known for known, _ in forms)])
    if not store.holds(cache, forms_key):
        pdfs = [store.read(cache, *file) for file in forms]
        sizes = {"small.pdf": book_pdf.small_forms(pdfs, stamps), "full.pdf": book_pdf.forms_of(pdfs)}
        store.put(cache, forms_key, {size: Made(pdf, document.pages(pdf) if pdf else 0) for size, pdf in sizes.items()})
    small, full = (store.made(cache, forms_key, f"{size}.pdf") for size in ("small", "full"))
    book = book_pdf.bound(root, around, [store.made(cache, *file) for file in chapters], small)
    outside = around["front"].content, around["cover"].content
    sheets = Sheets(book.content, book.pages, name, title, "", "", root, cache, full.content, stamps, outside)
    store.put(cache, key, of_sheets(products.named(kinds, Pressed), sheets))


def written(cache: Path, key: str, kind: str, text: Text) -> None:
    """Make one file from a text, without laying it out. Raises LayoutError where the row does."""
    _clear_up()
    rows = products.named(kind, Written)
    store.put(cache, key, {row.path_of(text.subject): row.make(text) for row in rows})


def followed(cache: Path, key: str, kind: str, text: Text, chapter: Sheets) -> None:
    """Make one file from the finished pages of a chapter and what has changed in it. Raises LayoutError."""
    _clear_up()
    rows = products.named(kind, Followed)
    store.put(cache, key, {row.path_of(text.subject): row.make(text, chapter) for row in rows})


def _clear_up() -> None:
    """Clear away what the jobs before have left, where it has become much: see helpers._begin."""
    if gc.get_count()[0] > MUCH:
        gc.collect()

"""What a helper does: lay a job out, make all papers from its pages, put them into the cache."""

from __future__ import annotations

import gc
from pathlib import Path

from reader.press import apart, layout, products, store, style
from reader.press.formats import Format
from reader.press.material import Job, Made, Sheets, Text
from reader.press.pdf import tags
from reader.press.product import Followed, Pressed, Written

_BIG = 40_000  # letters of HTML, about ten pages: from here on a process of its own costs less than to clear up


def papers(root: Path, cache: Path, form: Format, job: Job) -> None:
    """Lay out a job in its format and make its papers. Raises LayoutError."""
    made = apart.done(_papers, root, cache, form, job) if len(job.html) > _BIG else _papers(root, cache, form, job)
    store.put(cache, job.key, made)


def _papers(root: Path, cache: Path, form: Format, job: Job) -> dict[str, Made]:
    css, called = style.sheet(root, form.style, form.times, form.over), form.called.format(job.title)
    laid = laid_out(root, cache, job.html, css, called, form.filled_in)
    sheets = Sheets(
        tags.finished(laid.pdf), laid.pages, job.name, job.title, job.html, job.first, root, cache, blanks=laid.blanks
    )
    form.check(sheets)
    return of_sheets(products.named(job.kinds, Pressed), sheets)


def of_sheets(rows: list[Pressed], sheets: Sheets) -> dict[str, Made]:
    """The papers of these rows, by their paths on the site."""
    return {row.path.format(name=sheets.name): row.make(sheets) for row in rows}


def matter(root: Path, cache: Path, job: Job) -> None:
    """Lay out what stands before or behind the chapters of the book. Raises LayoutError."""
    laid = laid_out(root, cache, job.html, style.sheet(root, "print.css"), job.title)
    store.put(cache, job.key, {f"{job.name}.pdf": Made(tags.finished(laid.pdf), laid.pages)})


def written(cache: Path, key: str, kind: str, text: Text) -> None:
    """Make one file from a text, without laying it out. Raises LayoutError where the row does."""
    rows = products.named(kind, Written)
    store.put(cache, key, {row.path_of(text.subject): row.make(text) for row in rows})


def followed(cache: Path, key: str, kind: str, text: Text, chapter: Sheets) -> None:
    """Make one file from the finished pages of a chapter and what has changed in it. Raises LayoutError."""
    gc.collect()
    rows = products.named(kind, Followed)
    store.put(cache, key, {row.path_of(text.subject): row.make(text, chapter) for row in rows})


def laid_out(root: Path, cache: Path, html: str, css: str, name: str, filled_in: bool = False) -> layout.LaidOut:
    """Lay out HTML with a style; `name` stands in messages. Raises LayoutError."""
    gc.collect()  # what the job before has left; see helpers._begin
    return layout.lay_out(html, css, root=root, cache=cache, name=name, filled_in=filled_in)

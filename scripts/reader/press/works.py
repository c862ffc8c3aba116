"""All papers of the book: which have to be laid out anew, done on all cores; the others come from the cache."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from reader.addresses import Addresses
from reader.book import Book, Chapter
from reader.finding import Finding
from reader.history import History
from reader.press import bind, chapter, edition, form, layout
from reader.press.chapter import Copy
from reader.press.form import Blank
from reader.press.sheets import booklets


@dataclass(frozen=True)
class Paper:
    """One file for the printer: its place below the site's root, its pages, and its size in bytes."""

    path: str
    pages: int
    bytes: int


class Works:
    """The jobs of one build. `begin` hands them to other processes, `finish` puts the papers into a folder."""

    def __init__(self, book: Book, history: History, addresses: Addresses) -> None:
        self.book, self.history = book, history
        self.cache = book.root / ".cache"
        self.chapters = [
            (each, chapter.copy(book, each, history, addresses)) for each in book.chapters if each.number and each.pages
        ]
        self.forms = [(page, form.blank(book, page, addresses)) for page in book.pages if page.is_form]
        self.pool: ProcessPoolExecutor | None = None
        self.jobs: list[tuple[str, Future[None]]] = []

    def begin(self) -> int:
        """Start whatever the cache does not hold, the longest chapters first. Returns how many that are."""
        waiting: list[tuple[int, str, Callable[..., None], Copy | Blank]] = []
        for each, text in self.chapters:
            if not made(self.cache, text.key):
                waiting.append((len(text.html), each.pages[0].file, make_chapter, text))
        for page, blank in self.forms:
            if not made(self.cache, blank.key):
                waiting.append((len(blank.html), page.file, make_form, blank))
        if waiting:
            # Fresh processes: fonts are confined by an environment variable that has to be set before anything loads.
            context = multiprocessing.get_context("spawn")
            self.pool = ProcessPoolExecutor(min(os.cpu_count() or 1, len(waiting)), context)
            for _, name, make, work in sorted(waiting, key=lambda each: -each[0]):
                self.jobs.append((name, self.pool.submit(make, self.book.root, self.cache, work)))
        return len(waiting)

    def finish(self, site: Path, on_done: Callable[[], None]) -> tuple[list[Paper], list[Finding]]:
        """Wait for the jobs, bind the book, and put everything below `site`. Findings name what can't be printed."""
        problems = []
        for name, job in self.jobs:
            try:
                job.result()
            except layout.LayoutError as error:
                problems += [Finding(name, 0, "press", problem) for problem in error.problems]
            on_done()
        self.close()
        if problems:
            return [], problems
        papers: list[Paper] = []
        for folder, keys in (
            ("print", [work.key for _, work in self.chapters]),
            ("forms", [blank.key for _, blank in self.forms]),
        ):
            (site / folder).mkdir(exist_ok=True)
            for key in keys:
                papers += _delivered(self.cache / "papers" / key, site, folder)
        if self.chapters:
            papers.append(self._book(site))
        return papers, []

    def close(self) -> None:
        """Let the helpers go; what is half done is thrown away."""
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None

    def _book(self, site: Path) -> Paper:
        parts: list[tuple[Chapter, bytes]] = [
            (each, (self.cache / "papers" / work.key / f"{work.folder}.pdf").read_bytes()) for each, work in self.chapters
        ]
        forms = [(page.title, f"forms/{blank.name}.pdf") for page, blank in self.forms]
        pdf, count = edition.reader(self.book, parts, forms, self.history, self.cache)
        (site / "print/reader.pdf").write_bytes(pdf)
        return Paper("print/reader.pdf", count, len(pdf))


def made(cache: Path, key: str) -> bool:
    """Whether the papers with this key are complete in the cache."""
    return (cache / "papers" / key / "papers.json").is_file()


def make_chapter(root: Path, cache: Path, work: Copy) -> None:
    """Lay out a chapter and make its five papers. Raises layout.LayoutError."""
    style = (root / "overrides/print/print.css").read_text(encoding="utf-8")
    sheet = layout.lay_out(work.html, style, root=root, cache=cache, name=f"chapter {work.title}")
    pdf = bind.joined([sheet.pdf], work.title)
    sheets = [each for booklet in booklets(sheet.pages) for each in booklet]
    _store(
        cache,
        work.key,
        {
            f"{work.folder}.pdf": (pdf, sheet.pages),
            f"{work.folder}-letter.pdf": (bind.bigger(pdf), sheet.pages),
            f"{work.folder}-booklet.pdf": (bind.imposed(pdf, bind.both(sheets), work.title), 2 * len(sheets)),
            f"{work.folder}-fronts.pdf": (bind.imposed(pdf, bind.fronts(sheets), work.title), len(sheets)),
            f"{work.folder}-backs.pdf": (bind.imposed(pdf, bind.backs(sheets), work.title), len(sheets)),
        },
    )


def make_form(root: Path, cache: Path, blank: Blank) -> None:
    """Lay out a form. Raises layout.LayoutError, also when it is longer than its sheet."""
    style = (root / "overrides/print/form.css").read_text(encoding="utf-8")
    sheet = layout.lay_out(blank.html, style, root=root, cache=cache, name=f"the form {blank.title}")
    if sheet.pages > 1:
        raise layout.LayoutError([f"the form {blank.title} needs {sheet.pages} sheets, and one is the limit; cut it"])
    _store(cache, blank.key, {f"{blank.name}.pdf": (bind.joined([sheet.pdf], blank.title), 1)})


def _store(cache: Path, key: str, papers: dict[str, tuple[bytes, int]]) -> None:
    """Write papers beside where they belong, and rename: a key that exists is complete."""
    folder = cache / "papers" / key
    part = folder.with_name(f"{key}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        for name, (content, _) in papers.items():
            (part / name).write_bytes(content)
        pages = {name: count for name, (_, count) in papers.items()}
        (part / "papers.json").write_text(json.dumps(pages), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _delivered(stored: Path, site: Path, folder: str) -> list[Paper]:
    papers = []
    for name, count in json.loads((stored / "papers.json").read_text(encoding="utf-8")).items():
        shutil.copyfile(stored / name, site / folder / name)
        papers.append(Paper(f"{folder}/{name}", count, (stored / name).stat().st_size))
    return papers

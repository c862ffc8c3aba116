"""All papers of the book: which have to be laid out anew, done on all cores; the others come from the cache."""

from __future__ import annotations

import contextlib
import functools
import gc
import hashlib
import json
import multiprocessing
import multiprocessing.forkserver
import multiprocessing.resource_tracker
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from reader import files
from reader.press import book_pdf, chapter, form, layout
from reader.press.blame import blame
from reader.press.chapter import Copy
from reader.press.errors import NoPangoError
from reader.press.form import Blank
from reader.press.pdf import document
from reader.press.pdf.sheets import booklets
from reader.press.text_cache import Proofs
from reader.source.book import Book, Chapter
from reader.source.finding import Finding
from reader.source.history import History
from reader.source.page import Page
from reader.source.settings import Addresses

_KEPT = 30 * 24 * 3600  # seconds for which papers that no build asks for stay in the cache
_ENDED = "a helper of the press was ended from outside, perhaps for want of memory; build again"


@dataclass(frozen=True)
class Paper:
    """One file for the printer: its place below the site's root, its pages, and its size in bytes."""

    path: str
    pages: int
    bytes: int


class Works:
    """The jobs of one build. `begin` hands them to other processes, `finish` puts the papers into a folder.

    `only` names folders of chapters: then nothing else is made, and no book. Raises NoPangoError.
    """

    def __init__(self, book: Book, history: History, addresses: Addresses, only: Collection[str] | None = None) -> None:
        self.book, self.history, self.addresses = book, history, addresses
        self.cache = book.root / ".cache"
        self.whole = only is None
        self.house = chapter.house()
        self.wanted = [each for each in book.chapters if each.pages and (only is None or chapter.folder_of(each) in only)]
        self.chapters: list[tuple[Chapter, Copy]] = []
        self.forms: list[tuple[Page, Blank]] = []
        self.pages: dict[str, tuple[Page, ...]] = {}
        self.pool: ProcessPoolExecutor | None = None
        self.jobs: list[tuple[str, Future[None]]] = []

    def begin(self) -> int:
        """Start whatever the cache does not hold, the longest chapters first. Returns how many that are.

        Each is handed over as soon as its text is set: the other core need not wait for the last.
        """
        numbered = [each for each in self.wanted if each.number]
        proofs = Proofs(self.cache, self.book, self.history, self.addresses, self.house)
        texts = {}
        for each in sorted(numbered, key=lambda each: -sum(len(page.body) for page in each.pages)):
            text = proofs.of(Copy, each.pages, functools.partial(self._copy, each))
            self.pages[each.pages[0].file] = each.pages
            self._hand_over(each.pages[0].file, make_chapter, text)
            texts[each.number] = replace(text, html="")  # the helper has it; binding the book needs the room
        self.chapters = [(each, texts[each.number]) for each in numbered]
        for page in (page for each in self.wanted for page in each.pages if page.is_form):
            blank = proofs.of(Blank, (page,), functools.partial(self._blank, page))
            self.pages[page.file] = (page,)
            self._hand_over(page.file, make_form, blank)
            self.forms.append((page, replace(blank, html="")))
        return len(self.jobs)

    def _copy(self, each: Chapter) -> Copy:
        return chapter.copy(self.book, each, self.history, self.addresses, self.house)

    def _blank(self, page: Page) -> Blank:
        return form.blank(self.book, page, self.history, self.addresses, self.house)

    def _hand_over(self, file: str, make: Callable[..., None], work: Copy | Blank) -> None:
        if made(self.cache, work.key):
            return
        with _deaf():
            if self.pool is None:
                self.pool = ProcessPoolExecutor(os.cpu_count() or 1, _context(), _begin_helper)
            self.jobs.append((file, self.pool.submit(make, self.book.root, self.cache, work)))

    def finish(self, site: Path, on_done: Callable[[], None]) -> tuple[list[Paper], list[Finding]]:
        """Wait for the jobs, bind the book, and put everything below `site`. Findings name what can't be printed."""
        problems = []
        for name, job in self.jobs:
            try:
                job.result()
            except layout.LayoutError as error:
                problems += [blame(self.pages[name], problem) for problem in error.problems]
            except BrokenProcessPool:
                problems.append(Finding(name, 0, "press", _ENDED))
            on_done()
        if problems:
            self.close()
            return [], problems
        papers: list[Paper] = []
        for folder, keys in (
            ("print", [work.key for _, work in self.chapters]),
            ("forms", [blank.key for _, blank in self.forms]),
        ):
            for key in keys:
                papers += _delivered(self.cache / "papers" / key, site / folder, folder)
        if self.chapters and self.whole:
            papers += self._book(site)
            for folder in ("papers", "proofs"):
                _forget_old(self.cache / folder)
        if self.pool is not None:
            self.pool.shutdown()
            self.pool = None
        return papers, []

    def close(self) -> None:
        """Send the helpers away at once; what is half done is thrown away."""
        if self.pool is None:
            return
        helpers = multiprocessing.active_children()
        for helper in helpers:
            helper.terminate()
        self.pool.shutdown(cancel_futures=True)  # its thread sees that they are gone; left alone, it may outlive its pipe
        self.pool = None
        for helper in helpers:
            helper.join()
            for part in (self.cache / "papers").glob(f"*.{helper.pid}.part"):
                shutil.rmtree(part, ignore_errors=True)

    def _book(self, site: Path) -> list[Paper]:
        """Bind the chapters; cover, contents and colophon are laid out by a helper, if there is one."""
        parts: list[tuple[Chapter, bytes]] = [
            (each, (self.cache / "papers" / work.key / f"{work.folder}.pdf").read_bytes()) for each, work in self.chapters
        ]
        forms = [(page.title, f"forms/{blank.name}.pdf") for page, blank in self.forms]
        copies = book_pdf.around(self.book, parts, forms, self.history, self.addresses, self.house)
        for copy in copies:
            if not made(self.cache, copy.key):
                run = self.pool.submit(make_matter, self.book.root, self.cache, copy).result if self.pool else None
                run() if run else make_matter(self.book.root, self.cache, copy)
        key = document.key([copies[0].key, *(work.key for _, work in self.chapters), copies[1].key])
        if made(self.cache, key):
            return _delivered(self.cache / "papers" / key, site / "print", "print")
        front, back = ((self.cache / "papers" / copy.key / f"{copy.folder}.pdf").read_bytes() for copy in copies)
        gc.collect()  # the engine's pages, whose room the book needs
        pdf = book_pdf.reader(self.book, front, parts, back)
        _store(self.cache, key, {"reader.pdf": (pdf, document.pages(pdf))})
        return _delivered(self.cache / "papers" / key, site / "print", "print")


def made(cache: Path, key: str) -> bool:
    """Whether the papers with this key are in the cache, complete and byte for byte as they were made."""
    stored = cache / "papers" / key
    try:
        papers = json.loads((stored / "papers.json").read_text(encoding="utf-8"))
        return bool(papers) and all(
            isinstance(pages, int) and _seal(key, name, pages, (stored / name).read_bytes()) == seal
            for name, (pages, seal) in papers.items()
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return False  # half of it, or something else: it is made again


def _seal(key: str, name: str, pages: int, content: bytes) -> str:
    """A hash that only this paper has, under this key and name."""
    return hashlib.sha256(f"{key}\0{name}\0{pages}\0".encode() + content).hexdigest()


def make_chapter(root: Path, cache: Path, work: Copy) -> None:
    """Lay out a chapter and make its five papers. Raises layout.LayoutError."""
    sheet = _laid_out(root, cache, work.html, "print.css", f"chapter {work.title}")
    pdf = document.finished(sheet.pdf)
    if not book_pdf.opens_well(pdf, work):
        raise layout.LayoutError(
            [f"chapter {work.title}: its opening page needs more than a page; shorten the summary or titles"]
        )
    sheets = [each for booklet in booklets(sheet.pages) for each in booklet]
    _store(
        cache,
        work.key,
        {
            f"{work.folder}.pdf": (pdf, sheet.pages),
            f"{work.folder}-letter.pdf": (document.bigger(pdf), sheet.pages),
            f"{work.folder}-booklet.pdf": (document.imposed(pdf, document.both(sheets), work.title), 2 * len(sheets)),
            f"{work.folder}-fronts.pdf": (document.imposed(pdf, document.fronts(sheets), work.title), len(sheets)),
            f"{work.folder}-backs.pdf": (document.imposed(pdf, document.backs(sheets), work.title), len(sheets)),
        },
    )


def make_form(root: Path, cache: Path, blank: Blank) -> None:
    """Lay out a form. Raises layout.LayoutError, also when it is longer than its sheet."""
    sheet = _laid_out(root, cache, blank.html, "form.css", f"the form {blank.title}")
    if sheet.pages > 1:
        raise layout.LayoutError([f"the form {blank.title} needs {sheet.pages} sheets, and one is the limit; cut it"])
    _store(cache, blank.key, {f"{blank.name}.pdf": (document.finished(sheet.pdf), 1)})


def make_matter(root: Path, cache: Path, work: Copy) -> None:
    """Lay out what stands before or behind the chapters of the book. Raises layout.LayoutError."""
    sheet = _laid_out(root, cache, work.html, "print.css", work.title)
    _store(cache, work.key, {f"{work.folder}.pdf": (document.finished(sheet.pdf), sheet.pages)})


def warm() -> None:
    """Start the process that helpers are forked from, with WeasyPrint loaded, while the build has other things to do.

    Loading it takes longer than a form takes to lay out. Nothing happens when that process is there already, or when
    WeasyPrint can't be loaded: whoever asks for papers then hears why.
    """
    context = _context()
    with contextlib.suppress(NoPangoError):
        layout.libraries()
        context.set_forkserver_preload([__name__, "reader.press.weasyprint_patched"])
        multiprocessing.resource_tracker.ensure_running()  # first: when it starts, it opens our ears again
        with _deaf():
            multiprocessing.forkserver.ensure_running()


def _context() -> multiprocessing.context.ForkServerContext:
    return multiprocessing.get_context("forkserver")


def _laid_out(root: Path, cache: Path, html: str, style: str, name: str) -> layout.Sheet:
    gc.collect()  # what the job before has left; see _begin_helper
    css = (root / "overrides/print" / style).read_text(encoding="utf-8")
    return layout.lay_out(html, css, root=root, cache=cache, name=name)


@contextlib.contextmanager
def _deaf() -> Iterator[None]:
    """Helpers that are started in here never hear of Ctrl-C, from their first moment on: it is the build that ends them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_helper() -> None:
    """A helper is ended by its build, and goes when that is gone, however it ended.

    A layout makes millions of objects that live until its end: looking for garbage among them again and again takes a
    sixth of the time, and finds none. It is cleared away between two jobs instead.
    """
    gc.freeze()
    gc.disable()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    build = multiprocessing.parent_process()

    def watch() -> None:
        if build is not None:
            build.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _store(cache: Path, key: str, papers: dict[str, tuple[bytes, int]]) -> None:
    """Write papers beside where they belong, and rename: a key that exists is complete."""
    folder = cache / "papers" / key
    part = folder.with_name(f"{key}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        for name, (content, _) in papers.items():
            (part / name).write_bytes(content)
        listed = {name: (count, _seal(key, name, count, content)) for name, (content, count) in papers.items()}
        (part / "papers.json").write_text(json.dumps(listed), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _delivered(stored: Path, target: Path, folder: str) -> list[Paper]:
    """Copy the papers of one key to where people find them."""
    with contextlib.suppress(OSError):
        os.utime(stored)  # in use: see _forget_old
    papers = []
    for name, (count, _) in json.loads((stored / "papers.json").read_text(encoding="utf-8")).items():
        content = (stored / name).read_bytes()
        files.write(target / name, content)
        papers.append(Paper(f"{folder}/{name}", count, len(content)))
    return papers


def _forget_old(folder: Path) -> None:
    """Clear away what no build has asked for in a month, and what a build that was killed has left."""
    for stored in folder.iterdir():
        with contextlib.suppress(OSError):
            if time.time() - stored.stat().st_mtime > (_KEPT if stored.suffix != ".part" else 3600):
                shutil.rmtree(stored) if stored.is_dir() else stored.unlink()

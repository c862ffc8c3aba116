"""All papers of the book: which have to be made anew, done on all cores; the others come from the cache."""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Collection
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Any

from reader.press import book_pdf, followed, handed, make, products, store, subjects, toolchain
from reader.press.blame import blame
from reader.press.errors import LayoutError, NoPangoError, TemplateFault
from reader.press.formats import CARDS, CHAPTER, FORM, Format
from reader.press.helpers import Helpers
from reader.press.material import Job, Text
from reader.press.paper_html import anchor
from reader.press.product import Written
from reader.press.products import Paper
from reader.press.subjects import Each, Subject
from reader.press.text_cache import TextCache
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.history import History
from reader.source.page import Page
from reader.source.settings import Addresses

_ENDED = "a helper of the press was ended from outside, perhaps for want of memory; build again"


class Jobs:
    """The jobs of one build. `begin` hands them to other processes, `finish` puts the papers into a folder.

    `only` names folders of chapters: then nothing else is made, and no book. Where the press is missing, `missing` says
    why, and only what needs none is made.
    """

    def __init__(self, book: Book, history: History, addresses: Addresses, only: Collection[str] | None = None) -> None:
        self.book, self.history, self.addresses, self.only = book, history, addresses, only
        self.cache = book.root / ".cache"
        self.missing: NoPangoError | None = None
        try:
            self.toolchain = toolchain.fingerprint() if products.need_press() else ""
        except NoPangoError as error:
            self.toolchain, self.missing = "", error
        self.texts = TextCache(self.cache, book, history, addresses, self.toolchain)
        self.laid: list[tuple[Format, Text, Job]] = []
        self.written: list[tuple[str, bytes]] = []  # keys, and what stands before what is kept under them
        self.helpers: Helpers | None = None
        self.running: list[tuple[tuple[Page, ...], Future[None]]] = []
        self.faults: list[Finding] = []

    def begin(self) -> int:
        """Start whatever the cache does not hold, the longest texts first. Returns how many files or sets that are.

        Each is handed over as soon as its text is set: the other core need not wait for the last. A template that is
        wrong stops this; `finish` tells of it.
        """
        try:
            self._begin()
        except TemplateFault as error:
            self.faults.append(error.finding)
        return len(self.running)

    def _begin(self) -> None:
        texts_of = functools.cache(self._texts)  # what was rendered of one for the first format is there for the others
        for form in products.formats() if self.toolchain else ():
            wanted = [text for text in texts_of(form.each) if products.pressed(form, text.subject)]
            longest = sorted(wanted, key=lambda text: -sum(len(page.body) for page in text.subject.pages))
            done = {text.subject.name: self._press(form, text) for text in longest}
            self.laid += [(form, replace(text), done[text.subject.name]) for text in wanted]
        kinds: tuple[Each, ...] = ("chapter", "form", "book")
        for each in kinds if self.only is None else kinds[:2]:
            for row in products.written(each):
                for text in self._texts(each):
                    if products.is_made(row, text.subject, self.book):
                        self._write(row, text)

    def _texts(self, each: Each) -> list[Text]:
        known = subjects.of(self.book, each)
        return [self._text(subject) for subject in known if self.only is None or subject.folder in self.only]

    def _text(self, subject: Subject) -> Text:
        return Text(self.book, self.history, self.addresses, subject, self.toolchain, proofs=self.texts)

    def _press(self, form: Format, text: Text) -> Job:
        job = self.texts.of(form.name, text.subject.pages, functools.partial(job_of, form, text))
        self._hand_over(job.key, text.subject, make.papers, self.book.root, self.cache, form, job)
        return replace(job, html="")  # the helper has it; binding the book needs the room

    def _write(self, row: Written, text: Text) -> None:
        key = self.texts.key(row.kind, text.subject.pages)
        self._hand_over(key, text.subject, make.written, self.cache, key, row.kind, text)
        self.written.append((key, row.first(self.history)))

    def _hand_over(self, key: str, subject: Subject, do: Callable[..., None], *material: Any) -> None:
        if store.holds(self.cache, key):
            return
        self.running.append((subject.pages, self._with(self._text(subject)).do(do, *material)))

    def _with(self, text: Text) -> Helpers:
        """The helpers; they begin when the first text of a book is handed over."""
        self.helpers = self.helpers or Helpers(handed.common(text))
        return self.helpers

    def finish(self, site: Path, on_done: Callable[[], None]) -> tuple[list[Paper], list[Finding]]:
        """Wait for the jobs, bind the book, and put everything below `site`. Findings name what can't be printed."""
        problems = self.faults + self._waited_for(on_done)
        if not problems:
            for key, kind, text, chapter in followed.wanted(self.book, self.history, self.laid, self.cache):
                self._hand_over(key, text.subject, make.followed, self.cache, key, kind, text, chapter)
                self.written.append((key, b""))
            problems = self._waited_for(lambda: None)
        if problems:
            self.close()
            return [], problems
        papers = [paper for _, _, job in self.laid for paper in store.deliver(self.cache, job.key, site)]
        if self.only is None and self.book.strings is None and any(form == CHAPTER for form, _, _ in self.laid):
            papers += self._book(site, problems)
        papers += [paper for key, first in self.written for paper in store.deliver(self.cache, key, site, first)]
        if self.only is None:
            for folder in ("papers", "proofs"):
                store.forget_old(self.cache / folder)
        if self.helpers is not None:
            self.helpers.send_home()
            self.helpers = None
        return ([], problems) if problems else (papers, [])

    def _waited_for(self, on_done: Callable[[], None]) -> list[Finding]:
        """Wait for what the helpers do, and say what went wrong."""
        problems = []
        for pages, job in self.running:
            try:
                job.result()
            except TemplateFault as error:
                problems.append(error.finding)
            except LayoutError as error:
                problems += [blame(pages, problem) for problem in error.problems]
            except BrokenProcessPool:
                problems.append(Finding(pages[0].file, 0, "press", _ENDED))
            on_done()
        self.running = []
        return problems

    def close(self) -> None:
        """Send the helpers away at once; what is half done is thrown away."""
        if self.helpers is None:
            return
        helpers, self.helpers = self.helpers, None
        for helper in helpers.end():
            for part in (self.cache / "papers").glob(f"*.{helper}.part"):
                shutil.rmtree(part, ignore_errors=True)

    def _book(self, site: Path, problems: list[Finding]) -> list[Paper]:
        """The book, or nothing and one more problem."""
        try:
            return store.deliver(self.cache, self._bound(), site)
        except TemplateFault as error:
            problems.append(error.finding)
        except LayoutError as error:
            problems += [blame(tuple(self.book.pages), problem, "mkdocs.yml") for problem in error.problems]
        except BrokenProcessPool:
            problems.append(Finding("mkdocs.yml", 0, "press", _ENDED))
        return []

    def _bound(self) -> str:
        """Bind chapters and forms; helpers lay out covers, contents and colophon. Returns its key."""
        root, cache = self.book.root, self.cache
        chapters, forms = self._parts(CHAPTER), self._parts(FORM, CARDS)
        around = book_pdf.around(chapters, forms)
        missing = [job for job in around if not store.holds(cache, job.key)]
        for done in [self._with(chapters[0].text).do(make.matter, root, cache, job) for job in missing]:
            done.result()
        key = toolchain.key_of([*(job.key for job in around), *(part.key for part in (*chapters, *forms))])
        if not store.holds(cache, key):
            [book] = subjects.of(self.book, "book")
            kinds = " ".join(row.kind for row in products.bound() if row.offered(book))
            matter = {job.name: job.key for job in around}
            files = [[(part.key, part.path) for part in parts] for parts in (chapters, forms)]
            task = functools.partial(make.bound, root, cache, key, kinds, book.name, book.title, matter, *files)
            self._with(chapters[0].text).bind(task).result()
        return key

    def _parts(self, *formats: Format) -> list[book_pdf.Part]:
        """What was laid out in these formats, in the order of the book."""
        parts = []
        for form, text, job in self.laid:
            if form in formats:
                path = products.plain(form).path_of(text.subject)
                parts.append(book_pdf.Part(text, path, store.made(self.cache, job.key, path), job.key))
        return sorted(parts, key=lambda part: self.book.pages.index(part.text.subject.pages[0]))


def job_of(form: Format, text: Text) -> Job:
    """A text set into the template of a format."""
    subject, root = text.subject, text.book.root
    rows = products.pressed(form, subject)
    html, kinds = form.html(text), " ".join(row.kind for row in rows)
    html = text.book.strings.page(html) if text.book.strings else html
    styles = (*filter(None, (form.style, form.over)), *dict.fromkeys(style for row in rows for style in row.styles))
    key = toolchain.key(root, text.toolchain, html, styles, kinds)
    return Job(subject.name, subject.title, html, key, anchor(subject.pages[0].path), kinds)

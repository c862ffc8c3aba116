"""What a proposed change would change for readers: pages that say something else, and addresses that would lead nowhere."""

from __future__ import annotations

import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reader.render import anchors
from reader.source import book as books
from reader.source import git
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.page import Page

RULE = "gone"


def before(book: Book, commit: str) -> Book:
    """The book as it was in another commit. Raises CalledProcessError where git does not know that."""
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        packed = Path(folder) / "packed.tar"
        git.ask(book.root, "archive", "--format=tar", f"--output={packed}", commit, "docs", "mkdocs.yml")
        with tarfile.open(packed) as archive:
            archive.extractall(Path(folder) / "reader", filter="data")
        return books.load(replace(book.settings, root=Path(folder) / "reader", layers=(), place=None))


def pages(old: Book, new: Book) -> list[Page]:
    """The pages that are new or say something else: their own words, fixed words, or a value or a source they show."""
    known = {page.path: replace(page, offset=0) for page in old.texts}
    words = {name for name, text in new.words.items() if old.words.get(name) != text}
    values = {name for name, fact in new.register.facts.items() if _said(old, name) != _said(new, name)}
    sources = {name for name, source in new.register.sources.items() if _cited(old, name) != _cited(new, name)}
    return [
        page
        for page in new.texts
        if known.get(page.path) != replace(page, offset=0)
        or words & {*page.includes}
        or values & {*page.facts}
        or sources & {*page.notes}
    ]


def gone(old: Book, new: Book) -> Iterator[Finding]:
    """Pages and headings that others may have links to, and that are no more; a line in docs/redirects.yml leads on."""
    here = {page.path: {name for _, name in anchors.of_headings(page)} for page in new.pages}
    for page in old.pages:
        if page.path not in here:
            if page.path not in new.redirects.moved:
                yield Finding(page.file, 0, RULE, f"the page “{page.title}” is gone, and links from elsewhere and codes on "
                              f"printed papers would lead nowhere; write into docs/redirects.yml where to go: {page.path}: …",
                              "tell")  # fmt: skip
            continue
        for heading, name in anchors.of_headings(page):
            if name not in here[page.path]:
                yield Finding(page.file, 0, RULE, f"the heading “{heading.words}” is gone or has other words, and links from "
                              f"elsewhere land at the top of the page; to keep them, write behind the new one: {{: #{name} }}",
                              "tell")  # fmt: skip


def _said(book: Book, name: str) -> tuple[object, ...] | None:
    fact = book.register.facts.get(name)
    return (fact.value, fact.as_of, fact.note, fact.sources) if fact else None


def _cited(book: Book, name: str) -> tuple[object, ...] | None:
    source = book.register.sources.get(name)
    return (source.title, source.publisher, source.url, source.date) if source else None

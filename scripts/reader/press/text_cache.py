"""Texts as they were last set: to set one again from the same sources takes longer than to read it back."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from reader import files
from reader.press.material import Job
from reader.source.book import Book
from reader.source.history import History
from reader.source.page import Page
from reader.source.settings import Addresses

_PROGRAMS = ("markdown", "pymdown-extensions", "jinja2", "segno", "python-docx", "xlsxwriter", "tinyhtml5")

Fields = dict[str, Any]


class TextCache:
    """What was set before, in `cache`/proofs, each under a key that names everything that went into it.

    A text depends on its own pages, on the names of all others, and on everything in docs/ and overrides/ that is no page.
    """

    def __init__(self, cache: Path, book: Book, history: History, addresses: Addresses, toolchain: str) -> None:
        self.folder = cache / "proofs"
        self.book, self.history = book, history
        total = hashlib.sha256(f"{toolchain}\n{addresses}\n{history.day}\n{sys.version}\n".encode())
        total.update(" ".join(f"{name} {version(name)}" for name in _PROGRAMS).encode())
        total.update(repr((book.register.facts, book.register.sources, book.words, book.town)).encode())  # as handed over
        names = [(page.path, page.title, page.number, page.chapter) for page in book.pages]
        total.update(repr((names, book.glossary_page and book.glossary_page.path)).encode())
        pages, package = {page.file for page in book.texts}, Path(__file__).parents[1]
        named = [
            "mkdocs.yml",
            *(f"{folder}/{path}" for folder in ("docs", "overrides") for path in files.below(book.root / folder)),
        ]
        others = [(name, book.root / name) for name in named if name not in pages]
        for name, file in [*others, *((path, package / path) for path in files.below(package, ".py"))]:
            total.update(f"{name}\0".encode() + files.digest(file))
        self.common = total.hexdigest()
        self.told: dict[Page, str] = {}

    def key(self, what: str, pages: tuple[Page, ...]) -> str:
        """A name for whatever is made from these pages alone; `what` says what that is."""
        return hashlib.sha256(repr((self.common, what, [self._told(page) for page in pages])).encode()).hexdigest()

    def _told(self, page: Page) -> str:
        """A hash of a page and of the day it changed: each file that is made of it asks for that."""
        if page not in self.told:
            said = repr((page, self.history.of_page(page, self.book)))
            self.told[page] = hashlib.sha256(said.encode()).hexdigest()
        return self.told[page]

    def of(self, what: str, pages: tuple[Page, ...], make: Callable[[], Job]) -> Job:
        """The job of these pages: read back, or made and kept for the next time."""
        return Job(**self.fields(what, pages, lambda: asdict(make())))

    def fields(self, what: str, pages: tuple[Page, ...], make: Callable[[], Fields]) -> Fields:
        """Whatever is made from these pages alone and can be written as JSON: read back, or made and kept."""
        key = self.key(what, pages)
        found = self.read(key)
        if found is None:
            found = make()
            self.keep(key, found)
        return found

    def read(self, key: str) -> Fields | None:
        """What is kept under this key, if it is there, whole."""
        file = self.folder / f"{key}.json"
        kept = files.read_sealed(file, key.encode())
        if kept is None:
            return None
        with contextlib.suppress(OSError):
            os.utime(file)  # in use: see store.forget_old
        found: Fields = json.loads(kept)
        return found

    def keep(self, key: str, fields: Fields) -> None:
        """Keep it for the next time."""
        files.write_sealed(self.folder / f"{key}.json", json.dumps(fields).encode(), key.encode())

"""What a file is made from, at each stage: a text, a job, laid-out pages, the finished site; and what comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader.archive import squeezed

if TYPE_CHECKING:
    from reader.living.changes import Move
    from reader.press.paper_html import Manuscript
    from reader.press.pdf.fill import Place
    from reader.press.subjects import Subject
    from reader.press.text_cache import TextCache
    from reader.source.book import Book
    from reader.source.history import History
    from reader.source.settings import Addresses


@dataclass(frozen=True)
class Made:
    """A finished file, and how many pages it has; 0 where it has none to count."""

    content: bytes
    pages: int = 0


@dataclass(frozen=True)
class Text:
    """A chapter, a form or the whole book before anything is laid out. `toolchain` is empty where there is no press.

    `moves`: what has changed in it since there are copies, for a row that is Followed. `proofs` knows its pages as they
    were last set, where something is kept at all.
    """

    book: Book
    history: History
    addresses: Addresses
    subject: Subject
    toolchain: str = ""
    moves: tuple[Move, ...] = ()
    proofs: TextCache | None = None

    @cached_property
    def script(self) -> Manuscript:
        """A chapter's pages as HTML, rendered once for all formats. Raises TemplateFault for leadings that are none."""
        from reader.press import leading, paper_html

        return paper_html.manuscript(self.book, self.history, self.subject.pages, leading.chosen(self.book.root))


@dataclass(frozen=True)
class Job:
    """A text set into its template, ready to be laid out. `key` names everything that can change what comes of it.

    `first` is the place where its first page of text begins; `kinds` names the rows that are made from it.
    """

    name: str
    title: str
    html: str
    key: str
    first: str = ""
    kinds: str = ""


@dataclass(frozen=True)
class Sheets:
    """Pages laid out in one format: a tagged PDF, and how many pages it has. `html` is empty for the bound book.

    `forms`: of the book, all its forms one after the other; `stamps`: the lines that are put on its pages; `outside`: what
    stands first and last in it, each by itself.
    `blanks` is what is filled in on a form.
    """

    pdf: bytes
    pages: int
    name: str
    title: str
    html: str
    first: str
    root: Path
    cache: Path
    forms: bytes = b""
    stamps: bytes = b""
    outside: tuple[bytes, bytes] = (b"", b"")
    blanks: tuple[Place, ...] = ()


@dataclass(frozen=True)
class Site:
    """The folder of a finished site, complete but for what is packed from it, and the book it was made from.

    `squeeze` makes its files small.
    """

    folder: Path
    book: Book
    history: History
    squeeze: Callable[[bytes], bytes] = squeezed

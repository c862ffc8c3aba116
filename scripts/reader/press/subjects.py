"""What a file is made of: a chapter, a form, the whole book, the whole site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from reader.source.translation import NONE

if TYPE_CHECKING:
    from reader.source.book import Book, Chapter
    from reader.source.page import Page

Each = Literal["chapter", "zine", "form", "book", "site"]


@dataclass(frozen=True)
class Subject:
    """`name` stands in addresses, `title` on paper; `folder` is the one in docs/ (empty: several). Chapters have a number.

    `zine`: of a chapter, whether it has one.
    """

    name: str
    title: str
    folder: str
    pages: tuple[Page, ...]
    number: str = ""
    zine: bool = False


def of(book: Book, each: Each) -> Iterator[Subject]:
    """All chapters that have a number, all forms, or the one book or site, in reading order.

    In another language: those chapters, zines and forms that are translated whole, and no book.
    """
    found = _of(book, each)
    if book.strings is not None:
        left_to_right = each not in ("book", "site") and not book.strings.to_the_left
        found = (subject for subject in found if left_to_right and all(page.english != NONE for page in subject.pages))
    return found


def _of(book: Book, each: Each) -> Iterator[Subject]:
    if each == "chapter":
        yield from (of_chapter(chapter) for chapter in book.chapters if chapter.number and chapter.pages)
    elif each == "zine":
        yield from (of_zine(chapter, chapter.zine) for chapter in book.chapters if chapter.zine)
    elif each == "form":
        yield from (of_form(page) for page in book.pages if page.is_form)
    else:
        name = {"book": "The whole book", "site": "The whole site"}[each]
        yield Subject("reader", name, "", tuple(book.pages))


def of_chapter(chapter: Chapter) -> Subject:
    """A chapter: its folder is its name."""
    folder = folder_of(chapter)
    return Subject(folder, f"{chapter.number} {chapter.title}", folder, chapter.pages, chapter.number, chapter.zine is not None)


def of_zine(chapter: Chapter, zine: Page) -> Subject:
    """A chapter's zine: one more paper of the chapter, from a text of its own."""
    return replace(of_chapter(chapter), pages=(zine,))


def of_form(page: Page) -> Subject:
    """A form: its file is its name."""
    return Subject(page.form.replace("/", "."), page.title, page.path.partition("/")[0], (page,))


def folder_of(chapter: Chapter) -> str:
    """The folder of docs/ a chapter's pages are in: its name in addresses and of its papers."""
    return chapter.pages[0].path.partition("/")[0] if chapter.pages else ""

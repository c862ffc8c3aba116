"""Pages in other languages hold to the same rules, to the English they belong to, and to its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from reader.living import staging
from reader.source import book as books
from reader.source import translated_values, translation
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.translation import Translation

NAME = "translation"
SEVERITY: Literal["stop"] = "stop"


def check(book: Book) -> Iterator[Finding]:
    """What is wrong with a language's own files, and with those of its pages that are published."""
    if book.strings is None:
        for page in book.texts:
            if page.english or page.readers:
                yield Finding(page.file, 1, NAME, "“english” and “readers” are for pages in other languages; take them out")
    for found in translation.of_project(book.root):
        yield from found.problems
        values = f"docs/{found.code}/{translated_values.FILE}"
        yield from translated_values.misfits(book.register, book.root / values, values)
        for part in found.parts.values():
            if not part.now:
                yield Finding(f"docs/{found.code}/{part.path}", 0, NAME, f"there is no English docs/{part.path}; a page has "
                              "the same name as the English one: give it that, or delete it")  # fmt: skip
            elif part.path.startswith("_words/") and not part.moved and not part.same_figures:
                yield Finding(f"docs/{found.code}/{part.path}", 0, NAME, "has other figures than the English, and somebody may "
                              "die of a wrong one here; write the same figures")  # fmt: skip
        if not found.problems:
            yield from of_pages(book, found, drafts=False)


def of_pages(book: Book, found: Translation, *, drafts: bool) -> Iterator[Finding]:
    """What the rules that stop a build say of the pages of a language, at the files that somebody wrote."""
    from reader import checks  # its list names this rule

    parts = {path for path in found.parts if drafts == bool(found.waits(found.parts[path]))}
    if not parts:
        return
    staged = staging.put_together(book, found, drafts=drafts)
    for finding in checks.of_sources(books.load(staged.settings), stops_only=True):
        own = staged.home(finding)
        if own is not None and finding.path.removeprefix("docs/") in parts:
            yield replace(own, severity=SEVERITY)

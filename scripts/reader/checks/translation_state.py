"""Pages in other languages whose English has moved, that wait for readers, and words of the frame that nobody has translated."""

from __future__ import annotations

from collections.abc import Iterator

from reader.checks import translation_form
from reader.living import frame
from reader.source import moved, strings, translated_values, translation
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "translation-state"
SEVERITY = "tell"
_SHOWN = 60  # letters of a line that has moved


def check(book: Book) -> Iterator[Finding]:
    """Go through every language of the project."""
    for found in translation.of_project(book.root):
        folder = f"docs/{found.code}"
        for part in found.parts.values():
            if part.now and part.english and part.moved:
                rows = moved.lines(book.root, part)
                what = f"{len(rows)} lines, the first: {rows[0][:_SHOWN]}" if rows else "what, git does not know"
                yield Finding(f"{folder}/{part.path}", 0, NAME, f"the English has moved ({what}); this page prints the English "
                              f"values and says so. To see all: scripts/translate {found.code} {part.path}")  # fmt: skip
            if part.now and not part.moved and not part.same_figures and not part.path.startswith("_words/"):
                yield Finding(f"{folder}/{part.path}", 0, NAME, "its words have other figures than the English page: look "
                              "whether a number, a date or an amount went wrong")  # fmt: skip
            if part.now and (wait := found.waits(part)):
                yield Finding(f"{folder}/{part.path}", 0, NAME, f"is not published: {wait}")
        if missing := [text for text in frame.texts(book) if text not in found.strings.words]:
            yield Finding(f"{folder}/{strings.FILE}", 0, NAME, "texts of menus and papers stay English, the first: "
                          f"“{missing[0]}”; scripts/translate {found.code} adds their lines")  # fmt: skip
        values = f"{folder}/{translated_values.FILE}"
        yield from translated_values.outdated(book.register, book.root / values, values)
        if not found.problems:
            yield from translation_form.of_pages(book, found, drafts=True)

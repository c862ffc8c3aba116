"""The glossary: in order, each word and each of its forms once, listed once, and leading to pages that are there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from reader.checks import links
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.glossary import FILE

NAME = "glossary-words"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Compare each term with the one before it, with all forms so far, and with the page that lists them."""
    anchors = links.anchors_of(book)
    ranges = [words[0].split("-") for page in book.pages for words in page.places("glossary")]
    folders = {posixpath.dirname(page.path) for page in book.pages} - {""}
    before = ""
    lines: dict[str, int] = {}
    for term in book.glossary.terms:
        if term.word.casefold() < before.casefold():
            yield Finding(FILE, term.line, NAME, f"“{term.word}” stands behind “{before}”; the list is in alphabetical order")
        before = term.word
        for form in {term.word, *term.in_text}:
            if form in lines:
                yield Finding(FILE, term.line, NAME, f"“{form}” is at line {lines[form]} already; a word has one meaning: "
                              "delete one, or take it out of its in_text")  # fmt: skip
            lines[form] = term.line
        if term.read and (wrong := links.problem(book, anchors, "glossary.yml", term.read)):
            yield Finding(FILE, term.line, NAME, f"“read” of {term.word}: {wrong}")
        for folder in sorted(set(term.only_in) - folders):
            yield Finding(FILE, term.line, NAME, f"“only_in” of {term.word}: there is no chapter “{folder}”; "
                          f"the folders are {', '.join(sorted(folders))}")  # fmt: skip
        times = sum(term.is_among(*letters) for letters in ranges)
        if times != 1:
            how = f"{times} times" if times else "nowhere"
            yield Finding(FILE, term.line, NAME, f"“{term.word}” is listed {how}; the lines <!-- here: glossary a-c --> "
                          "of the glossary's page have to name each letter once")  # fmt: skip

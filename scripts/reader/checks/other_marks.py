"""Marks inside a line that GitHub's preview takes otherwise than this reader: struck words, addresses, signs that are kept."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from reader.checks.clean import Clean
from reader.source import prose
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.page import Page

NAME = "other-marks"
SEVERITY = "stop"
_GAP = r"\n(?![ \t]*\n)"  # a new line inside a paragraph
_ANYWHERE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<![~\\])(~{{1,2}})(?=[^\s~])(?:[^~\n]|{_GAP}){{0,2000}}(?<=[^\s~])\1(?!~)"),
     "~ does not strike words out here, they would be read as valid; delete them"),
    (re.compile(r"(?<!\\)\\$", re.MULTILINE),
     "a \\ at the end of a line is seen here and begins no new line; take it out, or write <br>"),
    (re.compile(r"(?<!\\)\\[&;:,/=?^%@~$<]"), "the \\ before this sign is seen here; take it out"),
    (re.compile(r"(?<![\w<\"/=`:@.])(?<!\]\()(?:(?:https?|ftp)://|www\.)(?!\S*\]\()(?=\w)", re.IGNORECASE),
     "an address alone can't be pressed here; write [words](https://…), or < > around it"),
    (re.compile(r"^[ \t>]*(?:[-*+]|\d+\.)\s+\[[xX]\](?=\s)", re.MULTILINE),
     "[x] is no ticked box here; write [ ], and people tick it themselves"),
    (re.compile(r"<!--(?!-?>)"), "this <!-- is never closed, and GitHub's preview hides all that follows; write --> behind it"),
    (re.compile(r"<[!?](?!--)"), "words between < and > would not be seen; write ( ) instead"),
    (re.compile(r"!?\[[^\[\]\n]*\] \((?:https?:|[\w./-]+\.md\))"), "a space between ] and ( breaks the link; take it out"),
    (re.compile(r"\]\((?!fact:)<?[^()<>\s]+ +(?![\"'\s)])[^()\n]*\)"),
     "an address has no spaces; write %20 for one, or give the file a name without"),
    (re.compile(r"\]\([^()\s]+ +\([^()\n]*\)\)"), "words in ( ) behind an address become part of it; take them out"),
    (re.compile(r"\[[^\[\]\n]*\[[^\[\]\n]*\]\((?!fact:)[^()\n]*\)[^\[\]\n]*\]\("),
     "a link stands inside another link; put it beside that"),
    (re.compile(r"\]\(<?(?:tel|sms):", re.IGNORECASE),
     "a number that can be pressed comes from the register; write [its digits](fact:its-id)"),
    (re.compile(r"(?:\]\(<?|<)https?:(?!//\w)", re.IGNORECASE), "an address begins with https:// and the name of a host"),
)  # fmt: skip
_LONG = re.compile(r"^(?: {4}|\t|[ >]*>).*<!--(?:(?!-->).)*\n[ \t>]*$", re.MULTILINE)


def check(book: Book) -> Iterator[Finding]:
    """Go through every page, code and comments left out."""
    clean = Clean(book, NAME, __file__, prose.__file__)
    for page in book.texts:
        yield from clean.unless(page.body, functools.partial(_of_page, page))
    clean.keep()


def _of_page(page: Page) -> Iterator[Finding]:
    text = prose.prose(page)
    for match in _LONG.finditer(page.body):
        line = page.offset + 1 + page.body.count("\n", 0, match.start())
        yield Finding(page.file, line, NAME, "a comment in a step, a box or a quote ends at an empty line here, and the "
                      "rest of it is seen; take the empty line out")  # fmt: skip
    for pattern, message in _ANYWHERE:
        for match in pattern.finditer(text.text):
            yield Finding(page.file, text.line(match.start()), NAME, message)

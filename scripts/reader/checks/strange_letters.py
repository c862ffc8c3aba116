"""Numbers and addresses hold what they seem to hold: no hidden or turning letters, no digits that only look like others."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator

from reader import files, letters
from reader.checks.clean import Clean
from reader.source import phone
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "strange-letters"
SEVERITY = "stop"
_TOKEN = re.compile(r"\S+")
_PLACE = re.compile(r"\d|@|://|\bwww\.|\.(?:ca|com|org|net|info|gov)\b", re.IGNORECASE)
_FOR_DIGITS = str.maketrans("OoIl|", "00111")
_MIXED = re.compile(
    r"(?<![\w-])(?=[\d(). -]{0,16}[OoIl])(?:[1Il][-. ]{1,3})?\(?[\dOoIl]{3}\)?[-. ]{1,3}[\dOoIl]{3}[-. ]{1,3}[\dOoIl]{4}(?![\w-])"
)


def check(book: Book) -> Iterator[Finding]:
    """Look through pages with their titles, fixed words, and every list in docs/."""
    clean = Clean(book, NAME, __file__, letters.__file__, phone.__file__)
    for path in files.below(book.root / "docs", ".md", ".yml"):
        text = (book.root / "docs" / path).read_text(encoding="utf-8-sig", errors="replace")
        yield from clean.unless(text, functools.partial(_of_file, f"docs/{path}", text))
    clean.keep()


def _of_file(path: str, text: str) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.isascii() and "&" not in line:
            said = ""
        elif letters.turning(html.unescape(line)) >= 0:
            said = "a letter that turns the direction of the text stands here"
        else:
            said = _first(line)
        if not said and (match := _letter_for_digit(line)):
            said = f"{match} has a letter in place of a digit, like O for 0 or l for 1"
        if said:
            yield Finding(path, number, NAME, f"{said}: it reads right and is wrong when somebody calls or copies it. "
                          "Delete it and type it anew on the keyboard; don't paste it")  # fmt: skip


def _first(line: str) -> str:
    for match in _TOKEN.finditer(line):
        token = match[0]
        if token.isascii() and "&" not in token:
            continue
        if _PLACE.search(letters.same(html.unescape(token))) and (found := letters.strange(token)):
            return f"{''.join(letter for letter in token if letter.isprintable())[:60]} holds {found}"
    return ""


def _letter_for_digit(line: str) -> str:
    for match in _MIXED.finditer(letters.same(line)):
        plain = match[0].translate(_FOR_DIGITS)
        if sum(letter.isdigit() for letter in match[0]) >= 6 and phone.IN_TEXT.fullmatch(plain):
            return match[0]
    return ""

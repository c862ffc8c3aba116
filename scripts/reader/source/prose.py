"""The text of a page as checks read it: without code, with every line in its place."""

from __future__ import annotations

import bisect
import functools
import re
from dataclasses import dataclass
from functools import cached_property

from reader.source import syntax
from reader.source.page import Page

_FENCE = re.compile(r"^[ ]*(`{3,}|~{3,}).*?^[ ]*\1[ ]*$", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_MARKUP = re.compile(r"\{[^}]*\}\s*$|[*_]{1,3}|!?\[([^\]]*)\]\([^)]*\)")


def blank(text: str, *patterns: re.Pattern[str]) -> str:
    """`text` with every match of `patterns` turned into spaces, its lines kept."""
    for pattern in patterns:
        text = pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    return text


class Lines:
    """The lines of a text, counted once: a page with a thousand findings asks a thousand times."""

    def __init__(self, text: str) -> None:
        self._breaks = [match.start() for match in re.finditer("\n", text)]

    def of(self, at: int) -> int:
        """The line, from 1, that the character `at` stands on."""
        return bisect.bisect_left(self._breaks, at) + 1


@dataclass(frozen=True)
class Heading:
    """A heading: its level (1 to 6), its words without markup, its place in the text."""

    level: int
    words: str
    raw: str
    at: int


@dataclass(frozen=True)
class Prose:
    """The body of a page (`text`), code and comments blanked, and the number of the file's line it starts on.

    `seen` is the body with its code: a number in it is read and called like any other.
    """

    text: str
    first_line: int
    seen: str

    def line(self, at: int) -> int:
        """The line of the file that the character `at` of `text` stands on."""
        return self.first_line - 1 + self._lines.of(at)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text)

    @cached_property
    def typed(self) -> str:
        """What somebody typed by hand: without values of the register, examples and fixed words."""
        return blank(self.seen, syntax.EXAMPLE, syntax.FACT_LINK, syntax.INCLUDES)

    @cached_property
    def headings(self) -> list[Heading]:
        """All headings in order."""
        return [
            Heading(len(match[1]), _MARKUP.sub(lambda part: part[1] or "", match[2]).strip(), match[2], match.start())
            for match in _HEADING.finditer(self.text)
        ]


@functools.lru_cache(maxsize=512)
def prose(page: Page) -> Prose:
    """The page's body, ready to be checked. A dozen rules ask for it."""
    return Prose(blank(page.body, _FENCE, _COMMENT, _CODE), page.offset + 1, blank(page.body, _COMMENT))

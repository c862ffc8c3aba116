"""No line, block or page is so long that reading it takes minutes: everything else waits until it is shorter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader import files
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "line-length"
SEVERITY = "stop"
LINE, BLOCK, BRACKETS, PAGE = 2_000, 6_000, 400, 60_000
_MANY = (  # what a page may have of each: reading them takes longer than their letters would
    (re.compile(r"^.*$", re.MULTILINE), 2_500, "lines"),
    (re.compile(r"^ {0,3}#", re.MULTILINE), 200, "headings"),
    (re.compile(r"<"), 400, "signs <"),  # each may begin a tag that is looked for up to the end of the page
    (re.compile(r"^.*-8<-", re.MULTILINE), 30, "lines that take in fixed words"),
)
_GAP = re.compile(r"\n[ \t]*(?=\n)")


def check(book: Book) -> Iterator[Finding]:
    """Measure the pages, fixed words and registers. Our longest line has 500 letters, our longest block 3,100."""
    for name in files.below(book.root / "docs", ".md", ".yml"):
        path = f"docs/{name}"
        text = (book.root / path).read_text(encoding="utf-8", errors="replace")
        long = next((n for n, row in enumerate(text.split("\n"), 1) if len(row) > LINE), 0)
        if long:
            yield Finding(path, long, NAME, f"this line has more than {LINE} letters; begin a new line after a sentence")
        elif path.endswith(".md"):
            yield from _blocks(path, text)


def _blocks(path: str, text: str) -> Iterator[Finding]:
    if len(text) > PAGE:
        yield Finding(path, 0, NAME, f"this page has {len(text)} letters, and {PAGE} is the limit; split it")
        return
    for pattern, most, what in _MANY:
        if (count := sum(1 for _ in pattern.finditer(text))) > most:
            yield Finding(path, 0, NAME, f"this page has {count} {what}, and {most} is the limit; split it")
            return
    line = 1
    for block in _GAP.split(text):
        first = line + len(block) - len(block.lstrip("\n"))
        if len(block) > BLOCK:
            yield Finding(path, first, NAME, f"this paragraph, list or table has {len(block)} letters; put an empty line into it")
        elif block.count("[") > BRACKETS:
            yield Finding(path, first, NAME, f"this paragraph, list or table has {block.count('[')} brackets; put an empty line "
                          "into it")  # fmt: skip
        line += block.count("\n") + 1

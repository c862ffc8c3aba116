"""A chapter opens with what to know tonight, in at most 120 words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import prose
from reader.source.syntax import INCLUDE, TONIGHT

NAME = "tonight"
SEVERITY = "stop"
MOST_WORDS = 120


def check(book: Book) -> Iterator[Finding]:
    """Look at the chapters' first pages, and count the words of every such block."""
    for page in book.pages:
        text = prose(page)
        blocks = list(TONIGHT.finditer(text.text))
        if page.is_opening and not blocks:
            yield Finding(page.file, page.offset + 1, NAME, "a chapter's first page opens with a block !!! tonight "
                          '"If you only read one thing"; write it below the title')  # fmt: skip
        for block in blocks:
            whole = INCLUDE.sub(lambda match: book.words.get(match[1], ""), block[1])
            words = len(re.sub(r"\]\([^)]*\)|\[\^[^\]]*\]|[*\[\]]", " ", whole).split())
            if words > MOST_WORDS:
                yield Finding(page.file, text.line(block.start()), NAME, f"this block has {words} words; cut "
                              f"{words - MOST_WORDS} of them")  # fmt: skip

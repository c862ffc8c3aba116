"""A zine is six panels that fit on the eighth part of a sheet: so many words, and no more."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import prose
from reader.source.syntax import INCLUDE

NAME = "zine"
SEVERITY = "stop"
PANELS = 6
MOST_WORDS = 55
_PANEL = re.compile(r"^## +(.*)$", re.MULTILINE)
_NO_WORDS = re.compile(r"\]\([^)]*\)|\[\^[^\]]*\]|^\s*(?:[-*]|\d+\.)\s|[*\[\]]", re.MULTILINE)


def check(book: Book) -> Iterator[Finding]:
    """Count the panels of every zine, and the words of each. Fixed words stand alone on theirs, and are not counted."""
    for page in (chapter.zine for chapter in book.chapters if chapter.zine):
        text = prose(page)
        heads = list(_PANEL.finditer(text.text))
        if len(heads) != PANELS:
            yield Finding(page.file, page.offset + 1, NAME, f"has {len(heads)} panels, each below a line like “## Before you "
                          f"start”, and a zine has {PANELS}")  # fmt: skip
        for head, following in zip(heads, [*heads[1:], None], strict=True):
            panel = text.text[head.end() : following.start() if following else len(text.text)]
            line, fixed = text.line(head.start()), bool(INCLUDE.search(panel))
            words = len(_NO_WORDS.sub(" ", INCLUDE.sub("", panel)).split())
            most = 0 if fixed else MOST_WORDS
            if words > most:
                where = "beside its fixed words, which fill a panel" if fixed else f"and {most} fit"
                yield Finding(page.file, line, NAME, f"the panel “{head[1].strip()}” has {words} words, {where}; cut "
                              f"{words - most} of them, or move them to another panel")  # fmt: skip

"""A page has one title, the one its front matter gives, and headings without gaps."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from markdown.extensions.toc import slugify

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import prose

NAME = "headings"
SEVERITY = "stop"
_TAKEN = ("contents", "not-here", "search-open")  # ids of the frame around the text


def check(book: Book) -> Iterator[Finding]:
    """Look at the headings of every page."""
    for page in book.pages:
        text = prose(page)
        found = text.headings
        titles = [heading for heading in found if heading.level == 1]
        if not titles or found[0].level != 1:
            yield Finding(page.file, page.offset + 1, NAME, f"the page has to begin with its title: # {page.title}")
        elif titles[0].words != page.title != page.path:  # a path: the block at the top has no title, and that is said
            yield Finding(page.file, text.line(titles[0].at), NAME, f"the heading says “{titles[0].words}”, the block at the "
                          f"top says “{page.title}”; make them the same")  # fmt: skip
        for heading in titles[1:]:
            yield Finding(page.file, text.line(heading.at), NAME, "a page has one title; write this heading with ##")
        for heading in found:
            if page.path != "index.md" and slugify(heading.words, "-") in _TAKEN:
                yield Finding(page.file, text.line(heading.at), NAME, f"“{heading.words}” is the name of a part of every "
                              "page, and links would lead there; give this heading other words")  # fmt: skip
        for before, heading in itertools.pairwise(found):
            if heading.level > before.level + 1:
                yield Finding(page.file, text.line(heading.at), NAME, f"this heading jumps a level; write it with "
                              f"{'#' * (before.level + 1)}")  # fmt: skip

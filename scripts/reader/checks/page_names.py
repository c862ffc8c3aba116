"""The name of a page's file makes its address: plain words, an address of its own, nothing that the build fills."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.page import address
from reader.source.redirects import BUILT

NAME = "page-name"
SEVERITY = "stop"
_PART = re.compile(r"[^\W_](?:[\w -]{0,98}[^\W])?")  # as long as every disk takes it; a dot would make it look like a file


def check(book: Book) -> Iterator[Finding]:
    """Look at the path of every page of the nav."""
    taken: dict[str, str] = {}
    for page in book.pages:
        if wrong := _wrong(page.path):
            yield Finding(page.file, 0, NAME, wrong)
        place = address(page.path).lower()  # some disks tell no A from an a
        if place in taken:
            yield Finding(page.file, 0, NAME, f"has the same address as docs/{taken[place]}; give one of the two another name")
        taken.setdefault(place, page.path)


def _wrong(path: str) -> str:
    parts = path.removesuffix(".md").split("/")
    if parts[0].lower() in BUILT:
        return f"the folder {parts[0]} of the site is filled by the build; put the page into another folder"
    for part in parts:
        if not _PART.fullmatch(part):
            return (f"“{part[:40]}” can't be part of an address; use letters, figures, spaces and -, at most 100, and no dot but "
                    "that of .md")  # fmt: skip
    return ""

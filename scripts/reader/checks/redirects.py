"""A page that moves leaves its old address behind in docs/redirects.yml."""

from __future__ import annotations

from collections.abc import Iterator

from reader.checks.links import anchors_of
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.page import address
from reader.source.redirects import BUILT, FILE

NAME = "redirects"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Every old address is free, and every new one is a page, with the heading if one is named."""
    moved = book.redirects.moved
    yield from book.redirects.problems
    pages = {page.path for page in book.pages}
    taken = {address(page.path).lower(): page.path for page in book.pages}  # some disks tell no A from an a
    anchors = anchors_of(book) if any("#" in new for new, _ in moved.values()) else {}
    told: dict[str, str] = {}
    for old, (new, line) in moved.items():
        place = address(old).lower()
        page, _, heading = new.partition("#")
        if old in pages:
            yield Finding(FILE, line, NAME, f"{old} is still a page; delete this line, or the page")
        elif place in taken:
            yield Finding(FILE, line, NAME, f"{old} has the address of the page {taken[place]}; delete this line")
        elif place.partition("/")[0] in BUILT:
            yield Finding(FILE, line, NAME, f"{old} begins with a folder that the build fills; no page was ever there, so delete "
                          "this line")  # fmt: skip
        elif place in told:
            yield Finding(FILE, line, NAME, f"{old} has the same address as {told[place]}; keep one of the two lines")
        told.setdefault(place, old)
        if page not in pages:
            yield Finding(FILE, line, NAME, f"{old} leads to {new}, which is no page; write where it is now")
        elif heading and heading not in anchors[page]:
            yield Finding(FILE, line, NAME, f"there is no heading “#{heading}” on docs/{page}; write {old}: {page}")

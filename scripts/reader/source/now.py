"""What now/ shows of the pages: the sections that they name in the block at their top, `now: [Heading]`."""

from __future__ import annotations

import re

from reader.source import syntax
from reader.source.book import Book
from reader.source.page import Page

PLACE = "now"  # its folder on the site
FOLDER = "overrides/now"  # what it is made of, beside the text
WRITTEN_IN = ("now.css", "now.js")  # the style and the script that stand in it
_CALL = "fact:911"  # a card with this number on it is for an overdose too
_HEADING = re.compile(r"^## +(.+?)[ #]*(?:\{:[^}\n]*\})?[ ]*$", re.MULTILINE)  # an id of its own may stand behind it


def parts(book: Book) -> list[tuple[Page, str]]:
    """Every section, as its page and its heading, in reading order."""
    return [(page, heading) for page in book.pages for heading in page.now if heading in headings(page)]


def headings(page: Page) -> list[str]:
    """The headings of a page that begin a section of it."""
    return _HEADING.findall(page.body)


def section(page: Page, heading: str) -> str:
    """The Markdown from one heading of a page to the next. Raises ValueError where the page has no such heading."""
    found = list(_HEADING.finditer(page.body))
    at = [match[1] for match in found].index(heading)
    end = found[at + 1].start() if at + 1 < len(found) else len(page.body)
    return page.body[found[at].start() : end].strip()


def home(book: Book) -> Page | None:
    """The page that the parts come from first: who reads on begins there."""
    return next((page for page in book.pages if page.now), None)


def live(page: Page, site: str) -> str:
    """The address on a paper of this page, empty where the site has none: on what is for an overdose, that of now/."""
    for_now = bool(page.now) or (
        page.is_form and (syntax.STEPS in page.includes or ((page.copies > 1 or page.cards) and _CALL in page.body))
    )
    return f"{site}/{PLACE}/" if site and for_now else f"{site}/{page.url}" if site else ""

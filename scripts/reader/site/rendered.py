"""Pages as the engine has rendered them before: one edited page is not a reason to read all the others again."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from importlib.metadata import version

from reader.press.text_cache import Fields, TextCache
from reader.source.book import Book
from reader.source.history import History, with_edition
from reader.source.page import Page

_PLAIN = re.compile(r"[\w ·.-]+")  # an edition that nothing has to be escaped in, but in addresses


class Rendered:
    """What was rendered in earlier builds, and what is in this one.

    `content` of what is kept is HTML; the rest is whatever the engine wants back.
    """

    def __init__(self, book: Book, past: History) -> None:
        settings, home = book.settings, book.correction_page
        self.book, self.past = book, past
        self.edition = past.edition if _PLAIN.fullmatch(past.edition) else ""
        self.around = (settings.language, settings.layers, home and home.path, "" if self.edition else past.edition)
        self.pages = {page.path: page for page in book.pages}
        self.made: list[tuple[str, Fields]] = []

    @cached_property
    def texts(self) -> TextCache:
        """Where they are kept, under MkDocs' version: only for an engine that asks."""
        book = self.book
        return TextCache(book.root / ".cache", book, self.past, book.settings.addresses, f"mkdocs {version('mkdocs')}")

    def of(self, path: str, make: Callable[[], Fields]) -> Fields:
        """What the engine makes of the page with this path below docs/: read back, or made.

        Every page names the edition, which is another one after any change: the new name takes the old one's place.
        """
        page = self.pages.get(path)
        if page is None or page.places("translations"):  # git is asked what has moved in those
            return make()
        key = self.texts.key(repr(("rendered", self.around, self._said_of_others(page))), (page,))
        found = self.texts.read(key)
        if found is None:
            found = make()
            self.made.append((key, found | {"edition": self.edition}))
            return found
        found["content"] = with_edition(found["content"], str(found["edition"]), self.edition)
        return found

    def _said_of_others(self, page: Page) -> list[tuple[str, str, tuple[str, ...]]]:
        """What a list on the page says of other pages."""
        listed = page.places("facts") or page.places("sheets")
        return [(each.path, each.summary, each.facts) for each in self.pages.values()] if listed else []

    def keep(self) -> None:
        """Keep what was made, for the next build: only once nothing is wrong with it."""
        for key, fields in self.made:
            self.texts.keep(key, fields)

"""What a pass may know while a page is rendered: the book, its history, the page, the medium, the notes so far."""

from __future__ import annotations

from reader.render.medium import SCREEN, Medium
from reader.render.notes import Notes
from reader.source.book import Book
from reader.source.history import History
from reader.source.page import Page


class Context:
    """All that is handed to the passes. `page` is None where no page is: words of the project in a template.

    Pages that share `notes` are numbered on: a chapter on paper has one list of sources.
    """

    def __init__(
        self, book: Book, history: History, page: Page | None, medium: Medium = SCREEN, notes: Notes | None = None
    ) -> None:
        self.book, self.history, self.page, self.medium = book, history, page, medium
        self.notes = Notes(book.register) if notes is None else notes

    @property
    def path(self) -> str:
        """Where the page stands below docs/, for links from it; beside the cover where there is none."""
        return self.page.path if self.page else "page.md"

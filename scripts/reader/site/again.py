"""One page made again into a site that stands: what scripts/serve shows while somebody writes.

Only its own words are new. Search, lists of facts and all that other pages say of it wait for the next whole build.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from reader import files
from reader.progress import Progress
from reader.site import engine, finish, policy
from reader.site.build import build
from reader.source import book as reading
from reader.source import workspace
from reader.source.book import Book
from reader.source.history import History
from reader.source.page import Page
from reader.source.settings import Settings


@dataclass
class _Shown:
    """What the site was made from."""

    signature: workspace.Signature
    book: Book
    past: History
    kept: engine.Kept


class Writing:
    """A site without papers in the folder `site`, kept up with whoever writes."""

    def __init__(self, settings: Settings, site: Path) -> None:
        self.settings, self.site = settings, site
        self.shown: _Shown | None = None

    def whole(self) -> Progress:
        """Build all of it, unless it is up to date. Raises as reader.site.build.build does."""
        progress, kept, before = Progress(quiet=True), engine.Kept(), workspace.signature(self.settings)
        self.shown = None
        if build(self.settings, self.site, progress, papers=False, engine=kept):
            self.shown = _Shown(before, *workspace.current(self.settings), kept)
        return progress

    def page(self) -> Page | None:
        """Make again the one page whose words were changed since. None, and nothing done, where more than that is new.

        Raises EngineError where the page can't be made.
        """
        if self.shown is None:
            return None
        now = workspace.signature(self.settings)
        book = reading.load(self.settings)
        page = _edited(self.shown, now, book)
        if page is None:
            return None
        past = self.shown.past.edited(page.file)
        with workspace.lending(self.settings.root, book, past), tempfile.TemporaryDirectory() as folder:
            made = self.shown.kept.again(page.path, Path(folder)).read_text(encoding="utf-8")
        name = f"{page.url}index.html"
        files.write(self.site / name, policy.policed(finish.finished(made, name, page, book, [], {})).encode())
        self.shown = replace(self.shown, signature=now, book=book, past=past)
        return page


def _edited(shown: _Shown, now: workspace.Signature, book: Book) -> Page | None:
    """The page that alone is another than it was, in nothing but its text; None in every other case."""
    saved = {name for name, _, _ in set(shown.signature) ^ set(now)}
    pages = {str(book.root / page.file): page for page in book.pages}
    if book.problems or len(saved) != 1 or not (page := pages.get(saved.pop())):
        return None
    before = next(each for each in shown.book.pages if each.path == page.path)
    same = replace(before, body=page.body, offset=page.offset) == page
    return page if same and before.includes == page.includes else None

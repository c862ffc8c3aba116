"""Pages as HTML by plain Python-Markdown, with the extensions that mkdocs.yml names: one after the other by the same reader."""

from __future__ import annotations

from markdown import Markdown
from markdown.extensions import Extension

from reader.render.context import Context
from reader.render.notes import Notes
from reader.source import extensions
from reader.source.page import Page


class Renderer:
    """Renders pages of the book in `context`, for its medium. `more` are extensions that come after those of mkdocs.yml."""

    def __init__(self, context: Context, *more: Extension) -> None:
        self.context, self.more = context, more
        self.markdown: Markdown | None = None

    def html(self, page: Page, notes: Notes) -> str:
        """A page; its sources go on counting in `notes`. Raises what its passes raise."""
        self.context.page, self.context.notes = page, notes
        reader, self.markdown = self.markdown or self._begun(), None  # one that stumbles is not asked again
        html = reader.reset().convert(page.body)
        self.markdown = reader
        return html

    def _begun(self) -> Markdown:
        names, settings = extensions.named(self.context.book.root)
        return Markdown(
            extensions=[*names, *self.more], extension_configs={**settings, "reader.markdown": {"context": self.context}}
        )

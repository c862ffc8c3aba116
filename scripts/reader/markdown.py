"""The Python-Markdown extension: facts, notes, fixed words and dates become part of the page.

Named in mkdocs.yml like any extension, it works the same under MkDocs, its successors and plain Python-Markdown.
It only replaces: what can be wrong in a page is said by `reader.checks`, which know file and line. Raising here
is the net below them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from reader.render import page
from reader.render.context import Context
from reader.source import workspace


class ReaderExtension(Extension):
    """Finds out which page this is, and has it rendered (reader.render.page)."""

    def __init__(self, **settings: Any) -> None:
        self.config = {
            "root": ["", "The project's folder; the current one when empty"],
            "context": ["", "Book, page and medium (reader.render.context), where the caller has them; else the folder is asked"],
        }
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Put our steps between those of Python-Markdown."""
        context: Context = self.getConfig("context")
        if not context:
            context = Context(*workspace.of_folder(Path(self.getConfig("root") or Path.cwd())), None)
            md.preprocessors.register(_FindPage(md, context), "reader-find-page", 101)  # before all others of ours
        page.install(md, context)


def makeExtension(**settings: Any) -> ReaderExtension:  # noqa: N802 (the name is Python-Markdown's)
    """How Python-Markdown finds the extension in this module."""
    return ReaderExtension(**settings)


class _FindPage(Preprocessor):
    """Finds out which page this is, by its text: no engine tells an extension the file."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context

    def run(self, lines: list[str]) -> list[str]:
        self.context.page = self.context.book.page_of("\n".join(lines))
        return lines

"""Every text that stands around pages and on drawings: what the file of strings of a language has to hold."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reader.source import engine_settings, own_files, strings
from reader.source.book import Book

_NAMES = ("site_name", "site_description")
_TEXT = re.compile(r">([^<>]*[A-Za-z][^<>]*)<")


def texts(book: Book) -> list[str]:
    """Each once: name and subject of the book, titles of its chapters, menus, buttons and papers, words on drawings."""
    settings, _ = engine_settings.findings(book.root)
    names = [settings[name] for name in _NAMES if settings.get(name)]
    titles = [chapter.title for chapter in book.chapters]
    return list(dict.fromkeys((*names, *titles, *strings.english(), *_drawings(book))))


def _drawings(book: Book) -> Iterator[str]:
    for file in own_files.walk(book.root, "docs/assets/drawings"):
        if file.suffix == ".svg":
            for text in _TEXT.findall(file.read_text(encoding="utf-8", errors="replace")):
                yield " ".join(html.unescape(text).split())

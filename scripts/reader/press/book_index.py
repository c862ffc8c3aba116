"""The index at the end of the book: words of the glossary and words that pages say they are found by, with folios."""

from __future__ import annotations

import re

from reader.press.paper_html import anchor
from reader.source.book import Book
from reader.source.page import Page

Rows = list[tuple[str, list[str]]]
_LONGEST = 3  # words of an entry: longer ones are what people type into a search


def rows(book: Book, folios: dict[str, str]) -> Rows:
    """Entries in alphabetical order, each with its folios in the order of the book. `folios`: of every named place.

    A word of `also:` counts where its page itself says it: the others are slips that people make while they type.
    """
    found: dict[str, dict[str, None]] = {}
    for page in book.pages:
        at = folios.get(anchor(page.path))
        for word in page.also if at else ():
            if len(word.split()) <= _LONGEST and _says(page, word):
                found.setdefault(word, {})[str(at)] = None
    for term in book.glossary.terms:
        path, _, heading = term.read.partition("#")
        at = folios.get(f"{anchor(path)}.{heading}" if heading else anchor(path)) if path else None
        if at:
            same = next((word for word in found if word.lower() == term.word.lower()), term.word)
            found[term.word] = {at: None} | found.pop(same, {})
    return [(word, sorted(places, key=_order)) for word, places in sorted(found.items(), key=lambda each: each[0].lower())]


def _says(page: Page, word: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", page.body, re.IGNORECASE))


def _order(folio: str) -> tuple[int, ...]:
    return tuple(int(part) for part in folio.split("-"))

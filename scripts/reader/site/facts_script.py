"""The values that the correction page offers: facts.js, a script, because a page opened from a disk may not fetch files."""

from __future__ import annotations

import json

from reader.render.fact_list import uses
from reader.source.book import Book


def as_script(book: Book) -> str:
    """Pages by their address, each with its facts; and of each fact its value, what it is, and its first source."""
    where = uses(book)
    facts = {
        fact.id: [fact.value, fact.what, fact.sources[0]]
        for fact in sorted(book.register.facts.values(), key=lambda fact: fact.id)
    }
    pages = {page.url or "the cover": list(page.facts) for page in book.pages if page.facts}
    first = {name: found[0].url or "the cover" for name, found in sorted(where.items())}
    data = {"facts": {name: [*row, first.get(name, "")] for name, row in facts.items()}, "pages": pages}
    return f"window.readerFacts = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"

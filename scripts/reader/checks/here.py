"""What a page asks for with `<!-- here: … -->` is known and there: else the page would show nothing in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.render import places
from reader.source import syntax
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "here"
SEVERITY = "stop"
_ASKS = re.compile(rf"\s*(?:<!--+\s*here\b|{syntax.KEPT})", re.IGNORECASE)


def check(book: Book) -> Iterator[Finding]:
    """Go through the lines of every page that begin such a comment."""
    known = {
        "facts": {fact.folder for fact in book.register.facts.values()},
        "binder": {"forms"},
        "sheets": {page.form for page in book.pages if page.is_form},
    }
    for page in book.texts:
        for line, row in page.lines():
            if not _ASKS.match(row):
                continue
            asked = syntax.HERE.fullmatch(row)
            name, *words = asked[1].split() if asked else [""]
            wrong = [word for word in words if word not in known.get(name, words)]
            if name not in places.MADE or (name == "glossary" and not words):
                yield Finding(page.file, line, NAME, "nothing would stand here; write, alone on a line, <!-- here: … --> with "
                              f"one of {places.KNOWN}")  # fmt: skip
            elif wrong:
                yield Finding(page.file, line, NAME, f"there is nothing called {' or '.join(wrong)} for “here: {name}”; it "
                              f"can be {', '.join(sorted(known[name])) or 'left out'}")  # fmt: skip

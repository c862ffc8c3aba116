"""Links to other sites belong to sources, where they have a publisher and a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import prose

NAME = "outside-links"
SEVERITY = "tell"
_LINK = re.compile(r"https?://[^\s)>\"]+")


def check(book: Book) -> Iterator[Finding]:
    """Name every address typed into a page, and sources whose address is not encrypted."""
    for page in book.pages:
        text = prose(page)
        for match in _LINK.finditer(text.text):
            yield Finding(page.file, text.line(match.start()), NAME, f"{match[0]} leads to another site; nobody has opened it "
                          "from here. Better: a source in facts.yml and a note")  # fmt: skip
    for source in book.register.sources.values():
        if source.url.startswith("http://"):
            yield Finding(source.path, source.line, NAME, f"the address of {source.id} is not encrypted; try https:// and "
                          "write that if it opens")  # fmt: skip

"""Words that shame people: the list in docs/language.yml belongs to the people it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.language import FILE, read
from reader.source.prose import prose

NAME = "shaming-words"
SEVERITY = "tell"


def check(book: Book) -> Iterator[Finding]:
    """Look for each word of the list outside quotation marks: a word may be talked about."""
    entries, _ = read(book.root)
    for page in book.pages:
        text = prose(page)
        spoken = re.sub(r"“[^”\n]*”|\"[^\"\n]*\"", lambda match: " " * len(match[0]), text.text)
        for entry in entries:
            for match in re.finditer(rf"\b{entry.instead_of}\b", spoken, re.IGNORECASE):
                yield Finding(page.file, text.line(match.start()), NAME, f"“{match[0]}”: {FILE} suggests “{entry.say}” "
                              f"({entry.why})")  # fmt: skip

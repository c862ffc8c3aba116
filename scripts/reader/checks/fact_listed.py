"""Every fact is listed once on the pages that list them, with its sources and its date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding

NAME = "fact-listed"
SEVERITY = "stop"


def check(book: Book) -> Iterator[Finding]:
    """Count how often the facts of each folder are listed; silent in a book without such a page."""
    facts = book.register.facts.values()
    pages = [page for page in book.pages if page.places("facts")]
    times = Counter(folder for page in pages for folder in {fact.folder for fact in book.listed(page)})
    for folder, file in {fact.folder: fact.path for fact in facts}.items():
        if pages and times[folder] != 1:
            how = f"{times[folder]} times" if times[folder] else "nowhere"
            where = " or ".join(page.file for page in pages)
            yield Finding(file, 0, NAME, f"its facts are listed {how}; name “{folder}” once, in a line "
                          f"<!-- here: facts … --> of {where}")  # fmt: skip

"""Every number and e-mail of the register lives in the directory, and stands there once, under the need it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.syntax import FACT_LINK, TONIGHT

NAME = "number-listed"
SEVERITY = "stop"
_LISTED = ("phone", "emergency", "email")
_HOME = "directory"


def check(book: Book) -> Iterator[Finding]:
    """Compare the register with the pages of the directory; a book without one is not asked."""
    pages = [page for page in book.pages if page.path.startswith(f"{_HOME}/")]
    if not pages:
        return
    opening = pages[0].file
    stands: Counter[str] = Counter()
    opens: Counter[str] = Counter()
    for page in pages:
        ids = [match[2] for match in FACT_LINK.finditer(TONIGHT.sub("", page.body))]
        stands.update(ids)
        if page.file == opening:
            opens.update(ids)
    for fact in (each.base for each in book.register.facts.values()):
        if fact.kind not in _LISTED or fact.id == "911":  # 9-1-1 stands everywhere
            continue
        if fact.folder != _HOME:
            yield Finding(fact.path, fact.line, NAME, f"{fact.value} is a number people call or write to; move {fact.id} and its "
                          f"source to docs/{_HOME}/facts.yml")  # fmt: skip
        if not stands[fact.id]:
            yield Finding(fact.path, fact.line, NAME, f"{fact.value} is not in the directory; write "
                          f"[{fact.value}](fact:{fact.id}) in {opening}, where people need it")  # fmt: skip
        elif opens[fact.id] > 1 and fact.kind != "emergency":  # a nurse is a nurse under three needs
            yield Finding(opening, 0, NAME, f"{fact.value} stands here {opens[fact.id]} times; keep one: "
                          "under the need it answers best")  # fmt: skip

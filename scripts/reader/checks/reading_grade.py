"""How many years of school a page asks for, as Flesch and Kincaid count them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.page import Page
from reader.source.prose import blank, prose
from reader.source.syntax import BOX_LINE, FACT_LINK, INCLUDE_LINE, NOTE_MARK

NAME = "reading-grade"
SEVERITY = "tell"
HIGHEST = 6.0
HIGHEST_LAW = 9.0
_NOT_PROSE = re.compile(rf"^\s*(?:#.*|{BOX_LINE}|{INCLUDE_LINE}|\|?[\s:|-]+\|?|!\[.*)$", re.MULTILINE)


def check(book: Book) -> Iterator[Finding]:
    """Grade every page over its paragraphs, list items and tables. Law pages say so in their first line."""
    for page in book.texts:
        highest = HIGHEST_LAW if "not legal advice" in page.body else HIGHEST
        found = grade(page)
        if found > highest:
            yield Finding(page.file, 0, NAME, f"reads like school grade {found:.1f}, and {highest:.0f} is the aim; shorter "
                          "sentences and shorter words help most")  # fmt: skip


def grade(page: Page) -> float:
    """The Flesch-Kincaid grade of the page, each paragraph, list item and table cell ending a sentence."""
    import textstat  # takes half a second: only those who ask for it pay

    text = blank(prose(page).text, NOTE_MARK)
    text = _NOT_PROSE.sub("", FACT_LINK.sub(lambda match: match[1], text))
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(
        r"^\s*(?:[-*]|\d+\.)\s+|[*_>#]", lambda match: "\n\n" if match[0].strip() not in "*_" else "", text, flags=re.MULTILINE
    )
    parts = [" ".join(part.split()) for part in re.split(r"\n\s*\n|\|", text)]
    sentences = [part if part[-1] in ".!?" else f"{part}." for part in parts if re.search(r"\w", part)]
    return float(textstat.flesch_kincaid_grade(" ".join(sentences))) if sentences else 0.0

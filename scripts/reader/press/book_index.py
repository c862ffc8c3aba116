"""The index at the end of the book: words of the glossary and words that pages say they are found by, with folios."""

from __future__ import annotations

import re
from collections import Counter

from reader.press.paper_html import anchor
from reader.source.book import Book

Rows = list[tuple[str, list[str]]]
_ADDRESS = re.compile(r"\]\([^)]*\)|\[\^[^\]]*\]")  # where links and notes lead: no words of the page
_LONGEST = 3  # words of an entry: longer ones are what people type into a search


def rows(book: Book, folios: dict[str, str]) -> Rows:
    """Entries in alphabetical order, each with its folios in the order of the book. `folios`: of every named place.

    A word of `also:` counts where its page itself says it: the others are slips that people make while they type.
    Words that shame people are not printed.
    """
    found: dict[str, dict[str, None]] = {}
    spelt: dict[str, str] = {}
    shaming = [re.compile(entry.instead_of, re.IGNORECASE) for entry in book.language.entries]
    for page in book.pages:
        at, text = folios.get(anchor(page.path)), _ADDRESS.sub("", page.body)
        lower = text.lower()
        for word in page.also if at else ():
            if len(word.split()) > _LONGEST or any(pattern.fullmatch(word) for pattern in shaming):
                continue
            if said := _said(text, lower, word):
                found.setdefault(spelt.setdefault(said.lower(), said), {})[str(at)] = None
    for term in book.glossary.terms:
        path, _, heading = term.read.partition("#")
        at = folios.get(f"{anchor(path)}.{heading}" if heading else anchor(path)) if path else None
        if at:
            same = next((word for word in found if word.lower() == term.word.lower()), term.word)
            found[term.word] = {at: None} | found.pop(same, {})
    return [(word, sorted(places, key=_order)) for word, places in sorted(found.items(), key=lambda each: each[0].lower())]


def _said(text: str, lower: str, word: str) -> str:
    """The word as the text most often writes it, with its capitals; empty if it does not. `lower`: the text in small letters.

    It is looked for in those: to make a pattern of each word takes as long as all the rest of the index.
    """
    small, said = word.lower(), Counter[str]()
    at = lower.find(small) if small else -1
    while at >= 0:
        end = at + len(small)
        whole = not (_in_a_word(lower[at - 1 : at]) or _in_a_word(lower[end : end + 1]))
        said.update([text[at:end]] if whole else [])
        at = lower.find(small, end if whole else at + 1)
    return said.most_common(1)[0][0] if said else ""


def _in_a_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _order(folio: str) -> tuple[int, ...]:
    return tuple(int(part) for part in folio.split("-"))

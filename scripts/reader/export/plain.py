"""A chapter as plain text, 72 letters a line: for mail, screen readers and Braille tools."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reader.export import words
from reader.export.manuscript import leads, manuscript
from reader.export.medium import TEXT
from reader.source import dates
from reader.source.book import Book
from reader.source.history import History
from reader.source.page import Page

WIDTH = 72  # letters a line: what mail programs and most Braille tools take without breaking it again
_GAPS = {"h1": 3, "h2": 2}  # empty lines above a heading; all else has one


def chapter(book: Book, history: History, title: str, pages: tuple[Page, ...], live: str = "") -> str:
    """The text of a chapter but for its first line, which says of which edition it is and is put there last.

    `live` is the address of the chapter on the site, if known.
    """
    script = manuscript(book, history, pages, TEXT)
    head = [f"Chapter {title}", *_opening(book, history, pages)]
    lines = [line for text in head for line in [*_wrapped(text), ""]]
    if live:
        lines += [live, ""]
    for page, body in script.pages:
        lines += _Writer(book, page).blocks(body, "")
    if script.notes.numbers:
        lines += ["", "", "Sources", ""]
        for number, item in enumerate(script.notes.listing(), 1):
            lines += _Writer(book, pages[0]).item(item, f"[{number}] ", "")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def _opening(book: Book, history: History, pages: tuple[Page, ...]) -> Iterator[str]:
    """What a chapter's first page says of all of them: whose they are, who has checked them, how old they are."""
    yield pages[0].summary
    yield book.words.get("independent", "")
    if not any(page.reviewed for page in pages):
        yield book.words.get("not-checked", "")
    days = [history.of_page(page, book) for page in pages]
    if reason := next((each.reason for each in days if not each.day), ""):
        yield f"When it last changed is not known: {reason}."
    else:
        yield f"Last changed {dates.in_words(max(each.day for each in days if each.day))}."


def _wrapped(text: str, first: str = "", rest: str = "") -> list[str]:
    """A paragraph in lines; a word longer than a line, like an address, stays whole."""
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest or first,
                         break_long_words=False, break_on_hyphens=False)  # fmt: skip


class _Writer:
    """Writes the blocks of one page. `before` is what each line begins with."""

    def __init__(self, book: Book, page: Page) -> None:
        self.leads = leads(book, page)

    def blocks(self, element: Element, before: str) -> list[str]:
        """All below an element, each block with an empty line above it."""
        lines: list[str] = []
        loose = Element("p")  # text and inline elements between blocks
        loose.text = element.text
        for child in element:
            if words.tag(child) not in words.BLOCKS:
                loose.append(child)
                continue
            if words.is_seen(child):
                lines += self._paragraph(loose, before) + self._block(child, before)
            loose = Element("p")
            loose.text = child.tail
        return lines + self._paragraph(loose, before)

    def item(self, element: Element, mark: str, before: str) -> list[str]:
        """One entry of a list: its mark stands before its first line, the others begin below its words."""
        lines = [line for line in self.blocks(element, before + " " * len(mark)) if line.strip()]
        return [before + mark + lines[0][len(before) + len(mark) :], *lines[1:]] if lines else []

    def _block(self, element: Element, before: str) -> list[str]:
        name = words.tag(element)
        if name in ("ul", "ol"):
            return ["", *(line for mark, item in _marked(element) for line in self.item(item, mark, before))]
        if name == "table":
            return ["", *self._table(element, before)]
        if name == "hr":
            return ["", before + "* * *"]
        if "jobs" in words.classes(element):
            return []  # links to the pages that follow
        if name == "pre":
            return ["", *(before + line for line in "".join(element.itertext()).strip("\n").split("\n"))]
        if name == "p" and "line" in words.classes(element):
            return ["", before + "_" * (WIDTH - len(before))]
        if "admonition" in words.classes(element):
            return self.blocks(element, before + "  ")
        if name in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"):
            return [""] * (_GAPS.get(name, 1) - 1) + self._paragraph(element, before)
        return self.blocks(element, before)

    def _paragraph(self, element: Element, before: str) -> list[str]:
        text = words.said(element, self.leads)
        return ["", *_wrapped(text, before)] if text else []

    def _table(self, table: Element, before: str) -> list[str]:
        """A row is an entry of a list: each cell behind its heading. Of an empty one its headings are told."""
        heads, rows = words.rows(table)
        names = [words.said(head, self.leads) for head in heads]
        told = [[words.said(cell, self.leads) for cell in row] for row in rows]
        if not any(text for row in told for text in row):
            return _wrapped(f"A table with {len(rows)} empty rows. Its columns: {'; '.join(names)}.", before)
        lines: list[str] = []
        for row in told:
            cells = [
                f"{name}: {text}" if name else text for name, text in zip(names or [""] * len(row), row, strict=False) if text
            ]
            for at, text in enumerate(cells):
                lines += _wrapped(text, before + ("- " if not at else "  "), before + "  ")
        return lines


def _marked(listing: Element) -> Iterator[tuple[str, Element]]:
    """The entries of a list, each with its mark."""
    number = int(listing.get("start", "1"))
    for item in listing:
        if words.tag(item) == "li" and words.is_seen(item):
            yield (f"{number}. " if words.tag(listing) == "ol" else "" if words.is_ticked(item) else "- "), item
            number += 1

"""The index of the book: which words are in it, how they are written, in which order."""

from __future__ import annotations

from pathlib import Path

from reader.press import book_index
from reader.source.book import Book, Chapter
from reader.source.glossary import Glossary, Term
from reader.source.language import Entry, Language
from reader.source.page import Page
from reader.source.settings import Settings


def page(path: str, body: str, *also: str) -> Page:
    return Page(path, path, "What.", also, (), body, 0, "4", "Overdose")


def test_entries_and_folios() -> None:
    pages = (
        page("overdose/index.md", "A kit. Inuit lines. A junkie.", "kit", "kitt", "inuit", "junkie", "a kit for four people"),
        page("overdose/more.md", "Another kit, by mail.", "kit"),
    )
    book = Book(
        Settings(Path()),
        [Chapter("Overdose", "4", pages)],
        glossary=Glossary(
            [Term("OPS", "A site.", "overdose/more.md#sites", (), (), "", 1), Term("x", "Nothing.", "", (), (), "", 2)]
        ),
        language=Language([Entry("junkies?", "person", "It shames.")]),
    )
    folios = {"overdose.index": "4-2", "overdose.more": "4-10", "overdose.more.sites": "4-11"}
    assert book_index.rows(book, folios) == [("Inuit", ["4-2"]), ("kit", ["4-2", "4-10"]), ("OPS", ["4-11"])]

"""The page of words: docs/language.yml as people read it."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

import pytest

from reader.render.context import Context
from reader.render.places import fill
from reader.source.book import Book
from reader.source.history import History
from reader.source.language import Entry, Language, spoken
from reader.source.settings import Settings


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("(drug )?(addict|abuser|junkie)s?", "addict, abuser or junkie"),
        ("(dirty|contaminated) (needle|rig)s?", "dirty or contaminated needle or rig"),
        ("(non-?compliant|non-?compliance)", "non-compliant or non-compliance"),
        ("drug habits?", "drug habit"),
    ],
)
def test_a_pattern_is_read_as_words(pattern: str, words: str) -> None:
    assert spoken(pattern) == words


def test_where_groups_see_it_otherwise_stands_beside_the_reason(tmp_path: Path) -> None:
    entries = [Entry("drug habits?", "drug use", "it is not manners", "Some of us say it."), Entry("a|b", "b", "c", shown="aa")]
    root = Element("div")
    SubElement(root, "p").text = "reader-here-language"
    fill(root, Context(Book(Settings(tmp_path), language=Language(entries)), History(), None))
    assert [[cell.text for cell in row] for row in root.findall("table/tbody/tr")] == [
        ["drug habit", "drug use", "It is not manners. Some of us say it."],
        ["aa", "b", "C."],
    ]

"""The page of words: docs/language.yml as people read it."""

from __future__ import annotations

import pytest

from reader.source.language import Entry, spoken, table


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


def test_where_groups_see_it_otherwise_stands_beside_the_reason() -> None:
    listing = table(
        [Entry("drug habits?", "drug use", "it is not manners", "Some of us say it."), Entry("a|b", "b", "c", shown="aa")]
    )
    assert [[cell.text for cell in row] for row in listing.findall("tbody/tr")] == [
        ["drug habit", "drug use", "It is not manners. Some of us say it."],
        ["aa", "b", "C."],
    ]

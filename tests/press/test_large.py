"""Large print: laid out anew in 18 points, not a picture of the small pages."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from press.conftest import Papers
from press.measure import Word, words
from reader.press import style

CHAPTERS = ("overdose", "naloxone")


def read(papers: Papers, name: str) -> list[list[Word]]:
    return words(papers.path(name).read_bytes())


@pytest.mark.parametrize("name", CHAPTERS)
def test_the_letters_are_large(papers: Papers, name: str) -> None:
    sizes = Counter(word.size for page in read(papers, f"print/{name}-large.pdf") for word in page)
    assert sizes.most_common(1)[0][0] == 18
    assert min(sizes) >= 12
    assert sum(count for size, count in sizes.items() if size >= 16) > 0.75 * sizes.total()


@pytest.mark.parametrize("name", CHAPTERS)
def test_nothing_of_the_chapter_is_lost(papers: Papers, name: str) -> None:
    small = " ".join(papers.texts(f"print/{name}.pdf")[1:]).split()
    large = " ".join(papers.texts(f"print/{name}-large.pdf")).split()
    lost = {word for word in set(small) - set(large) if word.isalpha()}
    assert not lost


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_foot_says_that_its_numbers_are_those_of_large_print(papers: Papers, name: str) -> None:
    for text in papers.texts(f"print/{name}-large.pdf")[1:]:
        assert "large print" in text


def test_lengths_are_multiplied_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "overrides/print"
    folder.mkdir(parents=True)
    (folder / "a.css").write_text("p { margin: -1.5pt 0 .5pt; width: 60%; height: 1in } /* h2pt */", encoding="utf-8")
    (folder / "b.css").write_text("p { margin: 1pt }", encoding="utf-8")
    assert style.sheet(tmp_path, "a.css", 2) == "p { margin: -3pt 0 1pt; width: 60%; height: 1in } /* h2pt */"
    assert style.sheet(tmp_path, "a.css", over="b.css").endswith("/* h2pt */p { margin: 1pt }")

"""Broken files, broken by chance but always the same way: only sentences come of them, never a traceback.

Bytes are changed and lines deleted, with fixed seeds, in one file of each kind after the other. Whatever the checks let
pass is built now and then: then the build has to take it, or to refuse it with a sentence.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from reader import checks
from reader.progress import Progress
from reader.site import build
from reader.source import book
from reader.source.settings import Settings
from small import make

FILES = (
    "mkdocs.yml", "docs/index.md", "docs/overdose/index.md", "docs/overdose/respond.md", "docs/overdose/facts.yml",
    "docs/redirects.yml", "docs/language.yml", "docs/glossary.yml", "docs/_words/six-steps.md", "docs/assets/steps/1.svg",
    "docs/assets/css/reader.css", "docs/assets/photo.png", "docs/assets/photo.jpg", "overrides/main.html", "overrides/404.html",
    "overrides/print/chapter.html", "overrides/print/book.html", "overrides/print/form.html", "overrides/print/print.css",
)  # fmt: skip
EVERYTHING = "READER_TEST_ALL" in os.environ
TIMES = 300 if EVERYTHING else 38  # two of each kind; scripts/test --all: all of them
BUILT = 20  # every twentieth of those that no check stops


def bytes_changed(content: bytes, chance: random.Random) -> bytes:
    """One to five bytes replaced, put in or taken out."""
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(spoilt) or 1)
        spoilt[at : at + chance.randrange(2)] = bytes(chance.randrange(256) for _ in range(chance.randrange(3)))
    return bytes(spoilt)


def lines_deleted(content: bytes, chance: random.Random) -> bytes:
    """One to four runs of lines taken out."""
    rows = content.split(b"\n")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(rows) or 1)
        del rows[at : at + chance.randint(1, 3)]
    return b"\n".join(rows)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with a glossary, a log to fill in and two photos on a page."""
    project = make(tmp_path_factory.mktemp("fuzz") / "reader")
    project.write(
        "docs/glossary.yml", "- word: rig\n  in_text: [rigs]\n  means: A needle with its barrel.\n  read: overdose/index.md\n"
    )
    for name in ("photo.png", "photo.jpg"):
        Image.new("RGB", (24, 16), "grey").save(project.root / "docs/assets" / name)
    page = "docs/overdose/respond.md"
    photos = "![A hand](../assets/photo.png)\n\n![A sign](../assets/photo.jpg)"
    project.write(page, f"{project.text(page)}\n{photos}\n\n<!-- here: glossary a-z -->\n")
    project.commit()
    assert list(checks.of_sources(book.load(Settings(project.root)), stops_only=True)) == []
    return project.root


def ways() -> Iterator[tuple[str, int]]:
    for seed in range(TIMES):
        yield FILES[seed % len(FILES)], seed


@pytest.mark.parametrize("break_it", [bytes_changed, lines_deleted])
def test_a_broken_file_gets_a_sentence(break_it: Callable[[bytes, random.Random], bytes], root: Path) -> None:
    refused = passed = 0
    for name, seed in ways():
        file = root / name
        whole = file.read_bytes()
        try:
            file.write_bytes(break_it(whole, random.Random(f"{name} {seed}")))
            found = list(checks.of_sources(book.load(Settings(root)), stops_only=True))
            assert all(each.message and each.path for each in found)
            refused += bool(found)
            passed += not found
            if not found and passed % BUILT == 0:
                built(root)
        except BaseException:
            shutil.copy(file, root.parent / "broken")  # for whoever mends it
            raise
        finally:
            file.write_bytes(whole)
    assert refused > 0
    assert passed > 0


def built(root: Path) -> None:
    """Build the pages: they are made, or what is wrong is said."""
    try:
        build.build(Settings(root), root / "site", Progress(quiet=True), force=True, papers=False)
    except build.Refused as refusal:
        assert all(each.message and each.path for each in refusal.findings)

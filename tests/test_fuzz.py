"""Broken files, broken by chance but always the same way: only sentences come of them, never a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from reader import checks
from reader.source import book
from reader.source.settings import Settings
from small import make

FILES = ("mkdocs.yml", "docs/overdose/respond.md", "docs/overdose/facts.yml", "docs/redirects.yml", "docs/assets/steps/1.svg")


def broken(content: bytes, chance: random.Random) -> bytes:
    """Some bytes of a file replaced, or some of its lines gone."""
    if chance.random() < 0.5:
        rows = content.split(b"\n")
        return b"\n".join(row for row in rows if chance.random() > 0.08)
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 5)):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    return bytes(spoilt)


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_gets_a_sentence(name: str, tmp_path: Path) -> None:
    root = make(tmp_path / "reader", committed=False).root
    file = root / name
    content = file.read_bytes()
    said = 0
    for seed in range(12):
        file.write_bytes(broken(content, random.Random(f"{name} {seed}")))
        for finding in checks.of_sources(book.load(Settings(root)), stops_only=True):
            assert finding.message
            said += 1
    assert said > 0

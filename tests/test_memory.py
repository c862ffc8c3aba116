"""Answers that are remembered: found once for the same text by the same program, and never taken from a damaged file."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.source.memory import Memory


@pytest.fixture
def by(tmp_path: Path) -> Path:
    """The program that finds out."""
    program = tmp_path / "program.py"
    program.write_text("One way.\n")
    return program


def asked(folder: Path, by: Path, *texts: str) -> list[str]:
    """What had to be found out, with the texts asked for in this order; each gets the right answer."""
    found: list[str] = []
    memory = Memory(folder / "memory.json", str(by))
    for text in texts:
        assert memory.of(text.encode(), lambda text=text: found.append(text) or [text.upper()]) == [text.upper()]
    memory.keep()
    return found


def test_what_was_found_is_remembered_for_a_while(tmp_path: Path, by: Path) -> None:
    assert asked(tmp_path, by, "one", "two", "one") == ["one", "two"]
    assert asked(tmp_path, by, "two", "three") == ["three"]
    assert asked(tmp_path, by, "one", "three") == []
    assert asked(tmp_path, by, "four") == ["four"]
    assert asked(tmp_path, by, "four", "one", "two") == ["one"], "twice as many are kept as were asked for"


def test_another_program_finds_out_anew(tmp_path: Path, by: Path) -> None:
    assert asked(tmp_path, by, "one") == ["one"]
    by.write_text("Another way.\n")
    assert asked(tmp_path, by, "one") == ["one"]


def test_a_damaged_file_is_not_believed(tmp_path: Path, by: Path) -> None:
    assert asked(tmp_path, by, "one") == ["one"]
    file = tmp_path / "memory.json"
    file.write_text(file.read_text().replace("ONE", "ODD"))
    assert asked(tmp_path, by, "one") == ["one"]


def test_without_a_folder_nothing_is_kept(tmp_path: Path, by: Path) -> None:
    assert asked(tmp_path / "none", by, "one") == ["one"] == asked(tmp_path / "none", by, "one")

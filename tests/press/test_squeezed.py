"""Files made small for the copies to carry: made once, the same as before, and never anything but what was made."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from reader import archive
from reader.press.squeezed import Squeezed

FILES = [b"", b"One line.\n" * 40, b"Another line.\n" * 40]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Every file that is really made small."""
    seen, squeeze = [], archive.squeezed
    monkeypatch.setattr(archive, "squeezed", lambda content: (seen.append(content), squeeze(content))[1])
    return seen


def test_only_what_is_new_is_made_and_what_nobody_asked_for_is_forgotten(tmp_path: Path, made: list[bytes]) -> None:
    for asked in (FILES, [*FILES[:2], b"New."], FILES):
        known = Squeezed(tmp_path / "squeezed")
        assert [zlib.decompress(known.of(content), wbits=-15) for content in (*asked, *asked)] == [*asked, *asked]
        known.keep()
    assert made == [*FILES, b"New.", FILES[2]]


def test_a_damaged_file_is_not_believed(tmp_path: Path, made: list[bytes]) -> None:
    file = tmp_path / "squeezed"
    for _ in range(2):
        known = Squeezed(file)
        assert zlib.decompress(known.of(FILES[1]), wbits=-15) == FILES[1]
        known.keep()
        file.write_bytes(file.read_bytes()[:-1] + b"?")
    assert made == [FILES[1]] * 2

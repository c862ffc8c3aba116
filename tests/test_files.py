"""Files that are put in place whole: by another name for the same bytes, or by a copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader import files


@pytest.mark.parametrize("names", [True, False], ids=["a second name", "a disk that knows none"])
def test_a_file_is_in_a_second_place_and_nothing_is_left_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: bool
) -> None:
    if not names:

        def refuse(*_: object) -> None:
            raise OSError

        monkeypatch.setattr(Path, "hardlink_to", refuse)
    first, second = tmp_path / "first", tmp_path / "there/second"
    first.write_bytes(b"new")
    for before in (None, b"old", None):  # the last time it is there already
        if before:
            second.unlink()
            second.write_bytes(before)
        files.link(first, second)
        assert second.read_bytes() == b"new" == first.read_bytes()
        assert second.samefile(first) is names
        assert list(second.parent.iterdir()) == [second]


@pytest.mark.parametrize("damage", [lambda was: was[:-1] + b"?", lambda was: b"?" + was[1:], lambda was: was[:70]])
def test_what_was_not_written_so_is_not_read_back(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "kept"
    assert files.read_sealed(file) is None
    files.write_sealed(file, b"one\ntwo\n", b"key")
    assert files.read_sealed(file, b"key") == b"one\ntwo\n"
    assert files.read_sealed(file, b"another") is None
    file.write_bytes(damage(file.read_bytes()))
    assert files.read_sealed(file, b"key") is None


def test_files_below_a_folder_as_pathlib_finds_them(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.md", "a/b/c.yml", "a-b/d.md", ".hidden", "empty/x.tmp"):
        files.write(tmp_path / "here" / name, b"")
    (tmp_path / "here/link").symlink_to(tmp_path / "here/a")
    (tmp_path / "here/gone.md").symlink_to(tmp_path / "nowhere")
    here = tmp_path / "here"
    assert files.below(here) == [file.relative_to(here).as_posix() for file in sorted(here.rglob("*")) if file.is_file()]
    assert files.below(here, ".md", ".yml") == ["a/b/c.yml", "a/z.md", "a-b/d.md", "b.md"]
    assert files.below(tmp_path / "nowhere") == []

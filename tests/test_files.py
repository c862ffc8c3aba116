"""Files that are put in place whole: by another name for the same bytes, or by a copy."""

from __future__ import annotations

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

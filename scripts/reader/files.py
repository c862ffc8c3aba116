"""Files that are there whole or not at all, and what tells them from others."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
from pathlib import Path

_SEAL = 65  # letters of a SHA-256, and the end of their line


def write(file: Path, content: bytes) -> None:
    """Write beside the file, then put it in its place: there is never half of it, nor anything left when that fails."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def write_sealed(file: Path, content: bytes, key: bytes = b"") -> None:
    """Write it so that `read_sealed` knows it again, under the same key: a hash of both stands in front."""
    write(file, _seal(content, key) + content)


def read_sealed(file: Path, key: bytes = b"") -> bytes | None:
    """What was written under this key; None where the file is not there, or another than was written: it is made again."""
    try:
        found = file.read_bytes()
    except OSError:
        return None
    content = found[_SEAL:]
    return content if found[:_SEAL] == _seal(content, key) else None


def _seal(content: bytes, key: bytes) -> bytes:
    return hashlib.sha256(key + content).hexdigest().encode() + b"\n"


def link(file: Path, target: Path) -> None:
    """Let a file be in a second place as well, whole or not at all: another name for the same bytes, or else a copy of them.

    A name costs a fiftieth of a copy. What is written to one in place is then written to both.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        try:
            part.hardlink_to(file)
        except OSError:  # another disk, or one that knows no second names
            shutil.copyfile(file, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)  # it is still there where both were the same file before


def below(folder: Path, *endings: str) -> list[str]:
    """The paths of all files below a folder whose names end so, folder by folder; of all, if no ending is named.

    Links to folders are not followed. A build asks some twenty times: pathlib's own way takes four times as long.
    """
    found, waiting = [], [""] if folder.is_dir() else []
    while waiting:
        here = waiting.pop()
        with os.scandir(folder / here) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{here}{entry.name}/")
                elif entry.name.endswith(endings or "") and entry.is_file():
                    found.append(f"{here}{entry.name}")
    return sorted(found, key=lambda path: path.split("/"))


def digest(file: Path) -> bytes:
    """The SHA-256 of a file; of one with the time and the size it had before it is known: a build asks more than once."""
    stat = file.stat()
    return _digest(file, stat.st_mtime_ns, stat.st_size)


@functools.cache
def _digest(file: Path, *_: int) -> bytes:
    return hashlib.sha256(file.read_bytes()).digest()

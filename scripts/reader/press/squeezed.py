"""Files as they were last made small: for the copies to carry, that takes longer than all else, and most are the same again."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from reader import archive, files

_PROGRAM = version("deflate").encode()  # another one makes others


class Squeezed:
    """What `archive.squeezed` made of files, in one file of the cache: as many small files take longer to write."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.before = _read_back(file)
        self.now: dict[str, bytes] = {}

    def of(self, content: bytes) -> bytes:
        """A file as a raw deflate stream, the smallest: remembered, or made."""
        name = hashlib.sha256(content).hexdigest()
        found = self.now.get(name) or self.before.get(name) or archive.squeezed(content)
        self.now[name] = found
        return found

    def keep(self) -> None:
        """Remember all that was asked for, where there is a folder for it, and nothing else."""
        if self.now.keys() == self.before.keys() or not self.file.parent.is_dir():
            return
        sizes = json.dumps({name: len(made) for name, made in self.now.items()}).encode()
        files.write_sealed(self.file, b"\n".join((sizes, b"".join(self.now.values()))), _PROGRAM)


def _read_back(file: Path) -> dict[str, bytes]:
    """Each stream by the hash of its file; nothing where the file is another than was written, or another program's."""
    sizes, _, streams = (files.read_sealed(file, _PROGRAM) or b"{}").partition(b"\n")
    found, begin = {}, 0
    for name, size in json.loads(sizes).items():
        found[name] = streams[begin : begin + size]
        begin += size
    return found

"""What a file costs whoever looks at it on a phone: its bytes as a server sends them, compressed (gzip, level 6)."""

from __future__ import annotations

import gzip
from pathlib import Path

from reader.source.memory import Memory


def size(content: bytes) -> int:
    """Bytes that are sent: a picture that gzip can't make smaller goes as it is."""
    return min(len(content), len(gzip.compress(content, 6, mtime=0)))


class Sizes:
    """The same for the files of a site, most of which were weighed before."""

    def __init__(self, root: Path) -> None:
        self.memory = Memory(root / ".cache/sent.json", __file__)

    def of(self, content: bytes) -> int:
        """Bytes that are sent."""
        found: int = self.memory.of(content, lambda: size(content))
        return found

    def keep(self) -> None:
        """Remember them for the next time."""
        self.memory.keep()

"""What was found out before, in one file of .cache: it is asked again whenever the same goes into it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader import files


class Memory:
    """Answers that can be written as JSON, each under a hash of what it follows from.

    `by` are the modules that find out: another way of finding out finds other things.
    """

    def __init__(self, file: Path, *by: str) -> None:
        self.file = file
        self.itself = hashlib.sha256(b"\0".join(Path(module).read_bytes() for module in by))
        self.before: dict[str, Any] = json.loads(files.read_sealed(file) or b"{}")
        self.now: dict[str, Any] = {}

    def of(self, what: bytes, find: Callable[[], Any]) -> Any:
        """The answer that follows from these bytes and from nothing else: remembered, or found."""
        total = self.itself.copy()
        total.update(what)
        name = total.hexdigest()
        if name not in self.now:
            self.now[name] = self.before[name] if name in self.before else find()
        return self.now[name]

    def keep(self) -> None:
        """Remember what was asked for, and as much of what was before, where there is a folder for it."""
        if self.now.keys() <= self.before.keys() or not self.file.parent.is_dir():
            return
        known = list({**self.now, **self.before}.items())[: 2 * len(self.now)]
        files.write_sealed(self.file, json.dumps(dict(known), ensure_ascii=False).encode())

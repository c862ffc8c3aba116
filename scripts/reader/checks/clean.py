"""Texts in which a rule found nothing, remembered in .cache: nobody has to look at them again until they are others."""

from __future__ import annotations

import json

from reader import files
from reader.source.book import Book


class Clean:
    """Names of texts in which the rule `rule` found nothing. A name has to tell all that the rule goes by, itself included."""

    def __init__(self, book: Book, rule: str) -> None:
        self.file = book.root / ".cache" / f"{rule}.json"
        self.now: dict[str, None] = {}
        try:
            self.before = frozenset(json.loads(self.file.read_bytes()))
        except (OSError, ValueError, TypeError):  # none yet, or damaged: every text is looked at
            self.before = frozenset()

    def holds(self, name: str) -> bool:
        """Whether this text was looked at before, and nothing found."""
        if name in self.before:
            self.now[name] = None
        return name in self.now

    def add(self, name: str) -> None:
        """Nothing was found in this text."""
        self.now[name] = None

    def keep(self) -> None:
        """Remember what is clean now, where there is a folder for it."""
        if self.file.parent.is_dir():
            files.write(self.file, json.dumps(list(self.now)).encode())

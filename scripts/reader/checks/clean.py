"""Texts in which a rule found nothing, remembered in .cache: nobody has to look at them again until they are others."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from reader import files
from reader.source.book import Book
from reader.source.finding import Finding


class Clean:
    """Names of texts in which the rule `rule` found nothing. A name has to tell all that the rule goes by, itself included.

    `unless` names texts by themselves, and by the modules `by`, whose way of looking the rule follows.
    """

    def __init__(self, book: Book, rule: str, *by: str) -> None:
        self.itself = _itself(by)
        self.file = book.root / ".cache" / f"{rule}.json"
        self.now: dict[str, None] = {}
        self.before = frozenset(json.loads(files.read_sealed(self.file) or b"[]"))

    def holds(self, name: str) -> bool:
        """Whether this text was looked at before, and nothing found."""
        if name in self.before:
            self.now[name] = None
        return name in self.now

    def add(self, name: str) -> None:
        """Nothing was found in this text."""
        self.now[name] = None

    def unless(self, text: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
        """What `look` finds in a text, unless it has found nothing in it before."""
        name = hashlib.sha256(self.itself + text.encode(errors="surrogatepass")).hexdigest()
        if self.holds(name):
            return
        found = list(look())
        if not found:
            self.add(name)
        yield from found

    def keep(self) -> None:
        """Remember what is clean now, where there is a folder for it."""
        if self.file.parent.is_dir():
            files.write_sealed(self.file, json.dumps(list(self.now)).encode())


@functools.cache
def _itself(by: tuple[str, ...]) -> bytes:
    return b"".join(hashlib.sha256(Path(module).read_bytes()).digest() for module in by)

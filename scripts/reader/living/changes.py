"""What changed since a day: every value of the register as git remembers it, and the change log in words."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reader import files
from reader.living import changelog
from reader.render.fact_list import uses
from reader.source import git, yamlfile
from reader.source.book import Book
from reader.source.history import History
from reader.source.page import Page

Values = dict[str, tuple[str, str, str]]  # of each fact its value, what it is, and its folder


@dataclass(frozen=True)
class Move:
    """One change on a day. `old` is empty for words alone; `new` is empty for a value that is printed no more."""

    day: date
    key: str
    what: str
    old: tuple[str, ...]
    new: str
    matters: str
    folder: str
    pages: tuple[Page, ...]

    @property
    def rank(self) -> tuple[int, str]:
        """What lives hang on stands first."""
        return changelog.MATTERS.index(self.matters), self.what


def moves(book: Book, past: History) -> list[Move]:
    """Every change there ever was, the newest day first, and on a day the most dangerous first; none where git can't say."""
    words, _ = changelog.read(book.root)
    known = {page.path: page for page in book.pages}
    found = [
        Move(word.day, f"{word.day}{word.what}", word.what, (), "", word.matters, path.partition("/")[0], (known[path],))
        for word in words for path in word.pages if path in known
    ]  # fmt: skip
    if not past.reason:
        found += _of_values(book, past.commit)
    return sorted(found, key=lambda move: (-move.day.toordinal(), move.rank))


def since(found: list[Move], day: date) -> list[Move]:
    """What a copy of that day may say otherwise: each value once, with all it was since, the most dangerous first."""
    merged: dict[str, Move] = {}
    for move in sorted(found, key=lambda move: move.day):
        if move.day < day:
            continue
        before = merged.get(move.key)
        old = tuple(dict.fromkeys((*(before.old if before else ()), *move.old)))
        merged[move.key] = Move(move.day, move.key, move.what, old, move.new, move.matters, move.folder, move.pages)
    left = []
    for move in merged.values():
        old = tuple(value for value in move.old if value != move.new)
        if old or not move.old:
            left.append(Move(move.day, move.key, move.what, old, move.new, move.matters, move.folder, move.pages))
    return sorted(left, key=lambda move: move.rank)


def of_folder(found: list[Move], folder: str) -> list[Move]:
    """Those that a chapter's paper shows: its pages use the value, or its folder held it."""
    mine = []
    for move in found:
        pages = tuple(page for page in move.pages if page.path.startswith(f"{folder}/"))
        if pages or (not move.pages and move.folder == folder):
            mine.append(Move(move.day, move.key, move.what, move.old, move.new, move.matters, folder, pages))
    return mine


def _of_values(book: Book, commit: str) -> list[Move]:
    where = uses(book)
    found, before = [], None
    for day, values in editions(book.root, commit):
        if before is not None:
            for name, (old, what, home) in before.items():
                new = values.get(name, ("",))[0]
                if new == old or (not new and any(old == value for value, _, _ in values.values())):
                    continue  # the same, or under another id
                fact = book.register.facts.get(name)
                folder = fact.folder if fact else home
                weight = changelog.weight(fact) if fact else changelog.of_folder(home)
                found.append(Move(day, name, what, (old,), new, weight, folder, tuple(where.get(name, ()))))
        before = values
    return found


@functools.lru_cache(2)
def editions(root: Path, commit: str) -> list[tuple[date, Values]]:
    """The register as it stood at the end of each day on which it changed, up to a commit, the oldest first."""
    last: dict[str, str] = {}
    rows = git.ask(root, "log", "--first-parent", "-m", "--format=%H %cs", commit, "--", "docs/*/facts.yml").split("\n")
    for row in rows:
        if row:
            each, day = row.split()
            last.setdefault(day, each)  # the log begins with the newest
    return [(date.fromisoformat(day), _values(root, commit)) for day, commit in sorted(last.items())]


def _values(root: Path, commit: str) -> Values:
    found: Values = {}
    for row in git.ask(root, "ls-tree", "-r", commit, "--", "docs/").split("\n"):
        if row.endswith("/facts.yml"):
            folder = row.split("/")[1]
            found |= {name: (value, what, folder) for name, (value, what) in _of_blob(root, row.split()[2]).items()}
    return found


def _of_blob(root: Path, blob: str) -> dict[str, tuple[str, str]]:
    """The values of one file as it once was; kept, for it never changes."""
    kept = root / ".cache/changes" / f"{blob}.json"
    if kept.is_file():
        return {name: (value, what) for name, (value, what) in json.loads(kept.read_text(encoding="utf-8")).items()}
    try:
        content = yamlfile.read(git.ask(root, "cat-file", "blob", blob))
    except yamlfile.YamlError:
        content = {}  # somebody committed half a file once: it said nothing that anyone could print
    facts = content.get("facts") if isinstance(content, dict) else None
    found = {
        name: (" ".join(str(fact["value"]).split()), str(fact.get("what", "")))
        for name, fact in (facts or {}).items() if isinstance(fact, dict) and "value" in fact
    }  # fmt: skip
    kept.parent.mkdir(parents=True, exist_ok=True)
    files.write(kept, json.dumps(found, ensure_ascii=False).encode())
    return found

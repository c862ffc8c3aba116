"""The book and its history, read once and again only when a file has changed (a build, or hours of scripts/serve)."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path

from reader.source import book, glossary, history, language, redirects
from reader.source.book import Book
from reader.source.history import History

Signature = tuple[tuple[str, int, int], ...]


_lent: dict[Path, tuple[Book, History]] = {}


def shelf(root: Path) -> tuple[Book, History]:
    """The book of this folder as it stands on disk now, and what git says of it."""
    return _lent.get(root) or _read(root, _signature(root))


@contextlib.contextmanager
def held(root: Path) -> Iterator[tuple[Book, History]]:
    """The book as it stands now, for as long as the block lasts: a build asks for every page, and of one state."""
    _lent[root] = shelf(root)
    try:
        yield _lent[root]
    finally:
        del _lent[root]


@functools.lru_cache(maxsize=2)
def _read(root: Path, _: Signature) -> tuple[Book, History]:
    return book.load(root), history.read(root)


def _signature(root: Path) -> Signature:
    files = [
        root / "mkdocs.yml",
        *(_git_folder(root) / name for name in ("HEAD", "index", "logs/HEAD")),
        *(root / name for name in (glossary.FILE, language.FILE, redirects.FILE)),
        *sorted((root / "docs").rglob("*.md")),
    ]
    files += [file for _, file in book.fact_files(root)]
    found = []
    for file in files:
        try:
            stat = file.stat()
        except OSError:
            continue
        found.append((str(file), stat.st_mtime_ns, stat.st_size))
    return tuple(found)


def _git_folder(root: Path) -> Path:
    """Where git keeps what it knows of this folder: in a worktree `.git` is a file that names the place."""
    link = root / ".git"
    if link.is_file() and (text := link.read_text(encoding="utf-8", errors="replace")).startswith("gitdir: "):
        return root / text.removeprefix("gitdir: ").strip()
    return link

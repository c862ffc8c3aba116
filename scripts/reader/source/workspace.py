"""The book and its history as they stand on disk: read once, and again only when a file has changed."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator
from pathlib import Path

from reader.files import below
from reader.source import alike, asked, book, glossary, history, language, redirects, settings, town
from reader.source.book import Book
from reader.source.history import History
from reader.source.settings import Settings

Signature = tuple[tuple[str, int, int], ...]


_lent: dict[Path, tuple[Book, History]] = {}


def current(given: Settings) -> tuple[Book, History]:
    """The book with these settings as it stands now, and what git says of it."""
    return _read(given, signature(given))


@contextlib.contextmanager
def lent(given: Settings) -> Iterator[tuple[Book, History]]:
    """The book as it stands now, for as long as the block lasts: an engine asks for every page, and gets one state."""
    with lending(given.root, *current(given)) as state:
        yield state


@contextlib.contextmanager
def lending(root: Path, book: Book, past: History) -> Iterator[tuple[Book, History]]:
    """This book, whatever stands on disk by now, for as long as the block lasts."""
    _lent[root] = book, past
    try:
        yield _lent[root]
    finally:
        del _lent[root]


def of_folder(root: Path) -> tuple[Book, History]:
    """The book that is lent for this folder; where an engine runs by itself, the book as it stands now."""
    return _lent.get(root) or current(settings.from_environment(root))


@functools.lru_cache(maxsize=2)
def _read(given: Settings, _: Signature) -> tuple[Book, History]:
    found, past = book.load(given), history.read(given.root, given.layers)
    if found.town and past.edition:
        past.edition = f"{past.edition} · {found.town.name}"
    return found, past


def signature(given: Settings) -> Signature:
    """Every file that the book is read from, with its time and its size: another as soon as one of them is saved."""
    root = given.root
    files = [
        root / "mkdocs.yml",
        *(_git_folder(root) / name for name in ("HEAD", "index", "logs/HEAD")),
        *(root / name for name in (alike.FILE, asked.FILE, "docs/changes.yml", glossary.FILE, language.FILE, redirects.FILE)),
        *(root / name for name in given.layers),
        *(root / "docs" / path for path in below(root / "docs", ".md")),
    ]
    files += [given.place / town.FILE] if given.place else []
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

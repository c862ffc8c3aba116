"""The files of the project itself: plain ones, in its own folders. A link would bring in whatever it leads to."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from reader.source.finding import Finding

RULE = "files"
_LEFTOVERS = ("~", ".orig", ".rej", ".bak", ".swp", ".swo", ".tmp", ".old", ".part")
_NAMES = ("Thumbs.db", "desktop.ini", "__pycache__")
_FILES = (".md", ".yml", ".yaml", ".html", ".css", ".js", ".svg", ".conf", ".jpg", ".jpeg", ".png", ".webp")
_TEXTS = (".svg", ".html", ".css", ".js", ".conf")


def is_leftover(name: str) -> bool:
    """Whether an editor, a Mac, Windows or git left it behind: such files are as if they were not there."""
    return name.startswith((".", "#", "~$")) or name.lower().endswith(_LEFTOVERS) or name in _NAMES


def is_own(root: Path, file: Path) -> bool:
    """Whether it is a plain file of the project, with no link on the way to it."""
    where = Path(os.path.normpath(file))
    if not where.is_relative_to(root):
        return False
    way = [where, *(above for above in where.parents if above.is_relative_to(root) and above != root)]
    try:
        return not any(step.is_symlink() for step in way) and where.is_file()
    except OSError:  # a name that no disk takes
        return False


def walk(root: Path, folder: str) -> Iterator[Path]:
    """Every file, link and oddity below a folder of the project, in a fixed order; leftovers are passed over."""
    for here, folders, names in os.walk(root / folder):
        linked = [name for name in folders if (Path(here) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if name not in linked and not is_leftover(name))
        for name in sorted([*names, *linked]):
            if not is_leftover(name) or (Path(here) / name).is_symlink():
                yield Path(here) / name


def problems(root: Path) -> Iterator[Finding]:
    """What must not be read at all: links, what is no plain file, names and texts that are not UTF-8."""
    for name in ("mkdocs.yml", "docs", "overrides"):
        if (root / name).is_symlink():
            yield Finding(name, 0, RULE, "is a link to another place; put a copy of what it leads to here")
    for folder in ("docs", "overrides"):
        if (root / folder).is_symlink():
            continue
        for file in [*walk(root, folder), *_like_files(root, folder)]:
            if wrong := _problem(file):
                path = file.relative_to(root).as_posix().encode(errors="surrogateescape").decode(errors="replace")
                yield Finding("".join(letter if letter.isprintable() else "�" for letter in path), 0, RULE, wrong)


def _like_files(root: Path, folder: str) -> Iterator[Path]:
    """Folders that have the name of a file."""
    for here, folders, _ in os.walk(root / folder):
        named = (Path(here) / name for name in sorted(folders) if name.lower().endswith(_FILES))
        yield from (folder for folder in named if not folder.is_symlink())  # `walk` has those


def is_empty(file: Path) -> bool:
    """Whether nothing that can be read stands in a file, or there is none."""
    return not file.is_file() or not file.read_bytes().strip(b"\0 \t\r\n\xef\xbb\xbf")


def _problem(file: Path) -> str:
    try:
        str(file).encode()
    except UnicodeEncodeError:
        return "has a name with letters that are not UTF-8; give it a name of plain letters, figures and -"
    if not file.name.isprintable():
        return "has a name with signs that nobody sees; give it a name of plain letters, figures and -"
    mode = file.lstat().st_mode
    if stat.S_ISLNK(mode):
        return "is a link to another place; delete it, and put a copy of the file here if a page needs it"
    if stat.S_ISDIR(mode):
        return "is a folder with the name of a file; give it a name without a dot, or delete it"
    if not stat.S_ISREG(mode):
        return "is not a plain file; delete it"
    if file.suffix in _TEXTS or file.parent.name == "_words":
        try:
            file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            return f"is not UTF-8 text (byte {error.start + 1} can't be read); open it and save it again as UTF-8"
    return ""

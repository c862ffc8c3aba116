"""Slips of the keyboard, as codespell knows them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

from reader.source import alike, asked
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "spelling"
SEVERITY = "tell"
WORDS = "scripts/reader/checks/spelling.txt"
_AS_TYPED = (alike.FILE, asked.FILE)  # the words people type, slips and all
_ROW = re.compile(r"(.+?):(\d+): (.+)")


def check(book: Book) -> Iterator[Finding]:
    """Run codespell over docs/ and the papers for contributors, with our own list of words that are right.

    What people type is left as they type it.
    """
    files = [path.relative_to(book.root).as_posix() for path in sorted((book.root / "docs").rglob("*"))
             if path.suffix in (".md", ".yml")]  # fmt: skip
    files = [name for name in files if name not in _AS_TYPED]
    files += [name for name in ("README.md", "CONTRIBUTING.md") if (book.root / name).is_file()]
    command = [sys.executable, "-m", "codespell_lib", "--ignore-words", WORDS, *files]
    if not (book.root / WORDS).is_file():
        command[3:5] = []
    done = subprocess.run(command, cwd=book.root, capture_output=True, text=True)
    if done.returncode not in (0, 64, 65):
        raise RuntimeError(f"codespell could not run: {done.stderr.strip()}")
    for row in done.stdout.splitlines():
        if match := _ROW.fullmatch(row):
            wrong, _, right = match[3].partition(" ==> ")
            message = f"“{wrong}”: did you mean {right}? If it is right, add it to {WORDS}"
            yield Finding(match[1], int(match[2]), NAME, message)

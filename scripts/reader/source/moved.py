"""What has moved in an English file since a translator had it: found in git by the mark that the translation carries."""

from __future__ import annotations

import difflib
import subprocess
from pathlib import Path

from reader.source import git, translation
from reader.source.translation import Part

_OLDEST = 300  # versions of a file to look through


def lines(root: Path, part: Part) -> list[str] | None:
    """The lines that went (- ) and came (+ ); None where git does not know the English of then, or is not there."""
    name = f"docs/{part.path}"
    try:
        for commit in git.ask(root, "log", f"-{_OLDEST}", "--format=%H", "--", name).split():
            then = git.ask(root, "show", f"{commit}:{name}")
            if translation.mark(then) == part.english:
                break
        else:
            return None
    except (FileNotFoundError, subprocess.CalledProcessError):  # no git, no history, or the file was not there yet
        return None
    now = (root / name).read_text(encoding="utf-8-sig", errors="replace") if (root / name).is_file() else ""
    rows = difflib.ndiff(then.splitlines(), now.splitlines())
    return [row for row in rows if row.startswith(("- ", "+ ")) and row[2:].strip()]

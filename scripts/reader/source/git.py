"""Questions to git, and answers that nobody's own settings change."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

INPUTS = ("docs", "overrides", "scripts/reader", "mkdocs.yml", "requirements.lock")
_SETTINGS = ("core.quotePath=false", "log.showSignature=false", "log.follow=false")


def ask(root: Path, *words: str) -> str:
    """What `git WORDS` prints in `root`. Raises FileNotFoundError without git, CalledProcessError where it refuses."""
    command = ["git", *(word for setting in _SETTINGS for word in ("-c", setting)), *words]
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "GIT_OPTIONAL_LOCKS": "0"}
    # Not text=True: it would read names in the machine's own encoding.
    done = subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True, encoding="utf-8", errors="replace")
    return done.stdout


def tracked(root: Path, folder: str) -> list[str]:
    """The files of a folder that git keeps; none where there is no git."""
    try:
        return [name for name in ask(root, "ls-files", "-z", "--", folder).split("\0") if name]
    except (FileNotFoundError, subprocess.CalledProcessError):
        return []


def uncommitted(root: Path, more: tuple[str, ...] = ()) -> frozenset[str]:
    """Files that go into the reader and are not as they were last committed; new ones count. `more` names further files."""
    rows = ask(root, "status", "--porcelain=v1", "-z", "--untracked-files=all", "--", *INPUTS, *more).split("\0")
    return frozenset(row[3:] for row in rows if len(row) > 3)


def state(root: Path) -> str:
    """What git's answers depend on, as text to compare: the commit, what is not committed, and how deep it goes."""
    try:
        commit = ask(root, "rev-parse", "HEAD", "--is-shallow-repository", "--show-prefix")
        return commit + "\0".join(sorted(uncommitted(root)))
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        return type(error).__name__

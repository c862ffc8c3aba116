"""A trial: our whole build with an engine, into .cache/canary, and what the finished site shows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reader.site import search_index
from reader.tools.canary import digest
from reader.tools.canary.digest import Digest
from reader.tools.canary.environment import Engine

_TOLD = 10  # lines of what a build that stops has to say


class BuildError(Exception):
    """The build stopped. What it said."""


def ours(root: Path) -> Digest:
    """What the site shows as MkDocs makes it."""
    return _shown(root, "mkdocs", Path(sys.executable), "reader.site.engine")


def theirs(root: Path, engine: Engine, python: Path) -> Digest:
    """What it shows as `engine` makes it, with the Python of its environment."""
    return _shown(root, engine.package, python, engine.module)


def _shown(root: Path, name: str, python: Path, module: str) -> Digest:
    home = root / ".cache/canary" / name
    home.mkdir(parents=True, exist_ok=True)
    command = [str(python), "-P", "-m", "reader.tools.canary.build", module, str(root), str(home / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        rows = (done.stderr.strip() or done.stdout.strip()).splitlines()
        more = f"\nand {len(rows) - _TOLD} lines more" if len(rows) > _TOLD else ""
        raise BuildError("its build stops. It says:\n" + "\n".join(rows[:_TOLD]) + more)
    return digest.of_site(home / "site", search_index.read(home / "site"))

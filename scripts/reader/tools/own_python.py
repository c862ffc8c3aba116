"""A Python of its own for a program that is only measured or compared: made from a list of packages, each with its hash."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from reader import files


class NotInstalledError(Exception):
    """An environment can't be made. One sentence that says what to do."""


def made(root: Path, home: Path, name: str, packages: str, listed: str) -> Path:
    """The Python of the environment in `home`, made first where it is missing or its list of packages is another.

    It finds this package too. `listed` is the file that the list is made from. Raises NotInstalledError.
    """
    python, note = home / "venv/bin/python", home / "requirements.txt"
    if python.is_file() and note.is_file() and note.read_text(encoding="utf-8") == f"# {root}\n{packages}":
        return python
    note.unlink(missing_ok=True)
    wanted = home / "wanted.txt"
    files.write(wanted, packages.encode())
    said([sys.executable, "-m", "venv", "--clear", str(home / "venv")], name, listed)
    pip = ["-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "--no-deps", "-r"]
    said([str(python), *pip, str(wanted)], name, listed)
    library = Path(said([str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], name, listed).strip())
    (library / "reader.pth").write_text(f"{Path(__file__).parents[2]}\n", encoding="utf-8")
    wanted.unlink()
    files.write(note, f"# {root}\n{packages}".encode())  # last: now it counts as finished
    return python


def version(python: Path, package: str, name: str, listed: str) -> str:
    """The version of a package in an environment. Raises NotInstalledError."""
    return said([str(python), "-c", f"import importlib.metadata as m; print(m.version({package!r}))"], name, listed).strip()


def said(command: list[str], name: str, listed: str) -> str:
    """What a command prints. Raises NotInstalledError when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        errors = [row for row in (done.stdout + done.stderr).splitlines() if row.startswith("ERROR")] or [
            done.stderr.strip()[-300:]
        ]
        raise NotInstalledError(
            f"the packages for {name} can't be installed ({errors[-1].removeprefix('ERROR: ')}). Is there a network? "
            f"If a package is gone, choose another version in {listed} and make the list beside it anew, "
            "as its second line says."
        )
    return done.stdout

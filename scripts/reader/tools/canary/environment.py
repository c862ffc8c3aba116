"""A Python of its own for another engine: what requirements.lock holds for building, without MkDocs, and the engine."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from reader import files

_LOCK = "requirements.lock"
_ENTRY = re.compile(r"^(?=[a-z0-9])", re.MULTILINE)
_OURS = "reader (pyproject.toml)"  # how the lock says that the site, not a test, needs a package


class NotInstalledError(Exception):
    """An environment can't be made. One sentence that says what to do."""


@dataclass(frozen=True)
class Engine:
    """An engine that could take the place of MkDocs; `without` are the packages it has to do without."""

    name: str
    package: str
    module: str
    without: tuple[str, ...]


_MKDOCS = ("mkdocs", "mkdocs-get-deps")
_MATERIAL = ("mkdocs-material", "mkdocs-material-extensions", "mkdocs-git-revision-date-plugin")
ENGINES = {
    engine.package: engine
    for engine in (
        Engine("ProperDocs", "properdocs", "reader.site.engine_properdocs", _MKDOCS),
        Engine("Zensical", "zensical", "reader.site.engine_zensical", (*_MKDOCS, *_MATERIAL)),
    )
}


def made(root: Path, engine: Engine) -> Path:
    """The Python of the engine's environment, made first where it is missing or its list of packages is another.

    Raises NotInstalledError when the packages can't be installed.
    """
    home = root / ".cache/canary" / engine.package
    python, note = home / "venv/bin/python", home / "requirements.txt"
    packages = requirements(
        (root / _LOCK).read_text(encoding="utf-8"),
        (root / f".ci/canary/{engine.package}.txt").read_text(encoding="utf-8"),
        engine.without,
    )
    if python.is_file() and note.is_file() and note.read_text(encoding="utf-8") == f"# {root}\n{packages}":
        return python
    note.unlink(missing_ok=True)
    wanted = home / "wanted.txt"
    files.write(wanted, packages.encode())
    _run([sys.executable, "-m", "venv", "--clear", str(home / "venv")], engine)
    pip = ["-m", "pip", "install", "--disable-pip-version-check", "--require-hashes", "--no-deps", "-r"]
    _run([str(python), *pip, str(wanted)], engine)
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    library = Path(_run([str(python), "-c", code], engine).strip())
    (library / "reader.pth").write_text(f"{Path(__file__).parents[3]}\n", encoding="utf-8")
    wanted.unlink()
    files.write(note, f"# {root}\n{packages}".encode())  # last: now it counts as finished
    return python


def version(python: Path, engine: Engine) -> str:
    """The version of the engine in its environment."""
    return _run([str(python), "-c", f"import importlib.metadata as m; print(m.version({engine.package!r}))"], engine).strip()


def requirements(lock: str, own: str, without: tuple[str, ...]) -> str:
    """The packages to install, with their hashes: those of the lock that the site needs, and the engine's own.

    Where both name one, the lock's stays: what differs shall be the engine and nothing else.
    """
    ours, theirs = _entries(lock), _entries(own)
    needed: set[str] = set()
    while more := {name for name in ours if name not in needed and _is_for(ours[name], needed)}:
        needed |= more
    chosen = {name: entry for name, entry in theirs.items() if name not in without}
    chosen |= {name: ours[name] for name in ours if (name in needed or name in theirs) and name not in without}
    return "".join(chosen[name] for name in sorted(chosen))


def _entries(text: str) -> dict[str, str]:
    """The packages of a lock by name, each with its hashes and the lines that say what needs it."""
    rows = (part for part in _ENTRY.split(text) if part and not part.startswith("#"))
    return {row.partition("==")[0]: row.rstrip("\n") + "\n" for row in rows}


def _is_for(entry: str, needed: set[str]) -> bool:
    """Whether the site needs a package: by itself, or because something needed does. The lock says so after “# via”."""
    asking = {row.strip(" #") for row in entry.partition("# via")[2].split("\n")}
    return _OURS in asking or not asking.isdisjoint(needed)


def _run(command: list[str], engine: Engine) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [row for row in (done.stdout + done.stderr).splitlines() if row.startswith("ERROR")] or [
            done.stderr.strip()[-300:]
        ]
        raise NotInstalledError(
            f"the packages for {engine.name} can't be installed ({said[-1].removeprefix('ERROR: ')}). Is there a network? "
            f"If a package is gone, choose another version in .ci/canary/{engine.package}.in and make the list beside it anew, "
            "as its second line says."
        )
    return done.stdout

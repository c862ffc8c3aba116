"""A Python of its own for another engine: what requirements.lock holds for building, without MkDocs, and the engine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from reader.tools import own_python

_LOCK = "requirements.lock"
_ENTRY = re.compile(r"^(?=[a-z0-9])", re.MULTILINE)
_OURS = "reader (pyproject.toml)"  # how the lock says that the site, not a test, needs a package


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
    packages = requirements(
        (root / _LOCK).read_text(encoding="utf-8"),
        (root / f".ci/canary/{engine.package}.txt").read_text(encoding="utf-8"),
        engine.without,
    )
    return own_python.made(root, root / ".cache/canary" / engine.package, engine.name, packages, _listed(engine))


def version(python: Path, engine: Engine) -> str:
    """The version of the engine in its environment."""
    return own_python.version(python, engine.package, engine.name, _listed(engine))


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


def _listed(engine: Engine) -> str:
    return f".ci/canary/{engine.package}.in"

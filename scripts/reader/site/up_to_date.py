"""Whether a site is still what its sources would make: asked first, so it imports little and answers fast."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from reader import files
from reader.press import fonts, layout, products
from reader.press.errors import NoPangoError
from reader.source import git, town
from reader.source.settings import Settings


def is_fresh(settings: Settings, site: Path, papers: bool = True) -> bool:
    """Whether `site` was made from exactly these sources, with or without papers, and nobody has touched it since."""
    return has(settings.root, site, fingerprint(settings, papers))


def has(root: Path, site: Path, key: str) -> bool:
    """Whether `site` was made from the sources with this fingerprint, and nobody has touched it since."""
    note = _note(root, site)
    return site.is_dir() and note.is_file() and note.read_text() == f"{key} {_listing(site)}"


def is_untouched(root: Path, site: Path) -> bool:
    """Whether a build made `site`, from whatever sources, and nobody has touched it since."""
    note = _note(root, site)
    return site.is_dir() and note.is_file() and note.read_text().endswith(f" {_listing(site)}")


def remember(root: Path, site: Path, key: str) -> None:
    """Write down that `site` was made from the sources with this fingerprint."""
    note = _note(root, site)
    note.parent.mkdir(exist_ok=True)
    note.write_text(f"{key} {_listing(site)}")


def fingerprint(settings: Settings, papers: bool = True) -> str:
    """A hash over everything that goes into the site: files, settings from outside, and git's state (dates are its)."""
    total = hashlib.sha256(f"python {sys.version_info} papers {_printer() if papers else 'none'}".encode())
    root = settings.root
    total.update(repr((settings.addresses, settings.language, settings.layers, settings.keep)).encode())
    for name in (*git.INPUTS, *settings.layers):
        for file in sorted((root / name).rglob("*")) if (root / name).is_dir() else [root / name]:
            if file.is_symlink():  # the check of files refuses it; what it leads to may have no end
                total.update(f"{file.relative_to(root)} is a link\0".encode(errors="surrogateescape"))
            elif file.is_file() and "__pycache__" not in file.parts:
                total.update(f"{file.relative_to(root)}\0".encode(errors="surrogateescape"))
                total.update(files.digest(file))
    if settings.place is not None:
        file = settings.place / town.FILE
        total.update(file.read_bytes() if file.is_file() else b"")
        total.update(settings.place.name.encode())
    total.update(git.state(root).encode())
    return total.hexdigest()


def _printer() -> str:
    """What would print the papers: without it, or with another, the site is another."""
    if not products.need_press():
        return "none needed"
    try:
        return f"{fonts.folder().name} {layout.libraries()}"
    except NoPangoError:
        return "none here"


def _listing(site: Path) -> str:
    """A hash over names, sizes and times of a folder's files: cheap, and different as soon as somebody changes one."""
    total = hashlib.sha256()
    for file in sorted(site.rglob("*")):
        stat = file.stat()
        total.update(f"{file.relative_to(site)} {stat.st_size if file.is_file() else 0} {stat.st_mtime_ns}\0".encode())
    return total.hexdigest()


def _note(root: Path, site: Path) -> Path:
    return root / ".cache" / f"site-{hashlib.sha256(str(site).encode()).hexdigest()[:8]}.key"

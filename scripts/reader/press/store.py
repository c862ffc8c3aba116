"""Papers that were made before, in .cache/papers, each set of them under the key of all that went into it."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from pathlib import Path

from reader import files
from reader.press.material import Made
from reader.press.products import Paper

_KEPT = 30 * 24 * 3600  # seconds for which papers that no build asks for stay in the cache


def holds(cache: Path, key: str) -> bool:
    """Whether the papers with this key are in the cache, complete and byte for byte as they were made."""
    stored = cache / "papers" / key
    try:
        papers = json.loads((stored / "papers.json").read_text(encoding="utf-8"))
        return bool(papers) and all(
            isinstance(pages, int) and _seal(key, name, pages, (stored / name).read_bytes()) == seal
            for name, (pages, seal) in papers.items()
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return False  # half of it, or something else: it is made again


def _seal(key: str, name: str, pages: int, content: bytes) -> str:
    """A hash that only this paper has, under this key and name."""
    return hashlib.sha256(f"{key}\0{name}\0{pages}\0".encode() + content).hexdigest()


def read(cache: Path, key: str, path: str) -> bytes:
    """One paper of a key that the cache holds."""
    return (cache / "papers" / key / path).read_bytes()


def made(cache: Path, key: str, path: str) -> Made:
    """The same, and how many pages it has."""
    pages, _ = json.loads((cache / "papers" / key / "papers.json").read_text(encoding="utf-8"))[path]
    return Made(read(cache, key, path), pages)


def put(cache: Path, key: str, papers: dict[str, Made]) -> None:
    """Write papers, by their paths on the site, beside where they belong, and rename: a key that exists is complete."""
    folder = cache / "papers" / key
    part = folder.with_name(f"{key}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        for name, made in papers.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_bytes(made.content)
        listed = {name: (made.pages, _seal(key, name, made.pages, made.content)) for name, made in papers.items()}
        (part / "papers.json").write_text(json.dumps(listed), encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def deliver(cache: Path, key: str, site: Path, first: bytes = b"") -> list[Paper]:
    """Put the papers of one key to where people find them, each with `first` before it."""
    stored = cache / "papers" / key
    with contextlib.suppress(OSError):
        os.utime(stored)  # in use: see forget_old
    papers = []
    for path, (count, _) in json.loads((stored / "papers.json").read_text(encoding="utf-8")).items():
        if first:
            files.write(site / path, first + (stored / path).read_bytes())
        else:
            files.link(stored / path, site / path)  # what somebody does to it there is found out by its seal
        papers.append(Paper(path, count, (site / path).stat().st_size))
    return papers


def forget_old(folder: Path) -> None:
    """Clear away what no build has asked for in a month, and what a build that was killed has left."""
    now = time.time()
    for stored in os.scandir(folder) if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            if now - stored.stat().st_mtime > (3600 if stored.name.endswith(".part") else _KEPT):
                shutil.rmtree(stored.path) if stored.is_dir() else Path(stored.path).unlink()

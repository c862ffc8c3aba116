"""An edition: a built site packed so that the same commit gives the same bytes, its sums, and what changed since the last."""

from __future__ import annotations

import hashlib
from pathlib import Path

from reader import archive
from reader.living import changes
from reader.source.book import Book
from reader.source.history import History

SUMS = "SHA256SUMS"


def packed(site: Path, timestamp: int) -> bytes:
    """The site as one zip: names in order, every file as old as the commit, no rights and no clock of this machine."""
    entries = ((f"reader/{file.relative_to(site).as_posix()}", file.read_bytes()) for file in _files(site))
    return archive.packed(entries, timestamp=timestamp, smallest=True)


def sums(folder: Path) -> str:
    """A line for each file below the folder, as `sha256sum --check` reads it."""
    rows = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.relative_to(folder).as_posix()}" for file in _files(folder)]
    return "".join(f"{row}\n" for row in rows)


def tag(past: History) -> str:
    """The name of the edition: its day and its commit, as on the foot of every page."""
    day, _, rest = past.edition.partition(" · ")
    return f"edition-{day}-{rest.split(' ')[0]}"


def notes(book: Book, past: History) -> str:
    """What changed on the day of this edition, the most dangerous first, as Markdown."""
    rows = [f"# Edition {past.edition}", ""]
    if past.reason:
        return "\n".join([*rows, f"What changed is not known: {past.reason}."]) + "\n"
    seen = {}
    for move in changes.moves(book, past):
        if past.day and move.day == past.day:
            where = ", ".join(f"{page.number} {page.title}".strip() for page in move.pages)
            was = f": {', '.join(move.old)} → {move.new}" if move.new else f": {', '.join(move.old)} was taken out"
            row = f"- {move.what}{was if move.old else ''}{f' ({where})' if where else ''}"
            seen[move.key] = (move.rank, row)
    rows += [row for _, row in sorted(seen.values())] or ["No value changed that day."]
    return "\n".join(rows) + "\n"


class SameNameError(Exception):
    """Two papers would have one name in the edition's folder; the message says which, and what to do."""


def write(site: Path, out: Path, book: Book, past: History) -> list[Path]:
    """Put the edition into a folder: the site as a zip, every paper by itself, the notes, and the sums of all of them.

    Raises SameNameError, and writes nothing, where one paper would lie on top of another.
    """
    papers: dict[str, Path] = {}
    for paper in sorted(file for folder in ("print", "forms") for file in (site / folder).rglob("*.pdf")):
        first = papers.setdefault(paper.name, paper)
        if first != paper:
            both = " and ".join(each.relative_to(site).as_posix() for each in (first, paper))
            raise SameNameError(f"{both} would be one file in the edition; give the form another file name, and its new name to "
                                "nav: in mkdocs.yml")  # fmt: skip
    out.mkdir(parents=True)
    (out / "reader.zip").write_bytes(packed(site, past.timestamp))
    for name, paper in papers.items():
        (out / name).write_bytes(paper.read_bytes())
    (out / "CHANGES.md").write_text(notes(book, past), encoding="utf-8")
    (out / SUMS).write_text(sums(out), encoding="utf-8")
    return _files(out)


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.name != ".made-by-build" and file.name != SUMS)

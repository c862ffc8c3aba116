"""How far apart lines stand on paper: chosen sheet by sheet, so that a chapter fills its sheets."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from reader import files
from reader.press.errors import TemplateFault
from reader.press.typography import pieces
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping, read

FILE = "overrides/print/leading.yml"
USUAL, CLOSEST, WIDEST = 1.36, 1.24, 1.46  # times the height of the letters
_HEAD = """# How far apart lines stand on paper: scripts/fit looks for it, and writes this file. "0: 1.36, 14: 1.28" means that
# lines stand 1.36 times the height of their letters apart, and from the 14th block of the page on 1.28 times.
# "cut" names blocks that a page may end in: all letters, tables and lists of up to six steps are else kept whole. "small" names
# tables that are set a step smaller, "overleaf" blocks that begin a page although they would fit on the one before: as long as
# there are as many blocks as then ("of 45").
"""
_ITS_OWN = ("h2", "h3", "h4", "table")  # the style says how far apart their lines are
_SAID = re.compile(r"(\d+): (\d\.\d+)|(\d+): (cut|small|overleaf)|of (\d+)")


@dataclass(frozen=True)
class Leadings:
    """Of a page of text: from which piece on which leading holds, the pieces that a page may end in, the tables set smaller,
    and what begins a page although it would fit on the one before: as long as the page of text has still `of` pieces in all.
    """

    runs: tuple[tuple[int, float], ...] = ()
    cut: frozenset[int] = frozenset()
    small: frozenset[int] = frozenset()
    overleaf: frozenset[int] = frozenset()
    of: int = 0

    def put_on(self, root: Element) -> None:
        """Write them into the page's elements."""
        values, found, value = dict(self.runs), list(pieces(root)), USUAL
        named = [(name, those) for name, those in self.named() if name != "overleaf" or self.of == len(found)]
        for number, piece in enumerate(found):
            value = values.get(number, value)
            if value != USUAL and piece.tag not in _ITS_OWN:
                piece.set("style", f"line-height: {value}")
            if said := [name for name, those in named if number in those]:
                piece.set("class", " ".join((*piece.get("class", "").split(), *said)))

    def named(self) -> tuple[tuple[str, frozenset[int]], ...]:
        """The pieces that something but a leading is said of, under the word for it, which is their class in print.css."""
        return ("cut", self.cut), ("small", self.small), ("overleaf", self.overleaf)

    def __str__(self) -> str:
        said = [f"{number}: {value:.2f}" for number, value in self.runs]
        said += [f"{number}: {name}" for name, those in self.named() for number in sorted(those)]
        return ", ".join([*said, f"of {self.of}"] if self.overleaf else said)


def changes(values: dict[int, float]) -> tuple[tuple[int, float], ...]:
    """The leading of each piece, by its number, as the places where it changes; the usual one at the beginning goes unsaid."""
    found, before = [], USUAL
    for number, value in sorted(values.items()):
        if value != before:
            found.append((number, value))
        before = value
    return tuple(found)


def chosen(root: Path) -> dict[str, Leadings]:
    """The leadings of each page that has its own, by its path below docs/. Raises TemplateFault for what is none."""
    file = root / FILE
    said = read(file.read_text(encoding="utf-8")) if file.is_file() else None
    found = {}
    for path, value in (said or Mapping()).items():
        parts = [_SAID.fullmatch(part) for part in str(value).split(", ")]
        if not all(part and (part[3] or part[5] or CLOSEST <= float(part[2]) <= WIDEST) for part in parts):
            sentence = (
                f"{path} has the leading {value}; write the number of a block and a leading from {CLOSEST} to {WIDEST}, like "
                f'"0: {USUAL}", or type scripts/fit'
            )
            raise TemplateFault(Finding(FILE, (said or Mapping()).lines.get(path, 0), "templates", sentence))
        runs = tuple((int(part[1]), float(part[2])) for part in parts if part and part[1])
        marks = [(part[4], int(part[3])) for part in parts if part and part[3]]
        cut, small, overleaf = (frozenset(at for mark, at in marks if mark == name) for name in ("cut", "small", "overleaf"))
        found[path] = Leadings(runs, cut, small, overleaf, next((int(part[5]) for part in parts if part and part[5]), 0))
    return found


def write(root: Path, leadings: dict[str, Leadings]) -> None:
    """Keep what differs from the usual leading, in the order given."""
    lines = [f'{path}: "{value}"\n' for path, value in leadings.items() if str(value)]
    files.write(root / FILE, (_HEAD + "".join(lines)).encode())

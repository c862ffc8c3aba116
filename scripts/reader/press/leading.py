"""How far apart the lines of a page stand on paper: chosen page by page, so that a chapter fills its sheets."""

from __future__ import annotations

from pathlib import Path

from reader import files
from reader.press.errors import TemplateFault
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping, read

FILE = "overrides/print/leading.yml"
USUAL, CLOSEST, WIDEST = 1.36, 1.24, 1.46  # times the height of the letters
_HEAD = "# How far apart lines stand on paper, where it is not as usual. scripts/fit looks for it, and writes this file.\n"


def chosen(root: Path) -> dict[str, float]:
    """The leading of each page that has one of its own, by its path below docs/. Raises TemplateFault for what is none."""
    file = root / FILE
    said = read(file.read_text(encoding="utf-8")) if file.is_file() else None
    found = {}
    for path, value in (said or Mapping()).items():
        try:
            found[path] = float(value)
        except (TypeError, ValueError):
            found[path] = 0
        if not CLOSEST <= found[path] <= WIDEST:
            sentence = f"{path} has the leading {value}; write a number from {CLOSEST} to {WIDEST}, or type scripts/fit"
            raise TemplateFault(Finding(FILE, (said or Mapping()).lines.get(path, 0), "templates", sentence))
    return found


def write(root: Path, leadings: dict[str, float]) -> None:
    """Keep the leadings that differ from the usual one, in the order given."""
    lines = [f"{path}: {value:.2f}\n" for path, value in leadings.items() if value != USUAL]
    files.write(root / FILE, (_HEAD + "".join(lines)).encode())

"""The style of a format: a file of overrides/print, all its lengths perhaps so many times as long, and one laid over it."""

from __future__ import annotations

import re
from pathlib import Path

_POINTS = re.compile(r"(?<![\w#.])(-?\d*\.?\d+)pt\b")


def sheet(root: Path, style: str, times: float = 1, over: str = "") -> str:
    """The text of a style. `times` makes every length in points that much longer; `over` is a file whose rules come last."""
    css = _read(root, style)
    if times != 1:
        css = _POINTS.sub(lambda found: f"{float(found[1]) * times:.4g}pt", css)
    return css + (_read(root, over) if over else "")


def _read(root: Path, name: str) -> str:
    return (root / "overrides/print" / name).read_text(encoding="utf-8")

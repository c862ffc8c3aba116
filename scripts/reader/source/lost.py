"""What stands written into 404.html when nobody said where the site lives: a style and a script of ours."""

from __future__ import annotations

from pathlib import Path

_STYLES = ("overrides/lost/lost.css", "docs/assets/css/reader.css")
_SCRIPT = "overrides/lost/lost.js"


def style(root: Path) -> str:
    """The little that a page needs of the theme, and our own style sheet."""
    return "".join((root / name).read_text(encoding="utf-8") for name in _STYLES)


def script(root: Path) -> str:
    """The script that looks for the site from its own address upwards."""
    return (root / _SCRIPT).read_text(encoding="utf-8")

"""What prints: fonts, programs, libraries and our own source, as one name, so that nothing old passes for new."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from reader import files
from reader.press import fonts, layout

_PROGRAMS = ("weasyprint", "pydyf", "fonttools", "pikepdf", "segno")


def fingerprint() -> str:
    """A hash over the press itself: its fonts, its programs and libraries, its source. Raises NoPangoError."""
    total = hashlib.sha256(fonts.digest().encode())
    press = Path(__file__).parent
    for path in files.below(press, ".py"):
        total.update(files.digest(press / path))
    total.update(" ".join(f"{name} {version(name)}" for name in _PROGRAMS).encode())
    total.update(layout.libraries().encode())
    return total.hexdigest()


def key(root: Path, toolchain: str, html: str, styles: tuple[str, ...], kinds: str = "") -> str:
    """A hash over everything that can change a PDF: text and facts (in `html`), styles, what is made of it, and the press.

    No path and no time goes in: the same text has the same key in any folder.
    """
    total = hashlib.sha256(f"{toolchain}\n{kinds}\n{html}".encode())
    for name in (*styles, "fonts.conf"):
        total.update((root / "overrides/print" / name).read_bytes())
    return total.hexdigest()


def key_of(parts: Iterable[str]) -> str:
    """The key of what is bound from parts with these keys; each holds the press's own source already."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()

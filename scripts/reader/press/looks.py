"""Fonts and styles read once by a process, for all that it lays out: to read them takes as long as to lay out a short form."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any, NamedTuple

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from reader.press import fonts
from reader.press.fetcher import OursOnly
from reader.press.heard import heard

_STYLES = 32  # that are kept: there are fewer formats


class Look(NamedTuple):
    """Fonts, the style sheets that lead to them, and what WeasyPrint warns of in these."""

    fonts: Any
    sheets: tuple[Any, ...]
    warnings: tuple[str, ...]


@functools.cache
def _faces(root: Path, settings: Path, rules: str) -> Look:
    known = FontConfiguration()
    with heard() as warned:
        sheet = weasyprint.CSS(string=rules, font_config=known, url_fetcher=OursOnly(root, fonts.folder()))
    return Look(known, (sheet,), tuple(warned))


@functools.lru_cache(_STYLES)
def look(root: Path, settings: Path, rules: str, css: str) -> Look:
    """A style with its fonts. `settings` is the file that `fonts.confine` names, `rules` what `fonts.css` says."""
    faces = _faces(root, settings, rules)
    with heard() as warned:
        sheet = weasyprint.CSS(string=css, font_config=faces.fonts, url_fetcher=OursOnly(root, fonts.folder()))
    return Look(faces.fonts, (*faces.sheets, sheet), (*faces.warnings, *warned))

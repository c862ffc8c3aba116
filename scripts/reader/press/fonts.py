"""The only fonts paper may use: Source Sans, from its installed package, and company for scripts that it does not have."""

from __future__ import annotations

import functools
import hashlib
import os
from pathlib import Path

from fontTools.ttLib import TTFont

from reader import files
from reader.press.errors import NoPangoError

FACES = (
    ("normal", 400, "SourceSansPro-Regular.ttf"),
    ("italic", 400, "SourceSansPro-It.ttf"),
    ("normal", 700, "SourceSansPro-Bold.ttf"),
    ("italic", 700, "SourceSansPro-BoldIt.ttf"),
    ("normal", 900, "SourceSansPro-Black.ttf"),
)
BESIDE = Path(__file__).with_name("scripts_beside")  # ours: cut down to their script, with their licences beside them
_SCRIPTS = (
    ("Reader Syllabics", 400, "NotoSansCanadianAboriginal-Regular.ttf"),
    ("Reader Syllabics", 700, "NotoSansCanadianAboriginal-Bold.ttf"),
    ("Reader Gurmukhi", 400, "NotoSansGurmukhi-Regular.ttf"),
    ("Reader Gurmukhi", 700, "NotoSansGurmukhi-Bold.ttf"),
)
_NO_FONTS = (
    "the papers need the fonts of the package font-source-sans-pro, which are not here; delete the folder .venv and "
    "type scripts/setup"
)


def folder() -> Path:
    """Where the installed package keeps its files. Raises NoPangoError when they are not all there."""
    try:
        import font_source_sans_pro
    except ImportError as error:
        raise NoPangoError(_NO_FONTS) from error
    files = Path(font_source_sans_pro.__file__).parent / "files"
    if not all((files / name).is_file() for _, _, name in FACES):
        raise NoPangoError(_NO_FONTS)
    return files


def confine(template: Path, cache: Path) -> None:
    """Write fonts.conf and make fontconfig read it alone. Call before WeasyPrint is imported.

    Without this, a letter that our fonts lack would be taken from some font of the machine, without a word.
    """
    settings = template.read_text(encoding="utf-8").replace("FOLDER", str(folder())).replace("CACHE", str(cache / "fontconfig"))
    file = cache / f"fonts-{hashlib.sha256(settings.encode()).hexdigest()[:8]}.conf"
    if not file.is_file():
        files.write(file, settings.encode())
    os.environ["FONTCONFIG_FILE"] = str(file)


def css() -> str:
    """@font-face rules for the files of the package and of the scripts beside it, which stand in where that has no letter."""
    rule = "@font-face {{ font-family: {}; font-style: {}; font-weight: {}; src: url('{}') }}"
    files = folder()
    rows = [rule.format("Reader", style, weight, (files / name).as_uri()) for style, weight, name in FACES]
    rows += [rule.format(f"'{family}'", "normal", weight, (BESIDE / name).as_uri()) for family, weight, name in _SCRIPTS]
    return "\n".join(rows)


@functools.cache
def letters() -> frozenset[int]:
    """Every letter that can be printed, by its number in Unicode. Raises NoPangoError."""
    known: set[int] = set()
    for file in (folder() / FACES[0][2], *(BESIDE / name for _, _, name in _SCRIPTS)):
        with TTFont(file, lazy=True) as font:
            known |= set(font.getBestCmap())
    return frozenset(known)


def digest() -> str:
    """A hash over the font files, for the key of what was rendered with them."""
    total = hashlib.sha256()
    files = folder()
    for file in (*(files / name for _, _, name in FACES), *(BESIDE / name for _, _, name in _SCRIPTS)):
        total.update(file.read_bytes())
    return total.hexdigest()

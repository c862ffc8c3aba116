"""The only fonts paper may use: Source Sans, from its installed package, and company for scripts that it does not have."""

from __future__ import annotations

import functools
import hashlib
import html
import os
import re
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
# Chinese, Japanese, Korean: big, so only papers that have such words load them, and each holds letters that no other does:
# GB 2312 and Big5 level 1 but for about a thousand rare ones, JIS X 0208, KS X 1001. Regular alone.
_EAST = (
    ("Reader Chinese", "NotoSansSC-Regular.woff2"),
    ("Reader Chinese Traditional", "NotoSansTC-Regular.woff2"),
    ("Reader Japanese", "NotoSansJP-Regular.woff2"),
    ("Reader Korean", "NotoSansKR-Regular.woff2"),
)
_EASTERN = re.compile("[\u3000-\u9fff\uac00-\ud7a3\uff00-\uff60]")
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


def css(text: str = "") -> str:
    """@font-face rules for the files of the package and of the scripts beside it, which stand in where that has no letter.

    `text` is what will be printed, as HTML: fonts for Chinese, Japanese and Korean come only when it has their letters.
    """
    rule = "@font-face {{ font-family: {}; font-style: {}; font-weight: {}; src: url('{}') }}"
    files = folder()
    rows = [rule.format("Reader", style, weight, (files / name).as_uri()) for style, weight, name in FACES]
    rows += [rule.format(f"'{family}'", "normal", weight, (BESIDE / name).as_uri()) for family, weight, name in _SCRIPTS]
    wanted = {ord(letter) for letter in _EASTERN.findall(html.unescape(text))}
    needed = [(family, name) for family, name in _EAST if wanted and wanted & _in_file(BESIDE / name)]
    rows += [rule.format(f"'{family}'", "normal", 400, (BESIDE / name).as_uri()) for family, name in needed]
    return "\n".join(rows)


def letters() -> frozenset[int]:
    """Every letter that can be printed, by its number in Unicode, but for `eastern` ones. Raises NoPangoError."""
    return _in_file(folder() / FACES[0][2]).union(*(_in_file(BESIDE / name) for _, _, name in _SCRIPTS))


def eastern() -> frozenset[int]:
    """Every letter of Chinese, Japanese and Korean that can be printed. Reading them takes about a tenth of a second."""
    return frozenset().union(*(_in_file(BESIDE / name) for _, name in _EAST))


@functools.cache
def _in_file(file: Path) -> frozenset[int]:
    with TTFont(file, lazy=True) as font:
        return frozenset(font.getBestCmap())


def digest() -> str:
    """A hash over the font files, for the key of what was rendered with them."""
    total = hashlib.sha256()
    files = folder()
    beside = (*(name for _, _, name in _SCRIPTS), *(name for _, name in _EAST))
    for file in (*(files / name for _, _, name in FACES), *(BESIDE / name for name in beside)):
        total.update(file.read_bytes())
    return total.hexdigest()

"""What a style sheet loads, however that is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n]?|(\n)|(.))", re.DOTALL)
# A word before a bracket that loads what stands in it; image-set and the like hold bare strings besides.
_LOADS = re.compile(
    r"(?:\b(?:url|src|image|image-set|cross-fade|element)\(|@(?:import|font-face|namespace|charset)\b)", re.IGNORECASE
)
_TARGET = re.compile(r"\s*(?:url\(\s*)?[\"']?([^\"')\s;{]*)", re.IGNORECASE)
_STRING = re.compile(r"[\"']([^\"'\n]*)[\"']")
_FAR = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)


def plain(text: str) -> str:
    """The style sheet without comments and escapes, line for line: u\\72l( is url( to a browser."""
    text = _COMMENT.sub(lambda match: "\n" * match[0].count("\n") or " ", text)
    return _ESCAPE.sub(_letter, text)


def _letter(match: re.Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    return "" if match[2] else match[3]  # a string goes on in the next line, without the break


def far(text: str) -> Iterator[tuple[str, int]]:
    """Every address that a style sheet loads from elsewhere, with its line: of another host, or of any scheme at all."""
    said = plain(text)
    for match in _LOADS.finditer(said):
        word = match[0].lower()
        if word == "@font-face":
            continue  # its url( is found by itself
        targets = [found[1]] if (found := _TARGET.match(said, match.end())) else []
        if word.startswith(("image", "cross", "src")):
            end = said.find(";", match.end())
            targets += [
                each[1] for each in _STRING.finditer(said, match.end(), end if end >= 0 else min(len(said), match.end() + 2000))
            ]
        line = said.count("\n", 0, match.start()) + 1
        for target in dict.fromkeys(targets):
            if _FAR.match(target):
                yield target, line
        if word in ("@import", "@namespace", "@charset") and not any(_FAR.match(target) for target in targets):
            yield word, line

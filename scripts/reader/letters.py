"""Letters, digits and marks that look like others, or can't be seen at all."""

from __future__ import annotations

import bisect
import html
import re
import unicodedata
from functools import cache

HYPHENS = "\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d"  # for a character class: what is read as a hyphen
TURNING = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # change the direction of what follows
UNSEEN = "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"
_HIDDEN = re.compile(f"[{TURNING}{UNSEEN}\U000e0000-\U000e0fff]")
_MARKUP = re.compile(
    rf"[{TURNING}{UNSEEN}\U000e0000-\U000e0fff]"
    r"|</?[a-zA-Z][\w-]{0,30}(?:[\s/][^<>]{0,200})?>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});|\*{1,3}|_++|\\(?=[-.()+_*])"
)
_IN_LINKS = re.compile(rf"{_MARKUP.pattern}|!?\[|\](?:\([^()\n]{{0,300}}\))?")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|big|cite|em|font|i|ins|kbd|label|mark|q|s|small|span|strong|sub|sup|tt|u|var|wbr)\b", re.IGNORECASE
)
_LOOK = ("FULLWIDTH ", "MATHEMATICAL ", "CYRILLIC ", "GREEK ", "ARMENIAN ", "CHEROKEE ")


@cache
def _one(letter: str) -> str:
    """The plain letter that `letter` is read as; always one, so that places in a text stay what they are."""
    if letter in "\n":
        return letter
    if letter.isspace():
        return " "
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.digit(letter))
    if re.match(f"[{HYPHENS}]", letter) or unicodedata.category(letter) == "Pd" or letter in "\u02d7\u2796\u301c\uff5e":
        return "-"
    if letter in "·•∙⋅‧・":
        return "."
    if letter in "⁄∕":
        return "/"
    if letter in "µμ":
        return "µ"
    plain = unicodedata.normalize("NFKC", letter)
    return plain if len(plain) == 1 and plain.isascii() else letter


def same(text: str) -> str:
    """`text`, letter for letter, with plain digits, hyphens and spaces in place of all that look like them."""
    return text if text.isascii() and "\t" not in text else "".join(map(_one, text))


def read_out(text: str, *, links: bool = True) -> tuple[str, Places]:
    """`text` as it is read on the page: without tags, stars and what can't be seen; and where its letters came from.

    With `links` the addresses of links stay, and their brackets; else only their words do.
    """
    out: list[str] = []
    new, old = [0], [0]
    at = length = 0
    for match in (_MARKUP if links else _IN_LINKS).finditer(text):
        piece = text[at : match.start()]
        instead = _instead(match[0])
        out += (piece, instead)
        length += len(piece)
        if instead:
            new.append(length)
            old.append(match.start())
        length += len(instead)
        at = match.end()
        new.append(length)
        old.append(at)
    out.append(text[at:])
    return same("".join(out)), Places(new, old)


class Places:
    """Where in the source a letter of the text that is read stands."""

    def __init__(self, new: list[int], old: list[int]) -> None:
        self._new, self._old = new, old

    def __getitem__(self, at: int) -> int:
        step = bisect.bisect_right(self._new, at) - 1
        return self._old[step] + at - self._new[step]


def _instead(mark: str) -> str:
    if mark[0] == "&":
        letter = html.unescape(mark)
        return "" if _HIDDEN.fullmatch(letter) else letter
    if mark[0] == "<":
        return "" if _INLINE.match(mark) else "\n" * mark.count("\n") or " "
    return "|" if mark.startswith("___") else ""  # a blank to write on parts what stands beside it


def strange(token: str) -> str:
    """What in a number or an address is not what it seems, in words; empty when nothing is."""
    if "&" in token:
        token = html.unescape(token)
    if token.isascii():
        return ""
    for letter in token:
        name = unicodedata.name(letter, "no name")
        code = f"U+{ord(letter):04X}, {name.lower()}"
        if re.match(f"[{TURNING}]", letter):
            return f"a letter that turns the direction of the text ({code})"
        if _HIDDEN.match(letter):
            return f"a letter that nobody sees ({code})"
        if unicodedata.category(letter) == "Nd" and not letter.isascii():
            return f"a digit {letter} that is not the one on the keyboard ({code})"
        if name.startswith(_LOOK) and letter not in "µμ":
            return f"a letter {letter} that looks like another ({code})"
    return ""


def turning(text: str) -> int:
    """Where the first letter stands that turns the direction of the text, or -1."""
    match = re.search(f"[{TURNING}]", text)
    return match.start() if match else -1

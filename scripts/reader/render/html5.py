"""tinyhtml5, which builds a pattern anew for every piece of text: its own memory of them never finds one.

`characters = known[(characters, opposite)] = pattern` keeps each pattern under itself, because Python gives a value to the
names from left to right. Goes upstream as one line in two.
"""

from __future__ import annotations

import re

import tinyhtml5
from tinyhtml5 import inputstream

__all__ = ["tinyhtml5"]


class _Patterns(dict[tuple[frozenset[str] | tuple[str, ...] | str, bool], re.Pattern[str]]):
    """The patterns by the letters that end a piece of text, or, turned round, the only ones that may be in it."""

    def __missing__(self, key: tuple[frozenset[str] | tuple[str, ...] | str, bool]) -> re.Pattern[str]:
        letters, only = key
        listed = "".join(f"\\x{ord(letter):02x}" for letter in letters)
        pattern = self[key] = re.compile(f"[{listed}]+" if only else f"[^{listed}]+")
        return pattern


inputstream.characters_until_regex = _Patterns()

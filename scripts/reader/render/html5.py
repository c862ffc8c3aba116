"""tinyhtml5 2.1, mended: the same trees with a third less work. Each of the two ways could go upstream as it is.

`characters = known[(characters, opposite)] = pattern` keeps each pattern under itself, because Python gives a value to the
names from left to right: its own memory of them never finds one, and each piece of text builds its pattern anew.
And a tag is read letter by letter, as the standard tells it, where most are plain: lower or upper case letters, values
between double quotes, no entities. Those are read as a whole, and so are the words between two tags; all else goes
the long way.
"""

from __future__ import annotations

import functools
import re
from typing import Any
from xml.etree.ElementTree import Element

from tinyhtml5 import inputstream
from tinyhtml5.constants import Token
from tinyhtml5.parser import HTMLParser
from tinyhtml5.tokenizer import HTMLTokenizer

_SPACE = "[ \\t\\n\\f\\r]"
_NAME = "[a-zA-Z][\\w:.-]*+"
_VALUE = '="[^"&\\x00]*+"'
_PLAIN = re.compile(
    rf"(?P<words>[^ \t\n\f\r&<\x00][^&<\x00]*+)(?=[&<\x00])|(?P<space>{_SPACE}++)(?=.)|</(?P<end>[a-zA-Z][a-zA-Z0-9]*+)>"
    rf"|<(?P<tag>[a-zA-Z][a-zA-Z0-9]*+)(?P<attributes>(?:{_SPACE}++{_NAME}(?:{_VALUE})?+)*+){_SPACE}*+(?P<closed>/?)>",
    re.ASCII | re.DOTALL,
)
_ATTRIBUTE = re.compile(rf'({_NAME})(?:="([^"]*+)")?+', re.ASCII)


class _Patterns(dict[tuple[frozenset[str] | tuple[str, ...] | str, bool], re.Pattern[str]]):
    """The patterns by the letters that end a piece of text, or, turned round, the only ones that may be in it."""

    def __missing__(self, key: tuple[frozenset[str] | tuple[str, ...] | str, bool]) -> re.Pattern[str]:
        letters, only = key
        listed = "".join(f"\\x{ord(letter):02x}" for letter in letters)
        pattern = self[key] = re.compile(f"[{listed}]+" if only else f"[^{listed}]+")
        return pattern


def _whole(step: Any) -> Any:
    @functools.wraps(step)
    def data_state(self: Any) -> bool:
        """What comes next in the text, if all of it is in the piece that was read from the stream."""
        stream = self.stream
        match = _PLAIN.match(stream.chunk, stream.chunk_offset)
        if match is None or (token := _token(match)) is None:
            return bool(step(self))
        stream.chunk_offset = match.end()
        if match.lastgroup in ("end", "closed"):
            self.current_token = token
        self.token_queue.append(token)
        return True

    return data_state


def _token(match: re.Match[str]) -> dict[str, Any] | None:
    """The token of the standard; None for a tag that says something twice."""
    kind = match.lastgroup
    if kind == "words":
        return {"type": Token.CHARACTERS, "data": match[0]}
    if kind == "space":
        return {"type": Token.SPACE_CHARACTERS, "data": match[0]}
    if kind == "end":
        return {"type": Token.END_TAG, "name": match["end"].lower(), "data": [], "selfClosing": False}
    said = _ATTRIBUTE.findall(match["attributes"]) if match["attributes"] else ()
    attributes = {name.lower(): value for name, value in said}
    if len(attributes) < len(said):
        return None
    return {
        "type": Token.START_TAG, "name": match["tag"].lower(), "data": attributes, "selfClosing": bool(match["closed"]),
        "selfClosingAcknowledged": False,
    }  # fmt: skip


def parse(html: str) -> Element:
    """The tree of a text, as a browser makes it; elements of HTML have no namespace.

    The parser holds a second tree, whose elements lead to each other: taken apart here, it goes at once. To find and clear it
    away later takes longer.
    """
    parser: Any = HTMLParser(namespace_html_elements=False)
    tree: Element = parser.parse(html)
    nodes = [parser.tree.document]
    for node in nodes:
        nodes += node.children
        node.parent = None
    for each in (parser.tokenizer, parser.tree, parser):
        vars(each).clear()
    return tree


inputstream.characters_until_regex = _Patterns()
HTMLTokenizer.data_state = _whole(HTMLTokenizer.data_state)

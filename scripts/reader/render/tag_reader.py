"""Python's html.parser, that reads plain tags as a whole: it tells the same, in the same order, with less work.

Pages of the site are written by programs: names in small letters, values between double quotes. A text in which one tag is
written otherwise is read the long way, all of it.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

_SAID = r'(?:[ \t\n\f\r]++[a-zA-Z][\w:.-]*+(?:="[^"]*+")?+)*+[ \t\n\f\r]*+'
_OTHERWISE = "script|style|textarea|xmp|iframe|no|plaintext|title>[^<]*+<(?!/title>)"  # what stands in them is no tag
_TOKEN = re.compile(
    rf"(?P<words>[^<]++)|</(?P<end>[a-z][a-z0-9]*+)>|<(?!{_OTHERWISE})(?P<tag>[a-z][a-z0-9]*+)(?P<said>{_SAID})(?P<closed>/?)>"
    rf"|<(?P<holder>script|style)(?P<told>{_SAID})>(?P<code>[^<]*+)</(?P=holder)>"
    r"|(?P<silent><!--(?!-?>)[^<>]*+(?<=--)>|<!doctype html>)|(?P<otherwise>.)",
    re.ASCII | re.DOTALL,
)
_ATTRIBUTE = re.compile(r'([a-zA-Z][\w:.-]*+)(?:(=)"([^"]*+)")?+', re.ASCII)


class TagReader(HTMLParser):
    """A HTMLParser that is fed a text in one piece, tells of tags and words alone, and knows the line they begin on."""

    def feed(self, data: str) -> None:
        """Tell what is in a text."""
        tokens = list(_TOKEN.finditer(data))
        if any(token.lastgroup == "otherwise" for token in tokens):
            super().feed(data)
            return
        for token in tokens:
            kind, whole = token.lastgroup, token[0]
            if kind == "words":
                self.handle_data(unescape(whole) if "&" in whole else whole)
            elif kind == "end":
                self.handle_endtag(token["end"])
            elif kind == "closed":
                tell = self.handle_startendtag if token["closed"] else self.handle_starttag
                tell(token["tag"], _attributes(token["said"]))
            elif kind == "code":
                self._code(token)
            self.lineno += whole.count("\n")

    def _code(self, token: re.Match[str]) -> None:
        begun = self.lineno
        self.handle_starttag(token["holder"], _attributes(token["told"]))
        self.set_cdata_mode(token["holder"])
        self.lineno += token["told"].count("\n")
        if token["code"]:
            self.handle_data(token["code"])
        self.lineno += token["code"].count("\n")
        self.handle_endtag(token["holder"])
        self.clear_cdata_mode()
        self.lineno = begun


def _attributes(said: str) -> list[tuple[str, str | None]]:
    return [(name.lower(), unescape(value) if is_said else None) for name, is_said, value in _ATTRIBUTE.findall(said)]

"""Whether every tag of a text is opened once and closed once: what is not takes the rest of the page with it, or ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)  # fmt: skip
_RAW = frozenset(("iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "textarea", "title", "xmp"))
_PLAIN = re.compile(r'<(/?)([a-z][a-z0-9]*+)(?: [a-zA-Z][a-zA-Z0-9-]*+(?:="[^"<>]*+")?+)*+ ?(/?)>')


def faults(html: str) -> Iterator[tuple[str, str]]:
    """What is opened and not closed, closed and not opened, or a link inside a link: a sentence, and the text to look for."""
    if is_balanced(html):
        return
    reader = _Reader()
    reader.feed(html)
    reader.close()
    yield from reader.found
    for tag in reader.open[:1]:
        yield _never(tag, "closed"), f"<{tag}"


def is_balanced(html: str) -> bool:
    """Whether all tags are written plainly, and nothing is wrong with them; of others this says no, and the reader tells."""
    tags, opened = _PLAIN.findall(html), list[str]()
    if len(tags) != html.count("<"):
        return False
    for closes, tag, itself in tags:
        if tag in _RAW and (tag != "title" or "svg" not in opened):  # tags inside are words
            return False
        if closes and tag not in _VOID:
            if not opened or opened.pop() != tag:
                return False
        elif not itself and tag not in _VOID:
            if tag == "a" and "a" in opened:
                return False
            opened.append(tag)
    return not opened


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a" and "a" in self.open:
            told = next((value for name, value in attrs if name == "href" and value), "<a")
            self.found.append(("a link, a value or a note stands inside another link; put it beside that", told))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Drawings have tags that close themselves; for those of pages that sign means nothing."""

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag in self.open:
            inner = self.open[-1]
            self.found.append((_never(inner, "closed"), f"<{inner}"))
            while self.open.pop() != tag:
                pass
        else:
            self.found.append((_never(tag, "opened"), f"</{tag}"))


def _never(tag: str, what: str) -> str:
    return (f"the tag <{tag}> is never {what} here, which would end the page or swallow the rest of it; write this part in "
            "Markdown, without tags")  # fmt: skip

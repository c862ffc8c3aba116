"""Marks inside a line: values, notes, numbers that save a life, blanks to write on, boxes to tick."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import AtomicString

from reader.source import blank, phone, syntax

BLANKS = (3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32)  # underscores; their widths stand in reader.css
Found = tuple[Element, int, int]


def install(md: Markdown) -> None:
    """Register them after code (190) and before links (160)."""
    for pattern, name, priority in (
        (_Blank(syntax.BLANK.pattern, md), "reader-blank", 179),
        (_Box(syntax.BOX.pattern, md), "reader-box", 178),
        (_FactLink(syntax.FACT_LINK.pattern, md), "reader-fact", 177),
        (_NoteMark(syntax.NOTE_MARK.pattern, md), "reader-note", 176),
        (_Emergency(phone.EMERGENCY, md), "reader-emergency", 175),
    ):
        md.inlinePatterns.register(pattern, name, priority)


def name_blanks(root: Element) -> None:
    """Where no element may hold a style, a blank's width is a class of reader.css: the next longer one of the list."""
    for span in root.iter("span"):
        if span.get("class") == "blank":
            count = blank.underscores(span.attrib.pop("style"))
            span.set("class", f"blank b{next((each for each in BLANKS if each >= count), BLANKS[-1])}")


class _FactLink(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        span = Element("span", {"data-fact": m[2]})
        span.text = AtomicString(" ".join(m[1].split()))
        return span, m.start(0), m.end(0)


class _NoteMark(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        return Element("sup", {"data-note": m[1]}), m.start(0), m.end(0)


class _Emergency(InlineProcessor):
    """A number that saves a life stays on one line."""

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        span = Element("span", {"class": "emergency"})
        span.text = AtomicString(m[0])
        return span, m.start(0), m.end(0)


class _Blank(InlineProcessor):
    """`____` is a blank to write on; more underscores are a longer one."""

    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        return Element("span", {"class": "blank", "style": blank.style(len(m[0]))}), m.start(0), m.end(0)


class _Box(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> Found:  # type: ignore[override]  # noqa: N802
        return Element("span", {"class": "box"}), m.start(0), m.end(0)

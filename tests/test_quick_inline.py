"""Patterns are tried only where they can match, passes ask less, and what comes of a text is the same."""

from __future__ import annotations

import random
import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor
from markdown.inlinepatterns import InlineProcessor as Marks
from markdown.inlinepatterns import Pattern
from markdown.treeprocessors import InlineProcessor, UnescapeTreeprocessor

from reader.render import quick_inline, quick_passes
from reader.render.context import Context
from reader.source import extensions, workspace
from reader.source.settings import Settings
from shared import EVERYTHING
from small import ROOT

NEEDED = (  # a pattern, and letters of which a text holds one where it matches
    ("a", "a"), ("ab*", "a"), ("a*", None), ("(?:ab)?", None), ("a?b", "b"), ("(a)|(?:b)|[cd]", "abcd"), ("a|", None),
    ("!a", "!"), ("  \n", "\n"), ("[a-c]+?", "abc"), ("[^a]", None), (r"\d", None), (r"[\d!]", None), (".", None),
    (r"\(?\[", "["),
    ("(?<=!)a", "!"), ("(?<!!)a", "a"), (r".(?=\*)", "*"), ("(?!a)b", "b"), (r"(?:\[|\()x", "[("), ("(?>a)++", "a"), ("^$", None),
    (r"(a)?(?(1)b|c)", None), (r"([ab])\1", "ab"), ("(?i:a)", None), ("(?i:a)!", "!"), ("(?s:.)_{2,}", "_"),
    (r"[\x00-\xff]", None), (r"(?:\[(?:\(|a|)\]){1,2}", "["), (r"x{0}y", "y"), ("", None), ("(?!)", None),
)  # fmt: skip


@pytest.mark.parametrize(("pattern", "letters"), NEEDED, ids=[pattern for pattern, _ in NEEDED])
def test_what_a_pattern_needs_is_read_from_it(pattern: str, letters: str | None) -> None:
    assert quick_inline.needed(re.compile(pattern)) == (None if letters is None else frozenset(letters))


def test_of_a_pattern_that_is_not_understood_nothing_is_said() -> None:
    assert quick_inline.needed(re.compile("a", re.IGNORECASE)) is None
    assert quick_inline.needed(re.compile(b"a")) is None
    assert quick_inline.needed(Marks("a")) is None  # an engine of somebody's own


def test_where_a_pattern_matches_its_need_is_met() -> None:
    dice, met = random.Random(7), 0
    patterns = [re.compile(pattern, re.DOTALL) for pattern, _ in NEEDED] + [
        pattern.getCompiledRegExp() for steps in _markdown().treeprocessors for pattern in getattr(steps, "inlinePatterns", ())
    ]
    for _ in range(2000):
        text = "".join(dice.choices("ab!*_[](<>&'\"\\`-9 1s\nx", k=dice.randrange(1, 9)))
        for pattern in patterns:
            need = quick_inline.needed(pattern)
            if need and pattern.search(text):
                assert not need.isdisjoint(text), (pattern.pattern, text)
                met += 1
    assert met > 5000


def _long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    for part, name in (
        (InlineProcessor, "run"), (InlineProcessor, "_InlineProcessor__handleInline"), (TocTreeprocessor, "replace_marker"),
        (UnescapeTreeprocessor, "run"),
    ):  # fmt: skip
        monkeypatch.setattr(part, name, getattr(part, name).__wrapped__)
    monkeypatch.setattr(quick_passes, "install", lambda _: None)


def _markdown(**ours: Any) -> Markdown:
    names, settings = extensions.named(ROOT)
    return Markdown(extensions=names, extension_configs={**settings, "reader.markdown": ours})


def _all_pages() -> list[str]:
    book, past = workspace.current(Settings(ROOT))
    texts = book.texts if EVERYTHING else book.texts[::6]
    return [_markdown(context=Context(book, past, page)).convert(page.body) for page in texts]


def test_pages_are_the_same_as_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    quickly = _all_pages()
    _long_way(monkeypatch)
    assert quickly == _all_pages()


class _Grows(Marks):
    """What it makes of its match holds another sign."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Any, int, int]:  # noqa: N802
        if m.group() == "+":
            return None, m.start(), m.end()  # taken as it is
        element = ElementTree.Element("i")
        element.text, element.tail = "~x~", "#"
        return element, m.start(), m.end()


class _Old(Pattern):
    """As extensions for the first Python-Markdown are written; not in links."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str]) -> ElementTree.Element:  # noqa: N802
        element = ElementTree.Element("u")
        element.text = m.group(2)
        return element


def test_patterns_of_other_extensions_too(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(7)
    texts = ["".join(dice.choices("+~#x[](u)*_ 'y\n", k=40)) for _ in range(200)]
    texts += ["# x\n\n[TOC]\n\n## y \\* `\\*`", "[TOC] \\*\n\n- # x\n- [TOC]"]

    def made() -> list[str]:
        reader = Markdown(extensions=["smarty", "attr_list", "toc"])
        reader.inlinePatterns.register(_Grows(r"\+|#y"), "grows", 175)
        reader.inlinePatterns.register(_Old("~(x)~"), "old", 5)
        reader.inlinePatterns.register(_Old("((?i:Y))"), "any letters", 4)
        return [reader.reset().convert(text) for text in texts]

    quickly = made()
    assert all(sign in "".join(quickly) for sign in ("<i><u>x</u></i>#", "<u>y</u>", "<a href", "&rsquo;", 'class="toc"', "y *"))
    _long_way(monkeypatch)
    assert quickly == made()

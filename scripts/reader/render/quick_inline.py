"""Python-Markdown 3.11, that tries a pattern only on text in which it can match: the same elements with less work.

Some forty patterns are tried one by one on every piece of a text, and most pieces hold not one of their signs. What a
pattern can't match without is read from the compiled pattern itself, so that it holds for patterns of anybody's extension;
one that is not understood is tried everywhere. Could go upstream as it is.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from re import _constants, _parser  # type: ignore[attr-defined]  # what `re` itself compiles patterns from
from typing import Any
from xml.etree.ElementTree import Element

from markdown.treeprocessors import InlineProcessor
from markdown.util import INLINE_PLACEHOLDER_PREFIX, AtomicString

Tried = tuple[int, ...]  # patterns, by their places in a list of them
_WIDEST = 64  # letters of a class that are listed
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


def apply() -> None:
    """Put it into Python-Markdown."""
    inline: Any = InlineProcessor
    inline.run = functools.wraps(inline.run)(_run)
    inline._InlineProcessor__handleInline = _handled(inline._InlineProcessor__handleInline)


def _run(self: Any, tree: Element, ancestors: Sequence[str] | None = None) -> None:
    """Go over all of a tree as the long way does, past what no pattern can match in: that stays as it is.

    Patterns are registered before a text is read, and looked up once for all of it.
    """
    self._patterns = tuple(self.inlinePatterns)
    self._choose = choose = _choosing(tuple(pattern.getCompiledRegExp() for pattern in self._patterns))
    handled, placed = self._InlineProcessor__handleInline, self._InlineProcessor__processPlaceholders
    self.stashed_nodes = {}
    waiting = [(tree, [*(ancestors or ())])]
    for element, self.ancestors in waiting:
        self.ancestors.append(element.tag.lower())
        found_in = []
        for child in element:
            text, tail = child.text, child.tail
            if text and not isinstance(text, AtomicString) and (choose(text) or INLINE_PLACEHOLDER_PREFIX in text):
                self.ancestors.append(child.tag.lower())
                child.text = None
                found = placed(handled(text), child)
                waiting += found
                found_in.append((child, found))
                self.ancestors.pop()
            if tail and (choose(tail) or INLINE_PLACEHOLDER_PREFIX in tail):
                holder, child.tail = Element("d"), None
                behind = placed(handled(tail), holder, False)
                child.tail = holder.tail or None
                at = list(element).index(child) + 1
                element[at:at] = [each for each, _ in behind]
            if len(child):
                waiting.append((child, self.ancestors[:]))
        for child, found in found_in:
            child[0:0] = [each for each, _ in found]


def _handled(handle: Any) -> Any:
    @functools.wraps(handle)
    def handle_inline(self: Any, data: str, pattern_index: int = 0) -> str:
        if isinstance(data, AtomicString):
            return data
        tried, start, chosen_for = self._choose(data), 0, data
        at = bisect_left(tried, pattern_index) if pattern_index else 0
        while at < len(tried):
            index = tried[at]
            data, matched, start = self._InlineProcessor__applyPattern(self._patterns[index], data, index, start)
            if matched:
                continue
            if data is not chosen_for:  # not after each match: a long text may have thousands
                tried, chosen_for = self._choose(data), data
            at = bisect_left(tried, index + 1)
        return data

    return handle_inline


@functools.lru_cache(maxsize=64)
def _choosing(patterns: tuple[Any, ...]) -> Callable[[str], Tried]:
    """Gives a text the patterns that can match in it."""
    needs = [needed(pattern) for pattern in patterns]
    told = frozenset[str]().union(*(need for need in needs if need))
    signs = re.compile("|".join(map(re.escape, sorted(told))) or "(?!)")

    @functools.lru_cache(maxsize=4096)
    def among(held: frozenset[str]) -> Tried:
        return tuple(at for at, need in enumerate(needs) if need is None or not need.isdisjoint(held))

    always = among(frozenset())
    return lambda text: among(frozenset(signs.findall(text))) if signs.search(text) else always


@functools.lru_cache(maxsize=1024)
def needed(pattern: Any) -> frozenset[str] | None:
    """Letters of which a text holds one at least where this pattern matches; None where that can't be told."""
    if not isinstance(pattern, re.Pattern) or not isinstance(pattern.pattern, str) or pattern.flags & re.IGNORECASE:
        return None
    return _of_all(_parser.parse(pattern.pattern, pattern.flags))


def _of_all(parts: Any) -> frozenset[str] | None:
    """Of parts that follow each other, the need of that which is met most seldom."""
    return min(filter(None, map(_of_one, parts)), key=_commonness, default=None)


def _commonness(letters: frozenset[str]) -> tuple[bool, int]:
    """What any text holds comes last."""
    return any(letter.isalnum() or letter == " " for letter in letters), len(letters)


def _of_one(part: tuple[Any, Any]) -> frozenset[str] | None:
    kind, what = part
    if kind is _constants.LITERAL:
        return frozenset(chr(what))
    if kind is _constants.IN:
        return _of_class(what)
    if kind is _constants.BRANCH:
        return _of_any([_of_all(each) for each in what[1]])
    if kind in _REPEATS:
        least, _, repeated = what
        return _of_all(repeated) if least else None
    if kind is _constants.SUBPATTERN:
        _, switched_on, _, inner = what
        return None if switched_on & re.IGNORECASE else _of_all(inner)
    if kind is _constants.ATOMIC_GROUP:
        return _of_all(what)
    if kind is _constants.ASSERT:
        return _of_all(what[1])
    return None


def _of_any(needs: list[frozenset[str] | None]) -> frozenset[str] | None:
    """Of ways of which one is taken, the needs of all; None where there is one without."""
    known = [need for need in needs if need]
    return frozenset().union(*known) if len(known) == len(needs) else None


def _of_class(members: list[tuple[Any, Any]]) -> frozenset[str] | None:
    return _of_any([*map(_of_member, members)])


def _of_member(member: tuple[Any, Any]) -> frozenset[str] | None:
    kind, what = member
    if kind is _constants.RANGE and what[1] - what[0] < _WIDEST:
        return frozenset(map(chr, range(what[0], what[1] + 1)))
    return frozenset(chr(what)) if kind is _constants.LITERAL else None

"""What in a template could go on for ever, fill the machine, or reach behind the page: all that is not on the lists here."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes
from jinja2.filters import FILTERS

# What templates of ours need, and what of the same kind makes a text no longer than it was.
_FILTERS = frozenset(
    ("capitalize", "d", "default", "e", "escape", "first", "int", "join", "last", "length", "list", "lower", "replace", "safe",
     "string", "striptags", "tojson", "trim", "upper", "url")
)  # fmt: skip
_TESTS = frozenset(
    ("boolean", "defined", "even", "false", "in", "mapping", "none", "number", "odd", "string", "true", "undefined")
)
_CALLS = ("range", "super", "caller", "headings")
_WIDE = re.compile(r"%[-+ 0#]*[\d*]|\{[^{}]*:[^{}]*\d{3}")  # a format that fills up to a width
_REPLACES = 3  # in a template
_LOOPS = 4  # inside each other


def dear(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Every part of a template that costs more than it may, or that is not known to cost little."""
    known = {*_CALLS, *(macro.name for macro in tree.find_all(nodes.Macro))}
    yield from (node for node in tree.find_all(nodes.Filter) if not _is_filter(node))
    yield from [node for node in tree.find_all(nodes.Filter) if node.name == "replace"][_REPLACES:]
    yield from (node for node in tree.find_all(nodes.Test) if node.name not in _TESTS)
    yield from (node for node in tree.find_all(nodes.Call) if not _is_call(node, known))
    yield from tree.find_all(nodes.Pow)
    yield from (node for node in tree.find_all(nodes.Mul) if not (_is_small(node.left) and _is_small(node.right)))
    yield from (node for node in tree.find_all(nodes.Const) if isinstance(node.value, str) and _WIDE.search(node.value))
    yield from (node for node in tree.find_all(nodes.For) if _depth(node) > _LOOPS)
    for node in tree.find_all(nodes.Assign):  # a text put behind itself again and again
        names = {name.name for name in node.target.find_all(nodes.Name)} | {getattr(node.target, "name", "")}
        parts = node.node.find_all(nodes.Name) if not isinstance(node.node, nodes.Name) else ()
        if names & {name.name for name in parts} or isinstance(node.target, nodes.NSRef):
            yield node


def _is_filter(node: nodes.Filter) -> bool:
    if node.name != "replace":
        return node.name in _FILTERS or node.name not in FILTERS  # one that there is not, is said elsewhere
    words = [word.value for word in node.args if isinstance(word, nodes.Const) and isinstance(word.value, str)]
    return len(words) == 2 and len(words[0]) > 3 and words[0] not in words[1] and len(words[1]) <= 2 * len(words[0])


def _is_call(node: nodes.Call, known: set[str]) -> bool:
    called = node.node.name if isinstance(node.node, nodes.Name) else ""
    return called in known and (called != "range" or all(map(_is_given, node.args)))


def _is_given(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) or _is_small(node)


def _is_small(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, int) and abs(node.value) < 1000


def _depth(node: nodes.Node) -> int:
    """How many loops stand inside each other from here on."""
    below = max((_depth(child) for child in node.iter_child_nodes()), default=0)
    return below + isinstance(node, nodes.For)

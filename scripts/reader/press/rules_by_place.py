"""The rules that an element gets by where it stands: by its name, classes and attributes, and those of what it stands in.

Most rules of a style sheet ask for that alone. Elements that are the same in all that any rule asks for get the same ones, in
every document with these style sheets. Rules that ask for more, such as an element's place among its neighbours or what stands
in it, are tried on each.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from types import CodeType
from typing import Any

from weasyprint.css import declaration_precedence

# What a test may name that asks only for the element and what it stands in (cssselect2.compiler writes them).
_ABOVE = {"local_name", "namespace_url", "classes", "id", "parent", "ancestors", "in_html_document", "any", "next", "tag"}
_OF_ATTRIBUTES = {"etree_element", "attrib", "get", "lower", "startswith", "endswith", "split_whitespace"}
_LINK = {"href"}  # all that :link asks for, and whether it is there is enough

Style = dict[str, tuple[Any, tuple[Any, ...]]]  # what is declared, each with its weight
Declared = dict[str | None, Style]  # for an element (None) and its pseudo-elements
Rule = tuple[Any, ...]  # the number of its style sheet, and what cssselect2 says of it


@dataclass(eq=False)
class Place:
    """What all elements with the same name, classes and attributes, in places that are the same, have in common.

    `sure` are the rules that they get, `tried` those that ask for more: each with the number of its style sheet.
    """

    sure: list[Any]
    tried: list[Any]
    below: dict[Any, Place] = field(default_factory=dict)
    rules: dict[tuple[int, ...], tuple[list[Rule], Declared]] = field(default_factory=dict)


class StyleSheets:
    """Style sheets, each with its origin and the specificity of all its rules, and the places that were seen under them."""

    def __init__(self, sheets: tuple[Any, ...]) -> None:
        self.sheets = sheets
        self.whole, self.there = set[str](), set[str]()  # attributes whose value, or whose being there, is asked for
        self.simple: dict[Any, bool] = {}
        self.top: dict[Any, Place] = {}
        self.known: dict[tuple[Any, ...], tuple[list[Rule], Declared]] = {}
        self.picks = [_untried(sheet.matcher) for sheet, *_ in sheets]
        for picks in self.picks:
            for test in _tests(picks):
                names, texts = _asked(test.__code__)
                self.simple[test] = names <= _ABOVE | _OF_ATTRIBUTES
                if "id" in names:
                    self.whole.add("id")
                if "etree_element" in names:
                    (self.whole if "get" in names and texts != _LINK else self.there).update(texts)

    def place(self, element: Any, above: Place | None) -> Place:
        """Where an element stands, which stands in a place."""
        attrib = element.etree_element.attrib
        told = [(name, value if name in self.whole else "") for name, value in attrib.items()
                if name in self.whole or name in self.there]  # fmt: skip
        key = element.etree_element.tag, attrib.get("class"), *told
        among = self.top if above is None else above.below
        if key not in among:
            among[key] = self._seen(element)
        return among[key]

    def _seen(self, element: Any) -> Place:
        place = Place([], [])
        for number, picks in enumerate(self.picks):
            for specificity, order, pseudo_type, (test, payload) in picks.match(element):
                rule = number, specificity, order, pseudo_type, payload
                if not self.simple[test]:
                    place.tried.append((test, rule))
                elif test(element):
                    place.sure.append(rule)
        return place

    def rules(self, element: Any, place: Place) -> tuple[list[Rule], Declared]:
        """The rules of an element that stands there, weakest first, and what they declare."""
        more = tuple(at for at, (test, _) in enumerate(place.tried) if test(element))
        if more not in place.rules:
            found = sorted((*place.sure, *(place.tried[at][1] for at in more)), key=lambda rule: rule[:3])
            key = tuple((number, order) for number, _, order, *_ in found)
            if key not in self.known:
                self.known[key] = found, self.declared(found, {})
            place.rules[more] = self.known[key]
        return place.rules[more]

    def declared(self, rules: list[Rule], own: Declared) -> Declared:
        """What rules declare, the strongest of each, with what an element says itself."""
        for number, specificity, _, pseudo_type, (declarations, layer) in rules:
            sheet, origin, of_all = self.sheets[number]
            order = inf if layer is None else sheet.layers.index(layer)
            declare(own.setdefault(pseudo_type, {}), declarations, origin, order, of_all or specificity)
        return own


def declare(style: Style, declarations: Any, origin: str, order: float, specificity: Any) -> None:
    """Add declarations to a style where none that is stronger stands there (CSS Cascading 4, 6.1)."""
    for name, values, importance in declarations:
        weight = declaration_precedence(origin, importance), order, specificity
        if name not in style or style[name][1] <= weight:
            style[name] = values, weight


def _untried(matcher: Any) -> Any:
    """A matcher of cssselect2 that picks rules by name, classes and attributes alone; each comes with its test."""

    def untried(rules: list[Any]) -> list[Any]:
        return [(_yes, specificity, order, pseudo, (test, payload)) for test, specificity, order, pseudo, payload in rules]

    picks = copy.copy(matcher)
    for name, rules in vars(matcher).items():
        if isinstance(rules, list):
            setattr(picks, name, untried(rules))
        elif isinstance(rules, dict):
            setattr(picks, name, {by: untried(each) for by, each in rules.items()})
    return picks


def _yes(_: object) -> bool:
    return True


def _tests(picks: Any) -> Iterator[Any]:
    for rules in vars(picks).values():
        if not isinstance(rules, int):
            for each in rules.values() if isinstance(rules, dict) else [rules]:
                yield from (test for *_, (test, _) in each)


def _asked(code: CodeType) -> tuple[set[str], set[str]]:
    """All that a test names, and all texts in it."""
    names, texts = set(code.co_names), {each for each in code.co_consts if isinstance(each, str)}
    for each in code.co_consts:
        if isinstance(each, CodeType):
            more, other = _asked(each)
            names, texts = names | more, texts | other
    return names, texts

"""Rules found once for all elements that stand alike: WeasyPrint 70 and cssselect2 0.10 try them on every element anew.

Most rules ask for an element's name, classes and attributes, and for those of what it stands in. Elements that are the same in
all that any rule asks for get the same ones, in every document with these styles. Rules that ask for more, such as for its
place among its neighbours or for what stands in it, are tried on each; its children and neighbours are the same objects each
time they are asked for. Could go upstream as it is.
"""

from __future__ import annotations

import copy
import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf
from types import CodeType
from typing import Any

from cssselect2 import tree
from weasyprint import css
from weasyprint.css import declaration_precedence, find_style_attributes, preprocess_declarations

# What a test may name that asks only for the element and what it stands in (cssselect2.compiler writes them).
_ABOVE = {"local_name", "namespace_url", "classes", "id", "parent", "ancestors", "in_html_document", "any", "next", "tag"}
_OF_ATTRIBUTES = {"etree_element", "attrib", "get", "lower", "startswith", "endswith", "split_whitespace"}
_LINK = {"href"}  # all that :link asks for, and whether it is there is enough
_SHEETS = 8  # sets of style sheets whose rules are kept

_Declared = dict[str | None, dict[str, tuple[Any, tuple[Any, ...]]]]  # for an element (None) and its pseudo-elements
_Rule = tuple[Any, ...]  # the number of its style sheet, and what cssselect2 says of it


@dataclass(eq=False)
class _Place:
    """What all elements with the same name, classes and attributes, in places that are the same, have in common.

    `sure` are the rules that they get, `tried` those that ask for more: each with the number of its style sheet.
    """

    sure: list[Any]
    tried: list[Any]
    below: dict[Any, _Place] = field(default_factory=dict)
    rules: dict[tuple[int, ...], tuple[list[_Rule], _Declared]] = field(default_factory=dict)


class _Sheets:
    """Style sheets, each with its origin and the specificity of all its rules, and the places that were seen under them."""

    def __init__(self, sheets: tuple[Any, ...]) -> None:
        self.sheets = sheets
        self.whole, self.there = set[str](), set[str]()  # attributes whose value, or whose being there, is asked for
        self.simple: dict[Any, bool] = {}
        self.top: dict[Any, _Place] = {}
        self.known: dict[tuple[Any, ...], tuple[list[_Rule], _Declared]] = {}
        self.picks = [_untried(sheet.matcher) for sheet, *_ in sheets]
        for picks in self.picks:
            for test in _tests(picks):
                names, texts = _asked(test.__code__)
                self.simple[test] = names <= _ABOVE | _OF_ATTRIBUTES
                if "id" in names:
                    self.whole.add("id")
                if "etree_element" in names:
                    (self.whole if "get" in names and texts != _LINK else self.there).update(texts)

    def place(self, element: Any, above: _Place | None) -> _Place:
        """Where an element stands, which stands in a place."""
        attrib = element.etree_element.attrib
        told = [(name, value if name in self.whole else "") for name, value in attrib.items()
                if name in self.whole or name in self.there]  # fmt: skip
        key = element.etree_element.tag, attrib.get("class"), *told
        among = self.top if above is None else above.below
        if key not in among:
            among[key] = self._seen(element)
        return among[key]

    def _seen(self, element: Any) -> _Place:
        place = _Place([], [])
        for number, picks in enumerate(self.picks):
            for specificity, order, pseudo_type, (test, payload) in picks.match(element):
                rule = number, specificity, order, pseudo_type, payload
                if not self.simple[test]:
                    place.tried.append((test, rule))
                elif test(element):
                    place.sure.append(rule)
        return place

    def rules(self, element: Any, place: _Place) -> tuple[list[_Rule], _Declared]:
        """The rules of an element that stands there, weakest first, and what they declare."""
        more = tuple(at for at, (test, _) in enumerate(place.tried) if test(element))
        if more not in place.rules:
            found = sorted((*place.sure, *(place.tried[at][1] for at in more)), key=lambda rule: rule[:3])
            key = tuple((number, order) for number, _, order, *_ in found)
            if key not in self.known:
                self.known[key] = found, self.declared(found, {})
            place.rules[more] = self.known[key]
        return place.rules[more]

    def declared(self, rules: list[_Rule], own: _Declared) -> _Declared:
        """What rules declare, the strongest of each, with what an element says itself (CSS Cascading 4, 6.1)."""
        for number, specificity, _, pseudo_type, (declarations, layer) in rules:
            sheet, origin, of_all = self.sheets[number]
            order = inf if layer is None else sheet.layers.index(layer)
            style = own.setdefault(pseudo_type, {})
            for name, values, importance in declarations:
                weight = declaration_precedence(origin, importance), order, of_all or specificity
                if name not in style or style[name][1] <= weight:
                    style[name] = values, weight
        return own


def apply() -> None:
    """Put it into WeasyPrint and cssselect2."""
    css.StyleFor.__init__ = _begin
    tree.ElementWrapper.iter_children = _children
    tree.ElementWrapper.iter_next_siblings = _next


def _children(element: Any) -> Iterator[Any]:
    """An element's children, wrapped once: rules with :has() ask for them again and again."""
    own = element.__dict__
    if "_reader_children" not in own:
        own["_reader_children"], before = [], None
        for number, child in enumerate(element.etree_children):
            before = type(element)(child, element, number, before, element.in_html_document)
            own["_reader_children"].append(before)
    return iter(own["_reader_children"])


def _next(element: Any) -> Iterator[Any]:
    return itertools.islice(_children(element.parent), element.index + 1, None) if element.parent else iter(())


@functools.lru_cache(_SHEETS)
def _of(sheets: tuple[Any, ...]) -> _Sheets:
    return _Sheets(sheets)


def _begin(
    style_for: Any, html: Any, sheets: list[Any], presentational_hints: bool, font_config: Any, target_collector: Any
) -> None:
    """Give every element of a document its style, and its pseudo-elements theirs."""
    style_for._cascaded_styles, style_for._computed_styles = cascaded, computed = dict[Any, Any](), dict[Any, Any]()
    style_for.initial_page_sizes = {"box": None, "area": None}  # known when the first page is made
    style_for._sheets, style_for.font_config = sheets, font_config
    root, rules = html.etree_element, _of(tuple(sheets))
    said = _said(html, presentational_hints)
    seen, pseudo, places = dict[Any, Any](), list[tuple[Any, str, _Declared]](), dict[Any, _Place]()

    def style(element: Any, parent: Any, pseudo_type: str | None, own: Any, kind: Any) -> None:
        """Set a style: that of one before, where parent and rules are the same."""
        above = computed[parent, None] if parent is not None else None
        key = id(getattr(above, "like", above)), pseudo_type, kind
        if key in seen:
            computed[element, pseudo_type] = seen[key]
            return
        cascaded[element, pseudo_type] = own
        style_for.set_computed_styles(
            element, root=root, parent=parent, pseudo_type=pseudo_type, base_url=html.base_url, target_collector=target_collector
        )
        if kind is not None:
            seen[key] = computed[element, pseudo_type]

    for wrapper in html.wrapper_element.iter_subtree():
        element, parent = wrapper.etree_element, wrapper.parent and wrapper.parent.etree_element
        places[element] = place = rules.place(wrapper, places.get(parent))
        found, declared = rules.rules(wrapper, place)
        if element in said:
            declared = rules.declared(found, {None: said[element]})
        style(element, parent, None, declared.get(None, {}), None if element in said else id(declared))
        pseudo += [(element, pseudo_type, declared) for pseudo_type in declared if pseudo_type]
    for element, pseudo_type, declared in pseudo:
        style(element, element, pseudo_type, declared[pseudo_type], id(declared[pseudo_type]))
    cascaded.clear()  # used later for the margins of pages


def _said(html: Any, presentational_hints: bool) -> dict[Any, dict[str, Any]]:
    """What elements say themselves: by their attribute style, their name or their language."""
    said = dict[Any, dict[str, Any]]()
    for specificity, element, declarations, base_url in find_style_attributes(
        html.etree_element, presentational_hints, html.base_url
    ):
        style = said.setdefault(element, {})
        for name, values, importance in preprocess_declarations(base_url, declarations):
            weight = declaration_precedence("author", importance), inf, specificity
            if name not in style or style[name][1] <= weight:
                style[name] = values, weight
    return said


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

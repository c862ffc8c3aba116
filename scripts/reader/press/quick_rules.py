"""Rules found once for all elements that stand alike: WeasyPrint 70 and cssselect2 0.10 try them on every element anew.

Its children and neighbours are the same objects each time that a rule asks an element for them. Could go upstream as it is.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from math import inf
from typing import Any

from cssselect2 import tree
from weasyprint import css
from weasyprint.css import find_style_attributes, preprocess_declarations

from reader.press.rules_by_place import Declared, Place, Style, StyleSheets, declare

_SHEETS = 8  # sets of style sheets whose rules are kept


def apply() -> None:
    """Put it into WeasyPrint and cssselect2."""
    css.StyleFor.__init__ = _begin
    tree.ElementWrapper.iter_children = _children
    tree.ElementWrapper.iter_next_siblings = _next
    tree.ElementWrapper.query_all = _asked_for(tree.ElementWrapper.query_all)


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


def _asked_for(query: Any) -> Any:
    def query_all(element: Any, *selectors: str) -> Iterator[Any]:
        """Elements by their names alone, which stand in the head of a page: nobody looks further than the last of them."""
        if not all(each.isalpha() and each.islower() for each in selectors):
            found: Iterator[Any] = query(element, *selectors)
            return found
        tags = (each.tag for each in element.etree_element.iter() if isinstance(each.tag, str))
        count = sum(tag.rpartition("}")[2] in selectors for tag in tags)
        return itertools.islice((each for each in element.iter_subtree() if each.local_name in selectors), count)

    return query_all


@functools.lru_cache(_SHEETS)
def _of(sheets: tuple[Any, ...]) -> StyleSheets:
    return StyleSheets(sheets)


def _begin(
    style_for: Any, html: Any, sheets: list[Any], presentational_hints: bool, font_config: Any, target_collector: Any
) -> None:
    """Give every element of a document its style, and its pseudo-elements theirs."""
    style_for._cascaded_styles, style_for._computed_styles = cascaded, computed = dict[Any, Any](), dict[Any, Any]()
    style_for.initial_page_sizes = {"box": None, "area": None}  # known when the first page is made
    style_for._sheets, style_for.font_config = sheets, font_config
    root, rules = html.etree_element, _of(tuple(sheets))
    said = _said(html, presentational_hints)
    seen, pseudo, places = dict[Any, Any](), list[tuple[Any, str, Declared]](), dict[Any, Place]()

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


def _said(html: Any, presentational_hints: bool) -> dict[Any, Style]:
    """What elements say themselves: by their attribute style, their name or their language."""
    said = dict[Any, Style]()
    for specificity, element, declarations, base_url in find_style_attributes(
        html.etree_element, presentational_hints, html.base_url
    ):
        declare(said.setdefault(element, {}), preprocess_declarations(base_url, declarations), "author", inf, specificity)
    return said

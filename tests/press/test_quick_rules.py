"""Elements get the rules that cssselect2 finds for each of them alone."""

from __future__ import annotations

import importlib.util
import random
from typing import Any
from xml.etree.ElementTree import Element, SubElement

import pytest
from cssselect2 import tree as patched
from cssselect2.tree import ElementWrapper

from reader.press.weasyprint_patched import weasyprint  # before the parts of it: it is told how to load

from reader.press.rules_by_place import StyleSheets  # isort: skip

RULES = (
    """
p / .a / #one / p.a.b / div p / div > .a / .a .b > i / p + i / p ~ i / #one ~ p / b:first-child / b:last-child / i:nth-child(2n)
i:nth-last-child(2) / p:first-of-type / i:only-child / div:empty / p:has(i) / div:has(> p.a) / p:has(+ .b) / p:has(~ i)
p:not(.a) / div:not(:has(b)) i / :is(.a, #one) b / a:link / [lang] / [lang|=fr] / [title] / [title=x] / [title*=y] / [title^=x] b
:lang(fr) i / a[title=x]:link / [class~=b] / * / p::before / .a::after / i:nth-child(2)::before
""".strip()
    .replace("\n", " / ")
    .split(" / ")
)
ATTRIBUTES = {"class": ("a", "b", "a b", "b  a", "A"), "title": ("x", "y", "xy"), "lang": ("fr", "fr-CA"), "id": ("one", "two"),
              "href": ("q", "r")}  # fmt: skip


def tree(dice: random.Random, most: int) -> Element:
    """A document of random elements; some have the same name, classes and attributes in the same place, and some don't."""
    made = [Element("html")]
    for _ in range(dice.randrange(most)):
        child = SubElement(dice.choice(made), dice.choice(("p", "div", "b", "i", "a")))
        child.attrib |= {name: dice.choice(values) for name, values in ATTRIBUTES.items() if not dice.randrange(4)}
        made.append(child)
    return made[0]


def test_they_are_those_that_are_found_for_each_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = importlib.util.find_spec(patched.__name__)
    assert spec is not None and spec.loader is not None
    unpatched = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(unpatched)
    sheets = tuple(
        (
            weasyprint.CSS(string="".join(f"{rule} {{ color: #{number:06x} }}" for number, rule in enumerate(rules))),
            "author",
            None,
        )
        for rules in (RULES[::2], RULES[1::2], RULES)
    )
    rules, dice, elements, seen = StyleSheets(sheets), random.Random(4), 0, []
    look = rules._seen
    monkeypatch.setattr(rules, "_seen", lambda element: seen.append(element) or look(element))
    for _ in range(200):
        root, places = tree(dice, 40), dict[Any, Any]()
        alone = {each.etree_element: each for each in unpatched.ElementWrapper.from_html_root(root).iter_subtree()}
        for wrapper in ElementWrapper.from_html_root(root).iter_subtree():
            element = wrapper.etree_element
            places[element] = rules.place(wrapper, wrapper.parent and places[wrapper.parent.etree_element])
            found, declared = rules.rules(wrapper, places[element])
            expected = [(at, *rule) for at, (sheet, *_) in enumerate(sheets) for rule in sheet.matcher.match(alone[element])]
            assert found == expected, (element.tag, element.attrib)
            last = {rule[3]: rule[4][0][-1] for rule in expected}
            assert {kind: own["color"][0] for kind, own in declared.items()} == {kind: each[1] for kind, each in last.items()}
            elements += 1
    assert elements > 3000 and len(seen) < elements * 0.9, "most are looked at alone"


def test_links_of_one_kind_stand_alike() -> None:
    sheets = ((weasyprint.CSS(string=":link { color: red } [title=x] { color: blue }"), "author", None),)
    rules, root = StyleSheets(sheets), Element("html")
    for address in ("q", "r", "s"):
        SubElement(root, "a", {"href": address, "id": address})
    html = ElementWrapper.from_html_root(root)
    above = rules.place(html, None)
    assert len({id(rules.place(each, above)) for each in html.iter_children()}) == 1

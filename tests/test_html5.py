"""Pages are read as a browser reads them, tag by tag or letter by letter: the tree is the same, and so is what was wrong."""

from __future__ import annotations

import gc
import random
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
from tinyhtml5 import treebuilder
from tinyhtml5.parser import HTMLParser
from tinyhtml5.tokenizer import HTMLTokenizer

from reader.render import html5

TREES = (
    '<!doctype html><p CLASS="a b" id=c title=\'d\' hidden>x<br/>y<hr />z</P >\n<ul><li>1<li>2</ul>',
    "&amp; &lt; &nosuch; <b><i>x</b></i> </p",
    '<svg viewBox="0 0 9 9" xlink:href="#a"><path d="M0 0"/></svg><table><p>x<tr><td data-a="&quot;&amp">1<td a a="2">3</table>',
    "<title>a<b>&amp;</title><style>p<q{}</style><script>'</p>'</script><textarea>\n<p></textarea><!-- a --><pre>\n\n x</pre>",
    '<a href="1">x<a href="2">y</a><p a="1" A="2" b="3"b="4" c = "5" d\n="6"\te="<>" é="7" 8="9" /=">z',
    'x</p a="1"></q/><1><?x><!y></>',
    "<p>a\x00b\r\n\tc\x0bd<p a='\x00' b\x00c=\"d\x00\">\ud800 \ufdd0<p><frameset><select><option><p></select><math><mi>x<p>",
    "", "<", "</", "<p", '<p a="', "<p a", "</p", " ", "x", "&", "<plaintext><p>", "<svg></p><![CDATA[x]]></svg>",
)  # fmt: skip


def read(html: str) -> tuple[bytes, Any]:
    """The tree, and each fault with its line and column."""
    parser = HTMLParser(namespace_html_elements=False)
    tree = ElementTree.tostring(parser.parse(html), "utf-8", short_empty_elements=False)
    return tree, parser.errors


def letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HTMLTokenizer, "data_state", HTMLTokenizer.data_state.__wrapped__)


@pytest.mark.parametrize("html", TREES)
def test_the_same_tree_and_the_same_faults(html: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = read(html)
    letter_by_letter(monkeypatch)
    assert whole == read(html)


def test_whatever_somebody_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of pages in any order, and longer than what is read from a stream at once."""
    dice = random.Random(7)
    signs = [*"<>/=\"'& \n!?-ap", *TREES, 'class="a"', "<p>", "</p>", "<b a=", "<i", "</table>", "<td>", "x" * 3000]
    texts = ["".join(dice.choices(signs, k=dice.randrange(1, 30))) for _ in range(300)]
    whole = [read(text) for text in texts]
    letter_by_letter(monkeypatch)
    assert whole == [read(text) for text in texts]


def test_nothing_is_left_for_later() -> None:
    """What the parser had around a tree goes with it, before anybody looks for garbage."""
    gc.collect()
    gc.disable()
    try:
        tree = html5.parse("<p>One <b>two</b></p>" * 9)
        left = [each for each in gc.get_objects() if isinstance(each, treebuilder.Element)]
    finally:
        gc.enable()
    assert left == [] and len(tree.findall("body/p/b")) == 9


def test_plain_tags_are_not_read_letter_by_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the mend would be gone, and nobody would see it."""

    def slow(_: object) -> bool:
        raise AssertionError

    monkeypatch.setattr(HTMLTokenizer, "tag_open_state", slow)
    html = '\n<html lang="en"><p class="a" id="b" hidden>x <b>y</b></p>\n<hr/><br />'  # its first sign opens the stream
    found = html5.parse(html)
    assert [element.tag for element in found.iter() if element.tag in ("p", "b", "hr")] == ["p", "b", "hr"]

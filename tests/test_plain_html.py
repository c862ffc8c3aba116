"""What the quick reader takes is the tree that a browser makes, and ends where it ends."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ElementTree

import pytest

from reader.render import html5, plain_html
from test_html5 import TREES

TAGS = sorted(plain_html._INSIDE.keys() - {"body"})
WRONG = ("<p/>", "</p>", "<i>", "<!-- ", "\0", "\r", "\x07", "&", "<article></article>", "<pre>x</pre>", "<select></select>",
         "<svg/>", "<p>a<p>", "<br></br>", "&#128;", "&Tab;", "&LT;p>", "&nvlt;", "&nosuch;", "&notit;",
         "<a href='x'>y</a>", "<tr></tr>", "<li>x</li>", "<caption>x</caption>")  # fmt: skip
SIGNS = [*["", "x", " ", "\n", "<br />", "&rsquo;", "&amp;", "&#39;"] * 30, *WRONG]
ABOUTS = [
    *[""] * 90,
    ' class="a b"',
    " hidden",
    ' id=""',
    ' href="java&Tab;script:x"',
    ' a="<"',
    " a=a",
    ' a="x\ny"',
    ' a="1" a="2"',
    *[' viewBox="0 0 9 9"', ' x1="1" aria-label="x"', ' fill="none"'] * 5,
    ' aria-Label="x"',
    ' viewbox="0"',
    ' pathlength="1"',
    ' pathLength="1"',
    ' Class="a"',
    ' xml:space="preserve"',
    ' xmlns="http://www.w3.org/2000/svg"',
]


def same(html: str) -> bool:
    """Whether the quick reader takes a text; then its tree has to be the other one's, alone and within a page."""
    quick = plain_html.body(html)
    if quick is None:
        return False
    assert tree(quick) == tree(html5.parse(html).findall("body")[0]), html
    assert frame(html) == frame(""), html
    return True


def tree(element: ElementTree.Element) -> bytes:
    return ElementTree.tostring(element)


def frame(html: str) -> bytes:
    """What stands around a text in a page."""
    page = html5.parse(f'<!doctype html><p>a</p><article class="text">{html}</article><p>b</p>')
    article = next(page.iter("article"))
    article[:], article.text = [], ""
    return tree(page)


def soup(dice: random.Random, parent: str, deep: int) -> str:
    """Tags in pairs, most of them where they may stand, now and then with something wrong."""
    tag = dice.choice((dice.randrange(60) and sorted(plain_html._INSIDE[parent])) or TAGS)
    if tag in ("br", "hr", "img", "wbr") or not plain_html._INSIDE[parent]:
        return "<hr />" if parent == "body" else "<br />"
    inside = "".join(soup(dice, tag, deep - 1) for _ in range(dice.randrange(4))) if deep else ""
    sign = dice.choice(("", "\n")) if parent in plain_html._ROWS and dice.randrange(30) else dice.choice(SIGNS)
    return f"{sign}<{tag}{dice.choice(ABOUTS)}>{inside}</{tag}>"


def test_whatever_stands_in_pairs() -> None:
    dice = random.Random(7)
    taken = sum(same("".join(soup(dice, "body", 4) for _ in range(dice.randrange(4)))) for _ in range(2_000))
    assert 600 < taken < 1_900


@pytest.mark.parametrize("html", TREES)
def test_what_takes_a_browser_is_left_to_it(html: str) -> None:
    same(html)


@pytest.mark.parametrize(
    "html", [" <p>x</p>", "<p>a<p>b", "<table><p>x</p></table>", "<ul><p>x</p></ul>", "<pre>\nx</pre>", "<b/>x"]
)
def test_it_does_not_guess(html: str) -> None:
    assert plain_html.body(html) is None


def test_a_page_as_markdown_writes_it_is_read_quickly() -> None:
    text = "<h1>A</h1>\n<p>It&rsquo;s <b>x</b>,<br />\ny</p>\n<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n</table>"
    text += '<p><svg viewBox="0 0 9 9" aria-label="b"><g><path d="M0 0"></path></g></svg></p>'
    assert same(text)

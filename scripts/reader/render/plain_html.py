"""HTML that is XML as well, read by a quicker reader: the tree that a browser makes, or none.

Markdown writes nearly all pages so. Where each element stands in one that may hold it, a browser closes nothing by itself,
opens nothing and moves nothing: the tree is what the tags say.
"""

from __future__ import annotations

import re
from html.entities import html5 as letters
from xml.etree.ElementTree import XML, Element, ParseError

from reader.render import balance, drawing

_MARKS = "a abbr b br cite code del em i img ins kbd q s small span strong sub sup svg time u wbr"
_LINES = "h1 h2 h3 h4 h5 h6 p summary dt"
_BLOCKS = "article blockquote details div dl footer h1 h2 h3 h4 h5 h6 header hr nav ol p section table ul"
_AROUND = "article blockquote body details dd div footer header li nav section td th"
_PARTS = {"ul": "li", "ol": "li", "dl": "dt dd", "table": "thead tbody", "thead": "tr", "tbody": "tr", "tr": "td th", "hr": ""}
_DRAWN = frozenset(["svg", "g", "circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "text", "title", "tspan"])
_ON_DRAWN = frozenset(name for name in drawing.ATTRIBUTES if name.islower()) | {"viewBox", "focusable", "role"}
_INSIDE = {  # what may stand in what
    **dict.fromkeys(f"{_MARKS} {_LINES}".split(), frozenset(_MARKS.split())),
    **dict.fromkeys(_AROUND.split(), frozenset(f"{_MARKS} {_BLOCKS} summary".split())),
    **dict.fromkeys(_DRAWN, _DRAWN - {"svg"}),
    "title": frozenset(),
    **{name: frozenset(parts.split()) for name, parts in _PARTS.items()},
}
_ROWS = frozenset(("table", "thead", "tbody", "tr"))  # no words stand between their parts
_OTHERWISE = [  # what the two read differently, one by one: together they take three times as long
    re.compile(each)
    for each in (
        "</(?:br|hr|img|wbr)>", "<(?!(?:br|hr|img|wbr)[ /])[^<>]*+(?<=/)>", r"<[^<>\t\n]*+[\t\n]", "&#(?!39;|x27;)", r"\r"
    )
]  # fmt: skip
_SIGN = re.compile("&(?!(?:amp|lt|gt|quot);)[a-zA-Z]+;")  # one that XML does not know


def body(html: str) -> Element | None:
    """The body that a browser makes of a piece of HTML; None where it takes a browser to tell."""
    html = _SIGN.sub(_letter, html)
    if html[:1].isspace() or any(each.search(html) for each in _OTHERWISE) or not balance.is_balanced(html):
        return None
    try:
        tree = XML(f"<body>{html}</body>")
    except ParseError:
        return None
    if not all(map(_holds, tree.iter())):
        return None
    for part in [part for svg in tree.iter("svg") for part in svg.iter()]:
        part.tag = f"{{http://www.w3.org/2000/svg}}{part.tag}"
    return tree


def _letter(sign: re.Match[str]) -> str:
    """The letter that a sign stands for; one that would be read as part of a tag stays a sign, which XML refuses."""
    letter = letters.get(sign[0][1:], "&")
    return sign[0] if any(mark in letter for mark in '<>&"') else letter


def _holds(element: Element) -> bool:
    """Whether an element may hold what stands in it, and is said as a browser says it."""
    known = _INSIDE.get(element.tag)
    if element.tag in _DRAWN:
        if not all(name in _ON_DRAWN or (name.startswith("aria-") and name.islower()) for name in element.attrib):
            return False
    elif not all(map(str.islower, element.attrib)):
        return False
    if element.tag in _ROWS and any((text or "").strip(" \n") for text in (element.text, *(child.tail for child in element))):
        return False
    return known is not None and known.issuperset([child.tag for child in element])

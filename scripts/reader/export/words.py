"""What a tree of elements says in plain words: marks, blanks, boxes, links that can't be pressed."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element

from reader.source.blank import underscores

BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "td",
    "th", "hr", "pre", "blockquote", "section", "details", "summary",
}  # fmt: skip
Said = Callable[[Element], str]


def tag(element: Element) -> str:
    """The name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def classes(element: Element) -> list[str]:
    """Its classes."""
    return element.get("class", "").split()


def is_seen(element: Element) -> bool:
    """Whether people see it: no comment, not hidden."""
    return isinstance(element.tag, str) and "hidden" not in element.attrib


def blank(element: Element) -> int:
    """How many underscores a blank was typed with; 0 for what is none."""
    return underscores(element.get("style", "")) if "blank" in classes(element) else 0


def is_ticked(item: Element) -> bool:
    """Whether an entry of a list begins with a box."""
    first = next(iter(item), None)
    return first is not None and "box" in classes(first) and not (item.text or "").strip()


def picture(element: Element) -> str:
    """The words of a drawing or a picture; empty for what only adorns."""
    return " ".join((element.get("aria-label") or element.get("alt") or "").split())


def said(element: Element, link: Said = lambda _: "") -> str:
    """The words inside an element, in one line. `link` says what stands behind the words of a link."""
    return " ".join(_said(element, link).split())


def _said(element: Element, link: Said) -> str:
    words = element.text or ""
    for child in element:
        words += (_of(child, link) if is_seen(child) else "") + (child.tail or "")
    return words


def _of(child: Element, link: Said) -> str:
    name, kinds = tag(child), classes(child)
    if length := blank(child):
        return "_" * length
    if "box" in kinds:
        return "[ ] "
    if name == "sup" and "note" in kinds:
        return f" [{said(child)}]"
    if name in ("svg", "img"):
        return f"[Picture: {words}]" if (words := picture(child)) else ""
    if name == "br":
        return "\n"
    if name == "wbr":
        return ""
    words = _said(child, link)
    if name == "a":
        return words + link(child)
    return f" {words} " if name in BLOCKS else words


def rows(table: Element) -> tuple[list[Element], list[list[Element]]]:
    """A table's headings, and the cells of its rows."""
    lines = [[cell for cell in row if tag(cell) in ("td", "th")] for row in table.iter() if tag(row) == "tr"]
    heads = next((line for line in lines if line and all(tag(cell) == "th" for cell in line)), [])
    return heads, [line for line in lines if line and line is not heads]

"""A page's elements: what ElementTree leaves to those who use it."""

from __future__ import annotations

from xml.etree.ElementTree import Element


def take_out(parent: Element, child: Element) -> None:
    """Take a child out without losing the text behind it."""
    at = list(parent).index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)

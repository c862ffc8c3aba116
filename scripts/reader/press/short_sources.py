"""The list of sources as paper has it: publisher, short title, date. The site has it whole, with what each adds."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

LONGEST = 40  # letters of a title; a longer one ends at a word before that
_END = re.compile(r"[\s,:;(–-]+$")


def shorten(listing: Element) -> None:
    """Cut titles, and leave out the lines below a source."""
    for item in listing:
        for part in item:
            if part.tag in ("a", "cite") and part.text:
                part.text = short(part.text)
        for below in item.findall("ul"):
            item.remove(below)


def short(title: str) -> str:
    """The title, or as many whole words of it as fit, and three dots."""
    if len(title) <= LONGEST:
        return title
    return f"{_END.sub('', title[: LONGEST + 1].rpartition(' ')[0] or title[:LONGEST])} …"

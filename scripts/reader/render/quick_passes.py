"""Python-Markdown 3.11, whose passes over a finished tree ask less: the same elements with less work.

Which tags are blocks is asked several times of each element, and looked up in a list of seventy; a list of headings is looked
for in the text of each element and of all around it; letters that were kept from Markdown are put back where there are none.
Each could go upstream as it is.
"""

from __future__ import annotations

import functools
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import TocTreeprocessor
from markdown.treeprocessors import UnescapeTreeprocessor
from markdown.util import STX


def apply() -> None:
    """Put it into Python-Markdown."""
    marker: Any = TocTreeprocessor
    marker.replace_marker = _marked(marker.replace_marker)
    letters: Any = UnescapeTreeprocessor
    letters.run = functools.wraps(letters.run)(_put_back)


def install(md: Markdown) -> None:
    """What is a block no longer changes once a page is read."""
    md.is_block_level = functools.cache(md.is_block_level)  # type: ignore[method-assign]


def _marked(replace: Any) -> Any:
    @functools.wraps(replace)
    def replace_marker(self: Any, root: Element, listing: Element) -> None:
        """Put a list of headings where the text asks for it, if it does."""
        if self.marker in "".join(root.itertext()):
            replace(self, root, listing)

    return replace_marker


def _put_back(self: Any, root: Element) -> None:
    """Put back the letters that were kept from Markdown."""
    for element in root.iter():
        if element.text and STX in element.text and element.tag != "code":
            element.text = self.unescape(element.text)
        if element.tail and STX in element.tail:
            element.tail = self.unescape(element.tail)

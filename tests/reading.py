"""A finished page as a tree, read without a browser: quick enough for every page, where nothing is looked at or pressed."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Hashable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TypeVar
from xml.etree.ElementTree import Element

T = TypeVar("T", bound=Hashable)
_EMPTY = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tree = ElementTree.TreeBuilder()
        self.open: list[str] = []
        self.tree.start("document", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        if tag in _EMPTY:
            self.tree.end(tag)
        else:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tree.start(tag, {name: value or "" for name, value in attrs})
        self.tree.end(tag)

    def handle_endtag(self, tag: str) -> None:
        while tag in self.open:
            last = self.open.pop()
            self.tree.end(last)
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        self.tree.data(data)


def tree(html: str) -> Element:
    """The page below one element `document`; what is left open is closed where its parent ends."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for tag in reversed(reader.open):
        reader.tree.end(tag)
    reader.tree.end("document")
    return reader.tree.close()


def page(site: Path, address: str) -> Element:
    """The page of a site at an address below its root; any that is not there is the page for lost visitors."""
    file = site / address / "index.html"
    return tree((file if file.is_file() else site / "404.html").read_text(encoding="utf-8"))


def words(element: Element) -> str:
    """The words of an element, with single spaces."""
    return " ".join("".join(element.itertext()).split())


def of_class(top: Element, name: str) -> Iterator[Element]:
    """All elements of a class, in their order."""
    return (element for element in top.iter() if name in element.get("class", "").split())


def kinds(top: Element) -> set[tuple[str, str, str]]:
    """The kinds of element on a page: their names, classes and roles. A drawing counts as one."""
    drawn = {part for svg in top.iter("svg") for part in svg.iter() if part is not svg}
    return {
        (element.tag, " ".join(sorted(element.get("class", "").split())), element.get("role", ""))
        for element in top.iter()
        if element not in drawn
    }


def telling(site: Path, addresses: list[str], what: Callable[[Element], set[T]]) -> list[str]:
    """A few of these pages, rather short ones, on which together stands everything of them all; the richest first."""
    trees = {address: page(site, address) for address in addresses}
    of_page = {address: what(tree) for address, tree in trees.items()}
    length = {address: sum(1 for _ in tree.iter()) for address, tree in trees.items()}
    left, found = set[T]().union(*of_page.values()), []
    while left:
        richest = max(addresses, key=lambda address: len(of_page[address] & left) / length[address])
        left -= of_page[richest]
        found.append(richest)
    return found

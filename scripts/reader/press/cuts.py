"""What the pages of a chapter cut in two that should stay whole, and what stands alone at the foot or the head of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from reader.press import chapter
from reader.press.material import Text
from reader.press.paper_html import anchor
from reader.press.strip import PAGE, POINT, Layout
from reader.press.typography import kept_whole

_TITLES = ("h2", "h3", "h4")


@dataclass(frozen=True)
class Cut:
    """A letter, table or short list that a page ends in (or a step, a line, a heading alone), on which pages, its first words."""

    kind: str
    pages: tuple[int, ...]
    words: str
    file: str

    def __str__(self) -> str:
        return f"{self.kind} on pages {' and '.join(map(str, self.pages))}, in docs/{self.file}: “{self.words}”"


def of(text: Text, cache: Path) -> list[Cut]:
    """Lay out a chapter and look at all its pages. What is higher than a page has to be cut, and does not count. Needs Pango."""
    files = {anchor(page.path): page.path for page in text.subject.pages}
    pages = Layout(chapter.html(text), text.book.root, cache).pages()
    return [Cut(kind, on, words, files.get(article, "")) for kind, on, words, article in _found(pages)]


def _found(pages: list[Any]) -> Iterator[tuple[str, tuple[int, ...], str, str]]:
    seen: dict[int, tuple[Element, str, dict[int, float]]] = {}
    for number, page in enumerate(pages, 1):
        last = None
        for box, article, owner in _inside(page._page_box, "", None):
            if owner is not None and box.element is owner:
                on = seen.setdefault(id(owner), (owner, article, {}))[2]
                on[number] = max(on.get(number, 0.0), box.height * POINT)
            if type(box).__name__ == "LineBox":
                last = box, article
        if last and last[0].element.tag in _TITLES:
            yield "a heading alone", (number,), _words(last[0].element), last[1]
    for element, article, on in seen.values():
        if len(on) > 1 and sum(on.values()) <= PAGE:
            yield _kind(element), tuple(on), _words(element), article
    yield from _alone(pages)


def _alone(pages: list[Any]) -> Iterator[tuple[str, tuple[int, ...], str, str]]:
    """Steps and lines of which a page has only one, with the others on the next page or the one before."""
    held: dict[int, tuple[Element, str, dict[int, int]]] = {}
    for number, page in enumerate(pages, 1):
        for box, article, _ in _inside(page._page_box, "", None):
            if box.element_tag not in ("ol", "p", "li") or not article or box.element_tag != box.element.tag:
                continue
            inside = [child for child in box.children if box.element_tag == "ol" or type(child).__name__ == "LineBox"]
            if inside:
                on = held.setdefault(id(box.element), (box.element, article, {}))[2]
                on[number] = on.get(number, 0) + len(inside)
    for element, article, on in held.values():
        if len(on) > 1 and 1 in (on[min(on)], on[max(on)]):
            yield "a step alone" if element.tag == "ol" else "a line alone", tuple(on), _words(element), article


def _inside(box: Any, article: str, owner: Element | None) -> Iterator[tuple[Any, str, Element | None]]:
    """All boxes of a page's text, each with the article and what is kept whole around it."""
    element = box.element
    if isinstance(element, Element) and box.element_tag == element.tag:
        article = element.get("id", "") if element.tag == "article" else article
        owner = element if article and owner is None and kept_whole(element) else owner
    yield box, article, owner
    for child in getattr(box, "children", ()):
        if type(child).__name__ != "MarginBox":
            yield from _inside(child, article, owner)


def _kind(element: Element) -> str:
    return {"table": "a table", "ol": "a list"}.get(element.tag, "a letter")


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())[:60]

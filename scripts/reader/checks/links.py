"""Links lead to pages, headings and pictures that exist; pictures have words for those who don't see them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from reader.render.anchors import of_headings as anchors_of_headings
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.page import Page
from reader.source.prose import prose
from reader.source.syntax import FACT

NAME = "links"
SEVERITY = "stop"
_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_REFERENCE = re.compile(r"^[ >]*\[([^\]^]+)\]:\s+\S+", re.MULTILINE)


def check(book: Book) -> Iterator[Finding]:
    """Follow every link of every page."""
    anchors = anchors_of(book)
    for page in book.texts:
        text = prose(page)
        for match in _REFERENCE.finditer(text.text):
            yield Finding(page.file, text.line(match.start()), NAME, "write the address into the link itself: [words](page.md)")
        for match in _LINK.finditer(text.text):
            picture, words, target = match[1] == "!", match[2], match[3]
            line = text.line(match.start())
            if target.startswith(FACT):
                if picture:
                    yield Finding(page.file, line, NAME, f"{target} is a value and no picture; take out the ! before the bracket")
                continue
            if picture and not words.strip():
                yield Finding(page.file, line, NAME, f"the picture {target} has no words; write what it shows between the "
                              "brackets: ![a person on their side](…)")  # fmt: skip
            if not target:
                yield Finding(page.file, line, NAME, f"the link “{words}” leads nowhere; write where to")
            elif wrong := problem(book, anchors, page.path, target, picture):
                yield Finding(page.file, line, NAME, wrong)


def anchors_of(book: Book) -> dict[str, set[str]]:
    """The places that a link may name, by the path of their page."""
    return {page.path: set(_anchors(page, book)) for page in book.pages}


def _anchors(page: Page, book: Book) -> Iterator[str]:
    """The ids of its headings, and those of what is made on it."""
    for _, name in anchors_of_headings(page):
        yield name
    yield "sources"
    for fact in book.listed(page):
        yield f"fact-{fact.id}"
        yield f"facts-{fact.folder}"
    for letters in page.places("glossary"):
        first, _, last = letters[0].partition("-")
        yield from (term.id for term in book.glossary.terms if term.is_among(first, last))


def problem(book: Book, anchors: dict[str, set[str]], here: str, target: str, picture: bool = False) -> str:
    """What is wrong with a link from the page with the path `here`; an empty text if nothing is."""
    parts = urlsplit(target)
    if parts.scheme in ("http", "https", "mailto", "tel"):
        return "a picture from another site makes every reader ask that site; put a copy in docs/assets" if picture else ""
    if parts.scheme:
        return f"“{target}” is not an address we know; write a page, a heading, or https://…"
    if target.startswith("/"):
        return f"“{target}” begins at the server's root, which differs from host to host; write it from this page"
    path = posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(parts.path))) if parts.path else here
    if path.startswith(".."):
        return f"“{target}” leads out of docs/; write it from this page, like ../overdose/respond.md"
    if path not in anchors:
        if path.endswith(".md") or not posixpath.splitext(path)[1]:
            return f"there is no page “{target}”{_near(path, anchors, here)}; if it is not written yet, leave plain words"
        return "" if (book.root / "docs" / path).is_file() else f"there is no file docs/{path}"
    if parts.fragment and parts.fragment not in anchors[path]:
        known = ", ".join(f"#{name}" for name in sorted(anchors[path] - {"sources"}) if not name.startswith("fact"))
        return f"there is no heading “#{parts.fragment}” on docs/{path}; it has {known}"
    return ""


def _near(path: str, anchors: dict[str, set[str]], here: str) -> str:
    name = posixpath.basename(path).removesuffix(".md")
    same = [other for other in anchors if posixpath.basename(other).removesuffix(".md") == name]
    return f"; did you mean {posixpath.relpath(same[0], posixpath.dirname(here) or '.')}?" if same else ""

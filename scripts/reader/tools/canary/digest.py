"""What a built site shows, page by page, as lists of words that can be laid beside those of another site.

What only looks different is made alike: white space, and the many ways to write an address inside the site.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import tinyhtml5

# What is compared → page (or file) → what it shows there, in the order of the page.
Digest = dict[str, dict[str, list[str]]]
_SITE = "the site"  # the “page” of what is said of the site as a whole
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NO_WORDS = frozenset(("script", "style", "svg"))
_UNSEARCHED = "data-search-exclude"
_SIDES = frozenset(("rel", "name", "property", "http-equiv", "content", "href", "type", "sizes", "media", "charset"))


def of_site(site: Path, entries: list[dict[str, Any]]) -> Digest:
    """Read a finished site; `entries` are what its search knows. Raises OSError when it is not there."""
    pages = sorted(file.relative_to(site).as_posix() for file in site.rglob("*.html"))
    others = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file() and file.suffix != ".html")
    found: Digest = {"pages": {_SITE: pages}, "other files": {_SITE: others}}
    for path in pages:
        for what, shown in of_page(path, (site / path).read_text(encoding="utf-8")).items():
            found.setdefault(what, {})[path] = shown
    found["search entries"] = {}
    for entry in entries:
        page = entry["url"].partition("#")[0]
        shown = found["search entries"].setdefault(f"{page}index.html", [])
        shown.append(f"{entry['title']} → {entry['url']}: {' '.join(entry['text'].split())}")
    found["facts.json"] = {"facts.json": (site / "facts.json").read_text(encoding="utf-8").splitlines()}
    return found


def of_page(path: str, html: str) -> dict[str, list[str]]:
    """What one page shows, by what is compared; `path` is its place in the site."""
    document = tinyhtml5.parse(html, namespace_html_elements=False)
    article = next(document.iter("article"), Element("article"))
    return {what: list(read(path, document, article)) for what, read in _READ.items()}


def _titles(path: str, document: Element, article: Element) -> Iterator[str]:
    yield from (_words(element) for element in document.iter("title"))
    yield from (_words(element) for element in article.iter("h1"))


def _headings(path: str, document: Element, article: Element) -> Iterator[str]:
    for element in article.iter():
        if element.tag in _HEADINGS:
            yield f"{element.tag} {_words(element)} #{element.get('id', '')}"


def _anchors(path: str, document: Element, article: Element) -> Iterator[str]:
    yield from (element.attrib["id"] for element in article.iter() if "id" in element.attrib)


def _text(path: str, document: Element, article: Element) -> Iterator[str]:
    yield from _pieces(article)


def _links(path: str, document: Element, article: Element) -> Iterator[str]:
    for link in article.iter("a"):
        yield _link(path, link)


def _facts(path: str, document: Element, article: Element) -> Iterator[str]:
    for element in article.iter():
        if "fact" in _classes(element):
            yield f"{_words(element)} ({element.get('class')}) {element.get('href', '')}".strip()


def _notes(path: str, document: Element, article: Element) -> Iterator[str]:
    for mark in article.iter("sup"):
        if "note" in _classes(mark):
            yield from (_link(path, link) for link in mark.iter("a"))


def _sources(path: str, document: Element, article: Element) -> Iterator[str]:
    for section in article.iter():
        if "sources" in _classes(section):
            yield from (f"{_words(item)} #{item.get('id', '')}" for item in section.iter("li"))


def _elements(path: str, document: Element, article: Element) -> Iterator[str]:
    """The article tag by tag, without its words."""
    for element in article.iter():
        rows = ((name, _place(path, value) if name in ("href", "src") else value) for name, value in element.items())
        yield " ".join([str(element.tag), *(f'{name}="{value}"' for name, value in sorted(rows) if name != _UNSEARCHED)])


def _unsearched(path: str, document: Element, article: Element) -> Iterator[str]:
    yield from (str(element.tag) for element in article.iter() if _UNSEARCHED in element.attrib)


def _contents(path: str, document: Element, article: Element) -> Iterator[str]:
    for nav in _navs(document, "contents"):
        for link in nav.iter("a"):
            yield f"{_link(path, link)}{' (here)' if link.get('aria-current') else ''}"


def _turns(path: str, document: Element, article: Element) -> Iterator[str]:
    for link in document.iter("link"):
        if link.get("rel") in ("prev", "next"):
            yield f"{link.get('rel')} → {_place(path, link.get('href', ''))}"
    for nav in _navs(document, "turn"):
        yield from (f"{link.get('rel', '')}: {_link(path, link)}" for link in nav.iter("a"))


def _cover(path: str, document: Element, article: Element) -> Iterator[str]:
    yield "is the cover" if "cover" in _classes(article) else "is no cover"
    yield "with contents" if any(_navs(document, "contents")) else "without contents"
    for link in document.iter("a"):
        if "brand" in _classes(link):
            yield f"{_link(path, link)}{' (here)' if link.get('aria-current') else ''}"


def _skip_link(path: str, document: Element, article: Element) -> Iterator[str]:
    ids = {element.get("id") for element in document.iter()}
    for link in document.iter("a"):
        if "md-skip" in _classes(link):
            target = link.get("href", "")
            yield f"{_words(link)} → {target}{'' if target.removeprefix('#') in ids else ' (leads nowhere)'}"


def _edited(path: str, document: Element, article: Element) -> Iterator[str]:
    yield from (_words(element) for element in document.iter("p") if "edited" in _classes(element))
    yield from (meta.get("content", "") for meta in document.iter("meta") if meta.get("name") == "revised")


def _loads(path: str, document: Element, article: Element) -> Iterator[str]:
    for element in document.iter():
        if element.tag == "script":
            yield f"script {_place(path, element.get('src', ''))} {_words(element)}".strip()
        elif element.tag == "style" or (element.tag == "link" and element.get("rel") == "stylesheet"):
            yield f"style {_place(path, element.get('href', ''))} {_words(element)}".strip()


def _head(path: str, document: Element, article: Element) -> Iterator[str]:
    for element in document.iter():
        if element.tag == "html":
            yield f"language {element.get('lang')}"
        elif element.tag == "meta" or (element.tag == "link" and element.get("rel") not in ("stylesheet", "prev", "next")):
            rows = ((name, _place(path, value) if name == "href" else value) for name, value in element.items())
            yield " ".join([element.tag, *(f'{name}="{value}"' for name, value in sorted(rows) if name in _SIDES)])


def _around(path: str, document: Element, article: Element) -> Iterator[str]:
    """Header and footer: what stands on every page."""
    for name in ("header", "footer"):
        for element in document.iter(name):
            if element not in set(article.iter()):
                yield from _pieces(element)
                yield from (_link(path, link) for link in element.iter("a"))


_READ: dict[str, Callable[[str, Element, Element], Iterator[str]]] = {
    "titles": _titles, "headings": _headings, "anchors": _anchors, "words": _text, "links": _links, "facts": _facts,
    "notes": _notes, "sources": _sources, "tags of the text": _elements,
    "marks for the search": _unsearched, "contents": _contents, "before and after": _turns,
    "cover": _cover, "skip link": _skip_link, "last edited": _edited, "head": _head, "header and footer": _around,
    "styles and scripts": _loads,
}  # fmt: skip


def _navs(document: Element, name: str) -> Iterator[Element]:
    yield from (nav for nav in document.iter("nav") if name in _classes(nav))


def _classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def _words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _pieces(element: Element) -> Iterator[str]:
    """The words between tags, piece by piece; drawings have none."""
    if not isinstance(element.tag, str) or element.tag.rpartition("}")[2] in _NO_WORDS:
        return
    if piece := " ".join((element.text or "").split()):
        yield piece
    for child in element:
        yield from _pieces(child)
        if piece := " ".join((child.tail or "").split()):
            yield piece


def _link(path: str, link: Element) -> str:
    return f"{_words(link) or '(no words)'} → {_place(path, link.get('href', ''))}"


def _place(path: str, target: str) -> str:
    """Where an address on the page `path` leads: a path below the site's root, `/` being the cover; others stay as they are."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or (target.startswith("#") and len(target) > 1):
        return target
    where = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), unquote(parts.path)))
    where = "/" + where.lstrip("/").removesuffix("index.html").rstrip("/")
    return f"{where}{'?' if parts.query else ''}{parts.query}{'#' if parts.fragment else ''}{parts.fragment}"

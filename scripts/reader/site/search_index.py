"""What the search knows, in two files: first what pages are called and are about, then every line of their text.

Both are scripts, since a page opened from a disk may load scripts and may not fetch files. docs/assets/js/ask.js reads them.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markdown.extensions.toc import slugify

from reader.checks.built_pages import without_edition
from reader.site import sections
from reader.site.sections import Section
from reader.source.book import Book
from reader.source.memory import Memory
from reader.source.page import Page

FIRST, TEXT = "search/first.js", "search/text.js"
_FIRST_IS, _TEXT_IS = "readerFirst=", "readerText="
_LEFT_OUT = "about/facts"  # a list of everything would be the answer to everything
_SOURCES = "sources"


@dataclass(frozen=True)
class Entry:
    """A page of the book and the sections that its finished HTML shows."""

    page: Page
    sections: list[Section]


def entries(site: Path, book: Book) -> list[Entry]:
    """Every page of the book as it stands in `site`, in reading order."""
    memory = Memory(book.root / ".cache/sections.json", sections.__file__)
    found = [Entry(page, _sections(site, page, memory)) for page in book.pages]
    memory.keep()
    return found


def write(site: Path, book: Book) -> None:
    """Put the two files of the search into the site, with the words that mean the same to who searches, and what people ask."""
    alike, found = book.alike.groups, entries(site, book)
    (site / FIRST).parent.mkdir(exist_ok=True)
    text = [[section.lines for section in entry.sections] for entry in found]
    pages = [_page(entry) for entry in found]
    asked = [book.asked.questions.get(entry.page.path, []) for entry in found]
    edition = hashlib.sha256(_json([pages, text, alike, asked]).encode()).hexdigest()[:12]  # the two belong together
    (site / FIRST).write_text(f"{_FIRST_IS}{_json({'edition': edition, 'alike': alike, 'pages': pages})};\n", encoding="utf-8")
    (site / TEXT).write_text(f"{_TEXT_IS}{_json({'edition': edition, 'pages': text, 'asked': asked})};\n", encoding="utf-8")


def read(site: Path) -> list[dict[str, Any]]:
    """The sections that the search of a finished site knows: {url, page, number, title, also, text}, text by lines."""
    first = json.loads(_after(_FIRST_IS, site / FIRST))
    text = json.loads(_after(_TEXT_IS, site / TEXT))
    docs = []
    for (url, number, page, summary, also, headings, _), texts in zip(first["pages"], text["pages"], strict=True):
        for (anchor, title), lines in zip([("", page), *map(_anchored, headings)], texts, strict=True):
            docs.append(
                {
                    "url": f"{url}#{anchor}" if anchor else url,
                    "page": page,
                    "number": number,
                    "title": title,
                    "also": [] if anchor else also,
                    "text": "\n".join(lines if anchor else [summary, *lines]),
                }
            )
    return docs


def _page(entry: Entry) -> list[Any]:
    page, headings = entry.page, [_heading(section) for section in entry.sections[1:]]
    return [quote(page.url), page.number, page.title, page.summary, list(page.also), headings, page.chapter]


def _heading(section: Section) -> str | list[str]:
    """The words alone where the anchor follows from them, as it nearly always does; ask.js makes it again."""
    return section.title if _anchored(section.title)[0] == section.anchor else [section.anchor, section.title]


def _anchored(heading: str | list[str]) -> list[str]:
    return [slugify(heading, "-"), heading] if isinstance(heading, str) else heading


def _sections(site: Path, page: Page, memory: Memory) -> list[Section]:
    article = sections.article(without_edition((site / page.url / "index.html").read_text(encoding="utf-8")))
    said = memory.of(article.encode(), lambda: [astuple(section) for section in sections.of_article(article)])
    found = [Section(*each) for each in said]
    return found[:1] if page.url.startswith(_LEFT_OUT) else [each for each in found if each.anchor != _SOURCES]


def _json(what: Any) -> str:
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))


def _after(name: str, file: Path) -> str:
    return file.read_text(encoding="utf-8").removeprefix(name).rstrip(";\n")

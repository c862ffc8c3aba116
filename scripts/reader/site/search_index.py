"""What the search knows: sections of pages as the engine found them, with the words people type for them."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from reader.source.book import Book

_TAG = re.compile(r"<[^>]+>")
_BREAK = re.compile(r"</(?:p|li|td|th|dd|dt|h\d|div)>|<br\s*/?>")
_NAME = "readerIndex="
_LEFT_OUT = "about/facts"  # a list of everything would be the answer to everything


def make(engine_index: str, book: Book) -> str:
    """Turn the engine's search_index.json into ours: one object a section, in reading order.

    Returns JSON: {"docs": [{id, url, page, number, title, also, text}]}; `also` stands with a page's first section.
    """
    pages = {page.url: page for page in book.pages}
    order = {url: place for place, url in enumerate(pages)}
    found: list[dict[str, Any]] = json.loads(engine_index)["docs"]
    docs: list[dict[str, Any]] = []
    for entry in sorted(found, key=lambda entry: order.get(entry["location"].partition("#")[0], len(order))):
        url, _, anchor = entry["location"].partition("#")
        if url not in pages or (url.startswith(_LEFT_OUT) and anchor) or anchor == "sources":
            continue
        page = pages[url]
        docs.append(
            {
                "id": len(docs),
                "url": entry["location"],
                "page": page.title,
                "number": page.number,
                "title": plain(entry["title"]) if anchor else page.title,
                "also": [] if anchor else list(page.also),
                "text": plain(entry["text"]) if anchor else f"{page.summary} {plain(entry['text'])}".strip(),
            }
        )
    return json.dumps({"docs": docs}, ensure_ascii=False, separators=(",", ":"))


def script(docs: str) -> str:
    """The JSON of `make` as a script: a page opened from a disk may load scripts, and may not fetch files."""
    return f"{_NAME}{docs};\n"


def read(script: str) -> list[dict[str, Any]]:
    """The sections that a script holds."""
    docs: list[dict[str, Any]] = json.loads(script.removeprefix(_NAME).rstrip(";\n"))["docs"]
    return docs


def plain(text: str) -> str:
    """Text without tags; the end of a block ends a sentence, or the matching sentence runs on."""
    text = _BREAK.sub(" ¶ ", text)
    text = html.unescape(_TAG.sub("", text))
    text = re.sub(r"\s*¶[\s¶]*", lambda _: "\n", text)
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())

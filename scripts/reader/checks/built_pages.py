"""A built page as the last checks read it: its ids, what it loads, where it links to, what it says."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader import files
from reader.render import allowed, balance, drawing, html5, plain_html, tag_reader
from reader.render.tag_reader import TagReader
from reader.source.history import with_edition

# Tags that make a browser fetch something by themselves. A link that a person has to press is not among them.
_LOADS = {
    "img": ("src", "srcset"), "script": ("src",), "iframe": ("src",), "source": ("src", "srcset"), "video": ("src", "poster"),
    "audio": ("src",), "embed": ("src",), "object": ("data",), "use": ("href", "xlink:href"), "image": ("href", "xlink:href"),
    "track": ("src",), "input": ("src",), "form": ("action",),
}  # fmt: skip
_LOADING_LINKS = frozenset(
    ("stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest")
)
_EDITION = re.compile(r'<span class="edition"> Edition ([^<>&]+)\.</span>')
_DAY = re.compile(r'<meta name="revised" content="[\d-]*">|<p class="edited" data-search-exclude>[^<]*</p>')
_PARTS = (
    __file__,
    allowed.__file__,
    balance.__file__,
    drawing.__file__,
    html5.__file__,
    plain_html.__file__,
    tag_reader.__file__,
)
_ITSELF = b"".join(Path(name).read_bytes() for name in _PARTS)  # another way of reading finds other things


@dataclass
class Built:
    """One HTML file. Places are (value, line)."""

    path: str
    ids: list[tuple[str, int]] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    loads: list[tuple[str, int]] = field(default_factory=list)
    words: list[tuple[str, int]] = field(default_factory=list)
    code: list[tuple[str, int]] = field(default_factory=list)  # styles and scripts written into the page itself
    contents: list[tuple[str, str, int]] = field(default_factory=list)  # words, address and line of what the contents lead to
    strangers: list[str] = field(default_factory=list)  # what is not on the list of reader.render.allowed


class _Reader(TagReader):
    def __init__(self, built: Built) -> None:
        super().__init__()
        self.built = built
        self.silent = 0
        self.in_contents = self.in_entry = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values, line = {name: value or "" for name, value in attrs}, self.getpos()[0]
        if tag in ("script", "style", "code", "pre"):
            self.silent += 1
        if "id" in values:
            self.built.ids.append((values["id"], line))
        if "style" in values:
            self.built.code.append((values["style"], line))
        self._lead(tag, values, line)
        for name in _LOADS.get(tag, ()):
            for address in values.get(name, "").split(",") if name == "srcset" else [values.get(name, "")]:
                if address.strip():
                    self.built.loads.append((address.split()[0], line))
        if "reporting" in values.get("class", "").split():  # assets/js/reader.js fetches the questions of such a page by itself
            self.built.loads.append(("../" * self.built.path.count("/") + "assets/js/tell.js", line))
        if tag == "link" and _LOADING_LINKS & set(values.get("rel", "").lower().split()):
            self.built.loads.append((values.get("href", ""), line))

    def _lead(self, tag: str, values: dict[str, str], line: int) -> None:
        """Note where the page leads, and that its contents begin."""
        if tag == "nav":
            self.in_contents = "contents" in values.get("class", "").split()
        if tag == "a" and "href" in values:
            self.built.links.append((values["href"], line))
            if self.in_contents:
                self.built.contents.append(("", values["href"], line))
                self.in_entry = True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("a", "nav"):
            self.in_entry = False
        if tag == "nav":
            self.in_contents = False
        if tag in ("script", "style", "code", "pre"):
            self.silent = max(0, self.silent - 1)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:  # inside <style> or <script>
            self.built.code.append((data, self.getpos()[0]))
        elif not self.silent and data.strip():
            self.built.words.append((data, self.getpos()[0]))
            if self.in_entry:
                words, href, line = self.built.contents[-1]
                self.built.contents[-1] = (f"{words} {data}".strip(), href, line)


def read(site: Path, memory: Path | None = None, ours: frozenset[str] = frozenset()) -> list[Built]:
    """Every HTML file of a site, in the order of their paths.

    The file `memory` keeps what was read for the next time: most pages are then the same, byte for byte. `ours` are the
    styles and scripts that may stand in a page.
    """
    before = _remembered(memory) if memory else {}
    now: dict[str, Built] = {}
    written = sorted(text.encode() for text in ours)
    for path in files.below(site, ".html"):
        content = without_edition((site / path).read_text(encoding="utf-8"))
        key = hashlib.sha256(b"\0".join((_ITSELF, *written, path.encode(), content.encode()))).hexdigest()
        now[key] = Built(**before[key]) if key in before else _parsed(path, content, ours)
    if memory:
        files.write(memory, json.dumps({key: vars(built) for key, built in now.items()}).encode())
    return list(now.values())


def without_edition(html: str) -> str:
    """A page without the name of its edition, which every page gets anew whenever one of them is edited, and without its day.

    Pages have no days while there are changes that are not committed; they have as many lines.
    """
    html = _DAY.sub("", html)
    match = _EDITION.search(html)
    return with_edition(html, match[1], "EDITION") if match else html


def _parsed(path: str, html: str, ours: frozenset[str]) -> Built:
    built = Built(path)
    reader = _Reader(built)
    reader.feed(html)
    reader.close()
    built.strangers = [stranger.message for stranger in allowed.in_page(html, ours)]
    return built


def _remembered(memory: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(memory.read_bytes())
    except (FileNotFoundError, ValueError):  # none yet, or the machine went off while it was written: read all anew
        return {}
    return found

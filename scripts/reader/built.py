"""A built page as the last checks read it: its ids, what it loads, where it links to, what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

# Tags that make a browser fetch something by themselves. A link that a person has to press is not among them.
_LOADS = {
    "img": ("src", "srcset"), "script": ("src",), "iframe": ("src",), "source": ("src", "srcset"), "video": ("src", "poster"),
    "audio": ("src",), "embed": ("src",), "object": ("data",), "use": ("href", "xlink:href"), "image": ("href", "xlink:href"),
    "track": ("src",), "input": ("src",), "form": ("action",),
}  # fmt: skip
_LOADING_LINKS = frozenset(
    ("stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest")
)


@dataclass
class Built:
    """One HTML file. Places are (value, line)."""

    path: str
    ids: list[tuple[str, int]] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    loads: list[tuple[str, int]] = field(default_factory=list)
    words: list[tuple[str, int]] = field(default_factory=list)
    code: list[tuple[str, int]] = field(default_factory=list)  # styles and scripts written into the page itself


class _Reader(HTMLParser):
    def __init__(self, built: Built) -> None:
        super().__init__()
        self.built = built
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values, line = {name: value or "" for name, value in attrs}, self.getpos()[0]
        if tag in ("script", "style", "code", "pre"):
            self.silent += 1
        if "id" in values:
            self.built.ids.append((values["id"], line))
        if "style" in values:
            self.built.code.append((values["style"], line))
        if tag == "a" and "href" in values:
            self.built.links.append((values["href"], line))
        for name in _LOADS.get(tag, ()):
            for address in values.get(name, "").split(",") if name == "srcset" else [values.get(name, "")]:
                if address.strip():
                    self.built.loads.append((address.split()[0], line))
        if tag == "link" and _LOADING_LINKS & set(values.get("rel", "").lower().split()):
            self.built.loads.append((values.get("href", ""), line))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style", "code", "pre"):
            self.silent = max(0, self.silent - 1)

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:  # inside <style> or <script>
            self.built.code.append((data, self.getpos()[0]))
        elif not self.silent and data.strip():
            self.built.words.append((data, self.getpos()[0]))


def read(site: Path) -> Iterator[Built]:
    """Every HTML file of a site, in the order of their paths."""
    for file in sorted(site.rglob("*.html")):
        built = Built(file.relative_to(site).as_posix())
        reader = _Reader(built)
        reader.feed(file.read_text(encoding="utf-8"))
        reader.close()
        yield built

"""What a rendered page says, section by section: read from the finished HTML, whichever engine made it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from reader.render.tag_reader import TagReader

# Tags that end a line: one paragraph, item or row never runs on into the next. The cells of a row stay together.
_BLOCKS = frozenset(
    ("p", "li", "ul", "ol", "td", "th", "tr", "dd", "dt", "dl", "div", "br", "blockquote", "pre", "section", "figure",
     "figcaption", "summary", "details", "caption", "h1", "h2", "h3", "h4", "h5", "h6")
)  # fmt: skip
_BETWEEN_CELLS = " · "
_VOID = frozenset(("br", "img", "hr", "wbr", "input", "meta", "link", "source", "col", "area", "embed", "track"))
_SILENT = frozenset(("script", "style", "svg", "h1"))  # a page's title is known from its front matter
_HEADING = re.compile(r"h[2-6]")
LEFT_OUT = "data-search-exclude"


@dataclass
class Section:
    """What stands under one heading. The first of a page has neither anchor nor title: it is what opens the page."""

    anchor: str = ""
    title: str = ""
    lines: list[str] = field(default_factory=list)


class _Reader(TagReader):
    def __init__(self) -> None:
        super().__init__()
        self.sections = [Section()]
        self.said: list[str] = []
        self.article = self.silent = 0  # how many tags are open inside the article, and inside what is left out
        self.heading = self.row = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if not self.article:
            self.article = int(tag == "article")
            return
        self.part(tag, begins=True)
        if tag in _VOID:
            return
        self.article += 1
        if self.silent or tag in _SILENT or LEFT_OUT in values:
            self.silent += 1
        elif _HEADING.fullmatch(tag) and values.get("id"):
            self.sections.append(Section(values["id"] or ""))
            self.heading = True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.part(tag, begins=True)

    def handle_endtag(self, tag: str) -> None:
        if not self.article or tag in _VOID:
            return
        self.part(tag, begins=False)
        self.article -= 1
        self.silent = max(0, self.silent - 1)
        if _HEADING.fullmatch(tag):
            self.heading = False

    def handle_data(self, data: str) -> None:
        if self.article and not self.silent:
            self.said.append(data)

    def part(self, tag: str, *, begins: bool) -> None:
        """Begin or end a block: a line ends there, but inside a row only the next cell begins."""
        if self.row and tag != "tr":
            cell = tag in ("td", "th") and begins and any(said.strip() for said in self.said)
            self.said.append(_BETWEEN_CELLS if cell else " " if tag in _BLOCKS else "")
        elif tag in _BLOCKS:
            self.end_line()
            self.row = tag == "tr" and begins

    def end_line(self) -> None:
        line = " ".join("".join(self.said).split())
        self.said.clear()
        if self.heading:
            self.sections[-1].title = line or self.sections[-1].title
        elif line:
            self.sections[-1].lines.append(line)


def article(html: str) -> str:
    """The part of a page that is read: around it there is more."""
    begin, end = html.find("<article"), html.rfind("</article>")
    return html[begin:end] if 0 <= begin < end else html


def of_page(html: str) -> list[Section]:
    """The sections of a page, in reading order."""
    return of_article(article(html))


def of_article(html: str) -> list[Section]:
    """The same of its article, without what carries data-search-exclude; sources have none of their own."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.end_line()
    return reader.sections

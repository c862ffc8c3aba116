"""What is told of a page is what Python's html.parser tells of it, however its tags are written."""

from __future__ import annotations

import random
from html.parser import HTMLParser
from typing import Any

import pytest

from reader.render.tag_reader import TagReader
from small import Project

TAGS = (
    "<p>", "</p>", '<a href="x?a=1&amp;b" hidden>', "<br />", "<br/>", "<P Class='x'>", "<a b=c>", '<i \n id=""\t>', "</i >",
    "<script src=\"x\" defer>", "<script>", "</script>", "<style>", "a<b", "</style>", "<title>", "</title>", "<!-- a -->",
    "<!-->", "<!--->", "<!doctype html>", "<?x?>", "<![CDATA[", "words &amp; &#39; &copy", "\n", "&", "<", ">", '"', "--",
    "<textarea>", '<svg viewBox="0 0 9 9"/>', "<x-y>", "<noscript>", "</", "<a\u00a0b>", "\r\n",
)  # fmt: skip


def _told(kind: type[HTMLParser], html: str) -> list[tuple[Any, ...]]:
    class Reader(kind):  # type: ignore[misc,valid-type]
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            told.append(("begins", tag, attrs, self.getpos()[0]))

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            told.append(("closes itself", tag, attrs, self.getpos()[0]))

        def handle_endtag(self, tag: str) -> None:
            told.append(("ends", tag, self.getpos()[0], self.cdata_elem))

        def handle_data(self, data: str) -> None:
            told.append(("says", data, self.getpos()[0], self.cdata_elem))

    told: list[tuple[Any, ...]] = []
    reader = Reader()
    reader.feed(html)
    reader.close()
    return told


def test_of_whole_pages(finished: Project) -> None:
    pages = [file.read_text(encoding="utf-8") for file in finished.site.rglob("*.html")]
    assert len(pages) > 5
    for html in pages:
        assert _told(TagReader, html) == _told(HTMLParser, html)


def test_of_anything() -> None:
    dice = random.Random(7)
    for _ in range(6000):
        html = "".join(dice.choices(TAGS, k=dice.randrange(1, 7)))
        assert _told(TagReader, html) == _told(HTMLParser, html), html


def test_what_programs_write_is_not_read_the_long_way(finished: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(HTMLParser, "feed", lambda *_: None)
    assert _told(TagReader, '<p id="a">b &amp;\n<br/></p>') == [
        ("begins", "p", [("id", "a")], 1), ("says", "b &\n", 1, None), ("closes itself", "br", [], 2), ("ends", "p", 2, None),
    ]  # fmt: skip
    assert _told(TagReader, finished.page("overdose/respond/index.html"))

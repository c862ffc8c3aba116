"""Every letter can be printed: a letter that the papers' fonts lack would stop them all."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from reader.press import fonts
from reader.press.errors import NoPangoError
from reader.source import own_files
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "letters"
SEVERITY = "stop"
# Of these other rules or the press take care; the last stands where a file is not UTF-8, which its own rule says.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_ELSEWHERE = {0x00AD, 0x200B, 0x2011, 0x00A0, 0xFEFF, 0xFFFD}


def check(book: Book) -> Iterator[Finding]:
    """Look at every letter of every page and drawing; on a machine that has no fonts, where nothing is printed, only for
    what is no letter at all.
    """
    for page in book.texts:
        for line, row in page.lines():
            if match := _CONTROL.search(row):
                yield Finding(page.file, line, NAME, f"a sign that is no letter (U+{ord(match[0]):04X}) stands here; delete it "
                              "and what stands around it, and type that anew")  # fmt: skip
    try:
        known = fonts.letters() | _ELSEWHERE
    except NoPangoError:
        return
    for path, rows in _printed(book):
        for line, row in rows:
            if row.isascii():
                continue
            strange = "".join(dict.fromkeys(letter for letter in row if ord(letter) > 126 and ord(letter) not in known))
            if strange and not path.endswith(".svg"):  # the press looks for these letters in what it lays out, not in pictures
                strange = "".join(letter for letter in strange if ord(letter) not in fonts.eastern())
            if strange:
                yield Finding(path, line, NAME, f"the papers have no letter for “{strange}”; write it in Latin letters, or "
                              "say it in words")  # fmt: skip


def _printed(book: Book) -> Iterator[tuple[str, Iterable[tuple[int, str]]]]:
    """Whatever comes on paper, file by file, with its lines."""
    for page in book.texts:
        rows = (book.root / page.file).read_text(encoding="utf-8-sig", errors="replace").split("\n")
        yield page.file, enumerate(rows, 1)
    for name, text in book.words.items():
        yield f"docs/_words/{name}.md", enumerate(text.split("\n"), 1)
    for file in own_files.walk(book.root, "docs"):
        if file.suffix.lower() == ".svg" or file.name in ("facts.yml", "glossary.yml"):
            text = html.unescape(file.read_text(encoding="utf-8-sig", errors="replace"))
            yield file.relative_to(book.root).as_posix(), enumerate(text.split("\n"), 1)
    settings = (book.root / "mkdocs.yml").read_text(encoding="utf-8").split("\n")
    yield "mkdocs.yml", enumerate(settings, 1)

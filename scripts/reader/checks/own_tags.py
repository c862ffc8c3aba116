"""Tags and { } in the text: only those our pages use. Others turn words round, take them away, or look like the site itself."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from reader.checks.clean import Clean
from reader.source import prose
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.page import Page

NAME = "tags"
SEVERITY = "stop"
_TAG = re.compile(r"</?([a-zA-Z][\w:-]*)((?:[\s/][^<>]{0,500})?)>")
_PLAIN = frozenset(
    ("b", "br", "code", "em", "i", "kbd", "q", "small", "strong", "sub", "sup", "wbr")
)  # without anything in them but their name
_OF: dict[str, frozenset[str]] = {  # what may be said in a tag; other rules look at the addresses
    "a": frozenset(("href",)), "img": frozenset(("src", "alt", "loading")),
}  # fmt: skip
_ATTRIBUTE = re.compile(r"\s+([\w:.-]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_BRACES = re.compile(  # where { } is taken for a note on what stands before it, and is not shown
    r"^[ >]*\{:?[ ]*([^}\n ][^\n]*?)[ ]*\} *$|^#.*[ \t]\{:?[ ]*([^}\n ][^\n]*?)[ ]*\} *$"
    r"|^ *\|.*?\{:?[ ]*([^}\n ][^\n|]*?)[ ]*\} *\||(?<=[)*_>\]`])\{:?[ ]*([^}\n ][^}\n]*?)[ ]*\}",
    re.MULTILINE,
)
CLASSES = frozenset(("contents", "here", "jobs", "wide"))
_NOTE = re.compile(r"(?:(?:#[a-z][\w-]*|\.[a-z][\w-]*)(?:\s+|$))+")


def check(book: Book) -> Iterator[Finding]:
    """Go through every page, code and comments left out."""
    clean = Clean(book, NAME, __file__, prose.__file__)
    for page in book.texts:
        yield from clean.unless(page.body, functools.partial(_of_page, page))
    clean.keep()


def _of_page(page: Page) -> Iterator[Finding]:
    text = prose.prose(page)
    for match in _TAG.finditer(text.text):
        if not _taken(match[1].lower(), match[2].rstrip("/ ")):
            yield Finding(page.file, text.line(match.start()), NAME, f"{match[0][:40]} is no tag that our pages use; it "
                          "could hide words, or turn them round. Write this in Markdown, without it")  # fmt: skip
    for match in _BRACES.finditer(text.text):
        said = next(part for part in match.groups() if part)
        names = {name[1:] for name in said.split() if name.startswith(".")}
        if not _NOTE.fullmatch(said) or not names <= CLASSES:
            yield Finding(page.file, text.line(match.start()), NAME, f"{{{said[:40]}}} is not shown here, and could hide or "
                          "move words; write ( ) for words, or take it out")  # fmt: skip


def _taken(name: str, said: str) -> bool:
    if name in _PLAIN:
        return not said
    return name in _OF and not _ATTRIBUTE.sub("", said).strip() and {*_ATTRIBUTE.findall(said)} <= _OF[name]

"""Nothing in a page acts: no scripts, frames, forms or styles, and no words that vanish because they look like a tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import click
from pymdownx.snippets import SnippetMissingError

from reader.checks.clean import Clean
from reader.press.text_cache import TextCache
from reader.render import allowed
from reader.render.allowed import Stranger
from reader.render.context import Context
from reader.render.medium import AS_WRITTEN
from reader.render.notes import Notes
from reader.render.renderer import Renderer
from reader.source import syntax
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.history import History
from reader.source.page import Page
from reader.source.settings import Addresses

NAME = "nothing-acts"
SEVERITY = "stop"
_IN_A_LINK = re.compile(r"\[[^\[\]\n]*\[[^\]\n]*\]")
_FENCE = re.compile(r"^ *(?:```|~~~)", re.MULTILINE)


def check(book: Book) -> Iterator[Finding]:
    """Render what somebody wrote on every page as the site will, and look at what came out.

    What is added to it is our own, or has its own rule: drawings, the register. All of it is looked at in the finished site.
    Pages in which nothing was found, and into which the same goes as then, are remembered in .cache and not looked at again.
    """
    said: set[tuple[str, int, str]] = set()
    clean, names = Clean(book, NAME), _names(book)
    renderer = Renderer(Context(book, History(), None, AS_WRITTEN))  # the book that is checked
    for page in book.texts:
        name = names(page)
        if clean.holds(name):
            continue
        found = list(of_page(book, page, renderer))
        if name and not found:
            clean.add(name)
        for finding in found:
            if (told := (finding.path, finding.line, finding.message)) not in said:
                said.add(told)
                yield finding
    clean.keep()


def _names(book: Book) -> Callable[[Page], str]:
    """Gives a page the name of all that goes into it; an empty one where something can't be read."""
    try:
        texts = TextCache(book.root / ".cache", book, History(), Addresses(), "")
    except OSError:
        return lambda _: ""
    return lambda page: texts.key(NAME, (page,))


def of_page(book: Book, page: Page, renderer: Renderer) -> Iterator[Finding]:
    """The same for one page."""
    for at, row in page.lines():
        if syntax.CUT.search(row) and not syntax.INCLUDE.fullmatch(row):
            yield Finding(page.file, at, NAME, 'only words of docs/_words are taken in; write --8<-- "name.md", on a line of '
                          "its own")  # fmt: skip
    try:
        html = renderer.html(page, Notes(book.register))
    except (click.ClickException, SnippetMissingError):
        return  # a fact, note or include that is not there: its own rule says so, with the line
    except RecursionError:
        yield Finding(page.file, 0, NAME, "is nested too deep to be read; take out some > or spaces at the beginning of lines")
        return
    fenced = _FENCE.search(page.body) is not None
    for stranger in allowed.in_text(html):
        if fenced and stranger.message.startswith("four spaces"):
            continue  # code that is meant as code
        path, line = _place(book, page, stranger)
        yield Finding(path, line, NAME, stranger.message)


def _place(book: Book, page: Page, stranger: Stranger) -> tuple[str, int]:
    """Where somebody wrote it: in the page, or in the fixed words it takes in. No line where it can't be known."""
    if stranger.message.startswith("a link, a value") and (match := _IN_A_LINK.search(page.body)):
        return page.file, page.offset + 1 + page.body.count("\n", 0, match.start())
    for mark in (stranger.mark, stranger.mark.removesuffix("=")):
        pattern = re.compile(rf"(?<![\w-]){re.escape(mark)}", re.IGNORECASE)
        if match := pattern.search(page.body):
            return page.file, page.offset + 1 + page.body.count("\n", 0, match.start())
        for name in page.includes:
            if match := pattern.search(book.words.get(name, "")):
                return f"docs/_words/{name}.md", 1 + book.words[name].count("\n", 0, match.start())
    return page.file, 0

"""Drawings in a page: one before each of the six steps, and every SVG picture as a part of the page itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree.ElementTree import Element

import click

from reader.render.context import Context
from reader.render.drawing import DrawingError, inline
from reader.source import own_files, syntax
from reader.source.book import Book


def draw_steps(root: Element, context: Context) -> None:
    """Put each step's drawing before its words; the words beside it say the same, so it is hidden from speech."""
    folder = context.book.root
    for steps in _step_lists(root, context.book):
        steps.set("class", syntax.STEPS)
        for count, item in enumerate(steps, 1):
            file = folder / f"docs/assets/steps/{count}.svg"
            if own_files.is_own(folder, file):
                drawing = drawn(file)
                drawing.set("class", "step")
                drawing.tail, item.text = item.text, None
                item.insert(0, drawing)


def _step_lists(root: Element, book: Book) -> Iterator[Element]:
    """The lists that are the six steps: they are known by their words, wherever they are included."""
    steps = [_plain(line) for line in re.findall(r"^\d+\. (.+)$", book.words.get(syntax.STEPS, ""), re.MULTILINE)]
    for listing in root.iter("ol"):
        if steps and len(listing) == len(steps) and [_plain("".join(item.itertext())) for item in listing] == steps:
            yield listing


def _plain(text: str) -> str:
    """Text without Markdown's stars and doubled spaces."""
    return " ".join(text.replace("*", "").split())


def put_in(root: Element, context: Context) -> None:
    """Put our SVG drawings into the page itself: they take the colour of the text, and cost no further request."""
    docs = context.book.root / "docs"
    folder = (docs / context.path).parent
    for parent in root.iter():
        for at, child in enumerate(list(parent)):
            name = child.get("src", "")
            if child.tag != "img" or not name.endswith(".svg"):
                continue
            file = folder / unquote(name)
            if not own_files.is_own(docs, file):
                continue
            drawing = drawn(file)
            del drawing.attrib["aria-hidden"]
            drawing.attrib |= {"class": "drawing", "role": "img", "aria-label": child.get("alt", "")}
            drawing.tail = child.tail
            parent[at] = drawing


def drawn(file: Path) -> Element:
    """A drawing for a page. The rule on drawings says with file and line what is wrong with one; this is the net below it."""
    try:
        return inline(file)
    except DrawingError as error:
        raise click.ClickException(f"{file.name}: {error.message}") from error

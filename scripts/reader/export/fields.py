"""Everything on a form that somebody fills in, and what each is called: by whoever sees it and by whoever hears it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reader.export import words

NAME = "data-field"  # the attribute that holds the name
_LONGEST = 90  # letters of a name: more is not heard to its end
_WRITTEN = ", to write"  # behind the name of a blank that stands behind its box: other [ ] ____
_MARK = re.compile(r"\[(?:\d+| )\]")  # of a source, or a box
_STOPS = " .,:;·“”\"'"


def name_all(root: Element) -> int:
    """Name every blank, box, line and empty cell below `root`, no two alike. Returns how many there are."""
    count: Counter[str] = Counter()
    total = 0
    for element, name in _found(root):
        count[name] += 1
        element.set(NAME, f"{name} ({count[name]})" if count[name] > 1 else name)
        total += 1
    return total


def _found(root: Element) -> Iterator[tuple[Element, str]]:
    heading, before = "", ""
    for element in _blocks(root):
        kind = words.tag(element)
        if kind == "table":
            yield from _cells(element, heading)
        elif kind == "p" and "line" in words.classes(element):
            yield element, _short(f"{before or heading}, next line")
        else:
            if kind in ("h1", "h2", "h3", "h4"):
                heading = before = words.said(element)
            last = ""
            for field, name in _inline(element, heading):
                last = name
                yield field, name
            before = last or before


def _blocks(root: Element) -> Iterator[Element]:
    """Paragraphs, headings, entries of lists, tables; not what they stand in."""
    for child in root:
        if not words.is_seen(child):
            continue
        inner = any(words.tag(each) in words.BLOCKS for each in child.iter() if each is not child)
        if words.tag(child) == "table" or not inner:
            yield child
        else:
            yield from _blocks(child)


def _inline(block: Element, heading: str) -> Iterator[tuple[Element, str]]:
    """The blanks and boxes of a paragraph: a blank is called what stands before it, a box what stands behind.

    Where words stand before the first box (members' meeting [ ] directors' meeting [ ]), boxes are called what stands before.
    """
    parts = list(_parts(block))
    first = next((at for at, part in enumerate(parts) if not isinstance(part, str) and "box" in words.classes(part)), 0)
    led = str(parts[first - 1]).strip() if first else ""
    follows = bool(led) and not led.endswith(":")
    last = ""
    for at, part in enumerate(parts):
        if isinstance(part, str):
            continue
        before = parts[at - 1] if at and isinstance(parts[at - 1], str) else ""
        after = parts[at + 1] if at + 1 < len(parts) and isinstance(parts[at + 1], str) else ""
        is_box = "box" in words.classes(part)
        near = (after, before) if is_box and not follows else (before, after)
        said = next((text for each in near if isinstance(each, str) and (text := each.strip(_STOPS))), heading)
        if not any(map(str.isalpha, said)):  # a dollar sign
            said = f"{heading} {said}"
        yield part, _short(said) + (_WRITTEN if said == last and not is_box else "")
        last = said if is_box else ""


def _parts(element: Element) -> Iterator[str | Element]:
    """The text of a paragraph in pieces, cut where a blank or a box is."""
    text = element.text or ""
    for child in element:
        if words.is_seen(child) and (words.blank(child) or "box" in words.classes(child)):
            yield text
            yield child
            text = ""
        elif words.is_seen(child) and "note" not in words.classes(child):
            inner = list(_parts(child))
            for part in inner[:-1]:
                yield text + part if isinstance(part, str) else part
                text = ""
            text += str(inner[-1])
        text += child.tail or ""
    yield text


def _cells(table: Element, heading: str) -> Iterator[tuple[Element, str]]:
    heads, rows = words.rows(table)
    names = [words.said(head) for head in heads]
    for number, row in enumerate(rows, 1):
        first = _clean(words.said(row[0]))
        for name, cell in zip(names, row, strict=False):
            inner = list(_inline(cell, ""))
            if not inner and not words.said(cell):
                yield cell, _short(f"{first}: {name}" if first else f"{name or heading}, row {number}")
            for field, said in inner:
                yield field, _short(f"{first}: {said or name}" if first and first != said else said or name)


def _clean(text: str) -> str:
    """Words alone, without the marks between which they stand."""
    return " ".join(_MARK.sub("", text).split()).strip(_STOPS)


def _short(text: str) -> str:
    text = _clean(text)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]}…"

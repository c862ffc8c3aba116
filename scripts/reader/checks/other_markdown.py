"""Blocks that look right in GitHub's preview and come out otherwise here: headings, lists, tables, boxes, code."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from reader.checks.clean import Clean
from reader.source import prose
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.page import Page

NAME = "other-markdown"
SEVERITY = "stop"
_ITEM = re.compile(r"^( *)(?:([-*+])|(\d+)\.)[ \t]+\S")
_BAR = re.compile(r"^ *\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
BOXES = ("stop", "tonight", "example", "letter", "doubt", "note")
_BOX = re.compile(r"^ *!!!\s*(?:(\w+)(?: \"[^\"\n]+\")?\s*$)?")
_FENCE = re.compile(r"^([ >]*)(`{3,}(?=[^`]*$)|~{3,})(.*)$")
_QUOTE = re.compile(r"^ *(?:> ?)+")
_RULE = re.compile(r"^ {0,3}(?:-{2,}|=+) *$")
_CELL = re.compile(r"^[ >]*\|.*`[^`|\n]*\|[^`\n]*`")
_ONE_LINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^ *\[!\w+\]"), 'this is no box here; write !!! stop "Wait" and four spaces before the words below it'),
    (re.compile(r"^ {1,3}#{1,6}[ \t]"), "a heading begins at the very start of its line; take out the spaces before the #"),
    (re.compile(r"^ {0,3}(?:#+[^#\s{]|#{7})"), "a line that begins with # becomes a heading; "
     "write “Number 1”, or put a space behind the # of a heading"),
    (re.compile(r"^ {0,3}\d{3,}\.[ \t]"), "a paragraph that begins with a number and a dot becomes a list; write the words in "
                                       "another order, or \\. for the dot"),
    (re.compile(r"^ {0,3}\d+\)[ \t]"), "steps are written 1. here; with 1) they run on in one paragraph"),
    (re.compile(r"^\[TOC\] *$"), "[TOC] makes a list of headings here; delete it, each page has one"),
)  # fmt: skip


def check(book: Book) -> Iterator[Finding]:
    """Go through every page, line by line."""
    clean = Clean(book, NAME, __file__, prose.__file__)
    for page in book.texts:
        yield from clean.unless(page.body, functools.partial(_of_page, page))
    clean.keep()


def _of_page(page: Page) -> Iterator[Finding]:
    text = prose.prose(page)
    rows = text.text.expandtabs(4).split("\n")
    quoted = [_QUOTE.match(row) for row in rows]
    outside = [">" if quote else row for row, quote in zip(rows, quoted, strict=True)]
    inside = [row[quote.end() :] if quote else "" for row, quote in zip(rows, quoted, strict=True)]
    for block in (outside, inside) if any(quoted) else (outside,):
        for at, row in enumerate(block):
            for message in _of(block, at, row):
                yield Finding(page.file, text.first_line + at, NAME, message)
    yield from _code(page)


def _code(page: Page) -> Iterator[Finding]:
    """The marks around code, and code in a table."""
    opened, at = "", 0
    for line, row in page.lines():
        if _CELL.match(row) and not opened:
            yield Finding(page.file, line, NAME, "a | between two ` ends the cell in GitHub's preview and not here; write “or”")
        if not (mark := _FENCE.match(row)):
            continue
        if opened:
            if mark[2][0] != opened[0] or mark[3].strip() or len(mark[2]) < len(opened):
                continue
            if mark[2] != opened:
                yield Finding(page.file, line, NAME, f"code that begins with {opened} ends with {opened} here; write as many")
            opened = ""
            continue
        opened, at = mark[2], line
        if mark[1]:
            yield Finding(page.file, line, NAME, f"{opened} begins code only at the very start of a line, not in a list, box or "
                          "a quote; put it there, with an empty line above")  # fmt: skip
    if opened:
        yield Finding(page.file, at, NAME, f"this {opened} is opened and never closed; write {opened} below the last line of it, "
                      "or take it out")  # fmt: skip


def _of(rows: list[str], at: int, row: str) -> Iterator[str]:
    depth = _depth(row) // 4 * 4  # inside a step or a box, marks mean what they mean outside of it
    for pattern, message in _ONE_LINE:
        if pattern.search(row[depth:]):
            yield message
            return
    above = rows[at - 1] if at else ""
    if (box := _BOX.match(row)) and box[1] not in BOXES:
        yield f'a box begins with one of {", ".join(BOXES)}, and perhaps a title: !!! stop "Wait"'
        return
    if _RULE.match(row[depth:]) and above.strip() and (_in_list(rows, at) or re.match(r" {4}| *[|>]", above[depth:])):
        yield "a line right below a list, a table, a box or a quote makes a heading of it; put an empty line above it"
        return
    if item := _ITEM.match(row):
        yield from _item(rows, at, item, above)
    elif "|" in row and _BAR.match(row) and at > 1 and "|" in above and rows[at - 2].strip() and not _opens(rows[at - 2]):
        yield "a table stands right below a line of text and would come out as bars; put an empty line above the table"
    elif re.match(r" {1,3}\|", row[depth:]) and _list_above(rows, at):
        yield "a table inside a list has four spaces before each line; with fewer it falls out of the list"
    elif re.match(r" {1,3}\S", row) and above.startswith("!!! "):
        yield "the words of a box have four spaces before them; with fewer they fall out of it"


def _opens(row: str) -> bool:
    return row.lstrip().startswith(("!!! ", "<!--", "#"))


def _item(rows: list[str], at: int, item: re.Match[str], above: str) -> Iterator[str]:
    indent, number = len(item[1]), item[3]
    if indent % 4 in (2, 3) and _list_above(rows, at):
        yield "a list inside a list has four spaces before it; with two or three it does not nest"
        return
    before = next((n for n in range(at - 1, -1, -1) if rows[n].strip()), -1)
    first = _start(rows, before, indent) if before >= 0 else None
    if first and number is None and first[3]:
        yield "these points stand right below steps, and would be counted as steps; put a line of text between the two"
        return
    if first and number and not first[3]:
        yield "these steps stand right below points, and would lose their numbers; put a line of text between the two"
        return
    if above.strip():
        if not _opens(above) and not _in_list(rows, at):
            yield "a list stands right below a line of text and would run on in it; put an empty line above the list"
        return
    if before < 0 or number is None:
        return
    if int(number) != 1 and first is None:
        yield (f"step {number} would become step 1, because something stands between the steps; put four spaces before each "
               "line that stands between them")  # fmt: skip


def _depth(row: str) -> int:
    return len(row) - len(row.lstrip(" "))


def _in_list(rows: list[str], at: int) -> bool:
    """Whether the lines right above belong to an item already."""
    for n in range(at - 1, -1, -1):
        if not rows[n].strip():
            return False
        if _ITEM.match(rows[n]):
            return True
    return False


def _list_above(rows: list[str], at: int) -> bool:
    before = next((n for n in range(at - 1, -1, -1) if rows[n].strip()), -1)
    return before >= 0 and (_ITEM.match(rows[before]) is not None or _in_list(rows, before + 1))


def _start(rows: list[str], at: int, indent: int) -> re.Match[str] | None:
    """The item, as deep as `indent`, that the block ending at `at` belongs to."""
    for n in range(at, -1, -1):
        row = rows[n]
        if not row.strip():
            below = next((each for each in rows[n + 1 :] if each.strip()), "")
            if _depth(below) >= indent + 4:
                continue
            return None
        if (item := _ITEM.match(row)) and len(item[1]) == indent:
            return item
        if _depth(row) < indent:
            return None
    return None

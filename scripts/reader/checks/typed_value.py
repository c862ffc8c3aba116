"""Values that can change come from the register: phone numbers, e-mail, money, doses and form numbers are not typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import prose

NAME = "typed-value"
SEVERITY = "stop"
_GAP = r"[-. \u00a0\u2010-\u2015]"  # between groups of digits: also what word processors turn a hyphen into
_AREA = rf"(?:\(\d\d\d\) ?|\d\d\d{_GAP})"
_AMOUNT = r"\d[\d,.]*(?:\s*(?:to|-|–)\s*\d[\d,.]*)?\s?"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("phone number", re.compile(rf"(?<![\w-])(?:(?:1{_GAP})?{_AREA}\d\d\d{_GAP}\d\d\d\d|1?\d{{10}}|310{_GAP}\d\d\d\d)(?![\w-])")),
    ("number to text", re.compile(r"\btext(?:ing)?\b[^.\n]{0,30}?\b(\d{5,6})\b", re.IGNORECASE)),
    ("e-mail address", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("amount of money", re.compile(r"(?:CA?)?\$\s?\d(?:[\d,.]*\d)?|\b\d[\d,.]*\s?dollars\b")),
    ("dose", re.compile(rf"\b{_AMOUNT}(?:mg|mcg|µg|μg|mL|ml|milligrams?|micrograms?|millilit(?:re|er)s?)\b")),
    ("form number", re.compile(r"\bForm\s+\d+[A-Z]?\b|\b[A-Z]{2}\d{4}\b")),
)


def check(book: Book) -> Iterator[Finding]:
    """Look through text, tables, titles and summaries, drawings and templates."""
    for page in book.pages:
        text = prose(page)
        for label, value, at in typed(text.typed):
            yield _finding(page.file, text.line(at), label, value)
        rows = (book.root / page.file).read_text(encoding="utf-8", errors="replace").split("\n")[: page.offset]
        for label, value, _ in typed(f"{page.title}\n{page.summary}"):
            yield _finding(page.file, next((n for n, row in enumerate(rows, 1) if value in row), 1), label, value)
    files = [*(book.root / "docs").rglob("*.svg"), *(book.root / "overrides").glob("*.html")]
    for file in sorted(files):
        content = file.read_text(encoding="utf-8", errors="replace")  # that it is not UTF-8, its own rule says
        words = re.sub(r"<[^>]*>|\{[%{].*?[%}]\}", lambda match: " " * len(match[0]), content)
        for label, value, at in typed(words):
            yield _finding(file.relative_to(book.root).as_posix(), content.count("\n", 0, at) + 1, label, value)


def typed(text: str) -> Iterator[tuple[str, str, int]]:
    """Every value in `text` that belongs into the register: what it is, the value, where it begins."""
    for label, pattern in PATTERNS:
        for match in pattern.finditer(text):
            group = 1 if pattern.groups else 0
            yield label, match[group].strip(), match.start(group)


def _finding(path: str, line: int, label: str, value: str) -> Finding:
    return Finding(path, line, NAME, f"the {label} {value} is typed by hand; put it into the chapter's facts.yml with its "
                   f"source and date, and write [{value}](fact:its-id). In a made-up example, write it inside "
                   "!!! example")  # fmt: skip

"""Values that can change come from the register: phone numbers, e-mail, money, doses and form numbers are not typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader import letters
from reader.source import own_files, phone
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import Lines, prose

NAME = "typed-value"
SEVERITY = "stop"
# A run of digits is read once, from its first one: read again from each, a long line would take minutes.
_NUMBER = r"(?<![\d.,½¼¾])[.,]*[\d½¼¾][\d.,½¼¾]*+"
_AMOUNT = rf"{_NUMBER}(?:\s{{0,3}}(?:to|-)\s{{0,3}}[\d½¼¾][\d.,½¼¾]*+)?[\s-]?"
_UNIT = r"(?:mgs?|mcgs?|µgs?|mls?|ccs?|milligrams?|micrograms?|millilit(?:re|er)s?)"
_SAID = (
    r"\b(?:an?|half|quarter|third|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|hundred)"
)
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("phone number", phone.IN_TEXT),
    ("phone number", phone.AFTER_CALL),
    ("number to text", phone.TO_TEXT),
    ("e-mail address", re.compile(r"(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+")),
    (
        "amount of money",
        re.compile(
            rf"(?:\bCAD?\s?|\bC)?\$\s?\d(?:[\d,.]*\d)?|\bCAD\s?\d(?:[\d,.]*\d)?|{_NUMBER}(?:\s?(?:dollars|bucks|CAD|¢)(?!\w)|\$(?!\d))"
        ),
    ),
    ("dose", re.compile(rf"{_AMOUNT}{_UNIT}\b", re.IGNORECASE)),
    (
        "dose",
        re.compile(rf"{_SAID}\s(?:of\s)?(?:an?\s)?(?:milligrams?|micrograms?|millilit(?:re|er)s?|mg|mcg|cc)\b", re.IGNORECASE),
    ),
    (
        "form number",
        re.compile(r"\bF(?:orm|ORM)s?\s+(?:[Nn]o\.?\s?|#)?\d+[A-Z]?\b|\b[A-Z]{2,5}-?\d{4}[A-Z]?\b|\b(?:HLTH|HR|CFS)\s\d{3,4}\b"),
    ),
)


def check(book: Book) -> Iterator[Finding]:
    """Look through text, tables, titles and summaries, drawings and templates."""
    for page in book.texts:
        text = prose(page)
        for label, value, at in typed(text.typed):
            yield _finding(page.file, text.line(at), label, value)
        rows = (book.root / page.file).read_text(encoding="utf-8", errors="replace").split("\n")[: page.offset]
        for label, value, _ in typed(f"{page.title}\n{page.summary}"):
            yield _finding(page.file, next((n for n, row in enumerate(rows, 1) if value in row), 1), label, value)
    files = [
        *(file for file in own_files.walk(book.root, "docs") if file.suffix == ".svg"),
        *(book.root / "overrides").glob("*.html"),
    ]
    for file in sorted(files):
        content = file.read_text(encoding="utf-8-sig", errors="replace")  # that it is not UTF-8, its own rule says
        words = re.sub(r"<[^>]*>|\{[%{].*?[%}]\}", lambda match: " " * len(match[0]), content)
        lines = Lines(content)
        for label, value, at in typed(words):
            yield _finding(file.relative_to(book.root).as_posix(), lines.of(at), label, value)


def typed(text: str) -> Iterator[tuple[str, str, int]]:
    """Every value in `text` that belongs into the register: what it is, the value as it is read, where it begins."""
    said, places = letters.read_out(text)
    seen: set[tuple[str, int]] = set()
    for label, pattern in PATTERNS:
        for match in pattern.finditer(said):
            group = 1 if pattern in (phone.AFTER_CALL, phone.TO_TEXT) else 0
            at = places[match.start(group)]
            if (label, match.end(group)) not in seen:
                seen.add((label, match.end(group)))
                yield label, match[group].strip().lstrip(",").strip(), at


def _finding(path: str, line: int, label: str, value: str) -> Finding:
    return Finding(path, line, NAME, f"the {label} {value} is typed by hand; put it into the chapter's facts.yml with its "
                   f"source and date, and write [{value}](fact:its-id). In a made-up example, write it inside "
                   "!!! example")  # fmt: skip

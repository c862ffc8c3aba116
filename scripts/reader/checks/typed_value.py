"""Values that can change come from the register: phone numbers, e-mail, money, doses and form numbers are not typed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from reader import letters
from reader.checks.clean import Clean
from reader.source import own_files, phone
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.prose import Lines, prose

NAME = "typed-value"
SEVERITY = "stop"
# A run of digits is read once, from its first one: read again from each, a long line would take minutes.
_NUMBER = r"(?<![\d.,½¼¾])[.,]*[\d½¼¾][\d.,½¼¾]*+"
_AMOUNT = rf"{_NUMBER}(?:\s{{0,3}}(?:to|-)\s{{0,3}}[\d½¼¾][\d.,½¼¾]*+)?(?:\s?-?\s?)"
_UNIT = r"(?:m\.?gs?|mcgs?|[uµ]gs?|mls?|ccs?|milligrams?|micrograms?|millilit(?:re|er)s?)"
_SAID = (
    r"\b(?:an?|half|quarter|third|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty"
    r"|hundred)"
)
_SAID_UNIT = r"(?:milligrams?|micrograms?|millilit(?:re|er)s?|m[gl]|mcg|cc)"
_ITSELF = b"".join(Path(name).read_bytes() for name in (__file__, letters.__file__, phone.__file__))
_ANY = re.compile("")
PATTERNS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (  # what it is, how it is written, and a part of that
    ("phone number", phone.IN_TEXT, _ANY),
    ("phone number", phone.AFTER_CALL, re.compile(r"\d\d[-. ]\d{4}")),
    ("number to text", phone.TO_TEXT, re.compile(r"\d(?:\d{4}|\d\d[- ]\d{3}|(?:[- ]\d){4})")),
    ("service number", phone.SERVICE, _ANY),
    ("e-mail address", re.compile(r"(?<![\w.+-])[\w.+-]++ ?@ ?[\w-]++(?:\.[\w-]++)+"), re.compile("@")),
    (
        "e-mail address",
        re.compile(
            r"(?<![\w.+-])[\w.+-]++ ?(?:[(\[] ?at ?[)\]] ?[\w-]++(?:(?:\.| ?[(\[] ?dot ?[)\]] ?| dot )[\w-]++)+"
            r"| at [\w-]++ dot [\w-]++)",
            re.IGNORECASE,
        ),
        re.compile(r"at ?[)\]]|dot ", re.IGNORECASE),
    ),
    (
        "amount of money",
        re.compile(
            rf"(?:\b(?:CAD?|CDN|US)\s?|\bC)?\$\s?\d(?:[\d,.]*\d)?|(?:\b(?:CAD|CDN|USD)\s?|[€£]\s?)\d(?:[\d,.]*\d)?"
            rf"|{_NUMBER}(?:(?:[\s-]|\s(?:hundred|thousand|million)\s)?(?:[Dd]ollars?|bucks|cents|CAD|CDN|USD|¢)(?!\w)|\s?\$(?!\d))"
            rf"|{_SAID}[\s-](?:(?:hundred|thousand|million)\s)?(?:dollars?|bucks|cents)\b"
        ),
        re.compile("[$€£¢]|CAD|CDN|USD|ollar|bucks|cents"),
    ),
    ("dose", re.compile(rf"{_AMOUNT}{_UNIT}\b", re.IGNORECASE), re.compile(rf"[\d½¼¾][.,]*\s?-?\s?{_UNIT}\b", re.IGNORECASE)),
    (
        "dose",
        re.compile(rf"{_SAID}\s(?:of\s)?(?:an?\s)?{_SAID_UNIT}\b", re.IGNORECASE),
        re.compile(rf"\s{_SAID_UNIT}\b", re.IGNORECASE),
    ),
    (
        "form number",
        re.compile(
            r"\bF(?:orm|ORM)s?\s+(?:(?:[Nn]o\.?|number)\s?|#\s?)?(?:[A-Z]{1,5}[-/ ]?)?\d+[A-Z]?\b"
            r"|\bform\s+(?:no\.?\s?|number\s|#\s?|[A-Z]{1,5}-?)\d+[A-Z]?\b"
            r"|\b[A-Z]{2,5}-?\d{4}[A-Z]?\b|\b(?:HLTH|hlth|CFS|IMM|LIC|EIA|PWD|H\.?R\.?)\s\d{3,4}\b"
        ),
        _ANY,
    ),
)


def check(book: Book) -> Iterator[Finding]:
    """Look through text, tables, titles and summaries, drawings and templates, as far as nothing was found in them before."""
    clean = Clean(book, NAME)

    def looked(text: str) -> list[tuple[str, str, int]]:
        name = hashlib.sha256(_ITSELF + text.encode(errors="surrogatepass")).hexdigest()
        found = [] if clean.holds(name) else list(typed(text))
        if not found:
            clean.add(name)
        return found

    for page in book.texts:
        text = prose(page)
        for label, value, at in looked(text.typed):
            yield _finding(page.file, text.line(at), label, value)
        rows = (book.root / page.file).read_text(encoding="utf-8", errors="replace").split("\n")[: page.offset]
        for label, value, _ in looked(f"{page.title}\n{page.summary}"):
            yield _finding(page.file, next((n for n, row in enumerate(rows, 1) if value in row), 1), label, value)
    files = [
        *(file for file in own_files.walk(book.root, "docs") if file.suffix == ".svg"),
        *(book.root / "overrides").glob("*.html"),
    ]
    for file in sorted(files):
        content = file.read_text(encoding="utf-8-sig", errors="replace")  # that it is not UTF-8, its own rule says
        words = re.sub(r"<[^>]*>|\{[%{].*?[%}]\}", lambda match: " " * len(match[0]), content)
        lines = Lines(content)
        for label, value, at in looked(words):
            yield _finding(file.relative_to(book.root).as_posix(), lines.of(at), label, value)
    clean.keep()


def typed(text: str) -> Iterator[tuple[str, str, int]]:
    """Every value in `text` that belongs into the register: what it is, the value as it is read, where it begins."""
    seen: set[tuple[str, int]] = set()
    for links in (True, False) if "](" in text else (True,):
        said, places = letters.read_out(text, links=links)
        for label, pattern, part in PATTERNS:
            for match in pattern.finditer(said) if part.search(said) else ():  # the part is found sooner, and seldom there
                group = 1 if pattern in (phone.AFTER_CALL, phone.TO_TEXT, phone.SERVICE) else 0
                end = (label, places[match.end(group) - 1])
                if end not in seen:
                    seen.add(end)
                    yield label, " ".join(match[group].split()).lstrip(",").strip(), places[match.start(group)]


def _finding(path: str, line: int, label: str, value: str) -> Finding:
    return Finding(path, line, NAME, f"the {label} {value} is typed by hand; put it into the chapter's facts.yml with its "
                   f"source and date, and write [{value}](fact:its-id). In a made-up example, write it inside "
                   "!!! example")  # fmt: skip

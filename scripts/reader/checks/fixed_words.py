"""Words that life and law hang on live once, in docs/_words, and are included; nobody writes them anew."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from reader.checks.clean import Clean
from reader.source import prose, syntax
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.page import Page
from reader.source.prose import Prose
from reader.source.syntax import CUT, INCLUDE, STEPS
from reader.source.yamlfile import Mapping, YamlError, read

NAME = "fixed-words"
SEVERITY = "stop"
_PATTERNS = ("open-since",)  # to be written with a date and words of one's own
_SNIPPETS = "pymdownx.snippets"
_SETTINGS = {"base_path": ["docs/_words"], "check_paths": "true", "restrict_base_path": "true"}
_STEP = re.compile(r"^(\d+)\. +\S", re.MULTILINE)
_RUN = 7  # as many words in a row as in docs/_words are no accident
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
# A number is tried at its first figure alone: a row of thousands of them would be read once for each.
_MINUTES = r"(?:(?<!\d)\d+|two|three|four|five|ten)(?:\s*(?:to|-|–|or)\s*(?:\d+|two|three|four|five|ten))?[ -]+min(?:ute)?s?\b"
_SUBJECTS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = (
    ("six-steps", re.compile(_MINUTES, re.IGNORECASE), re.compile(r"\b(?:doses?|naloxone|narcan)\b", re.IGNORECASE)),
    (
        "good-samaritan",
        re.compile(r"\bgood samaritan\b", re.IGNORECASE),
        re.compile(r"\b(?:covers?|covered|protects?|protected|protection|immun\w+)\b", re.IGNORECASE),
    ),
    (
        "out-of-naloxone",
        re.compile(r"\b(?:maximum|limit)\b", re.IGNORECASE),
        re.compile(r"\b(?:doses?|naloxone)\b", re.IGNORECASE),
    ),
)
_SENTENCE = re.compile(r"[^.!?\n|]+(?:\n(?!\s*(?:\n|[-*|#>]|\d+\.|!!!))[^.!?\n|]+)*")


def check(book: Book) -> Iterator[Finding]:
    """Look for sentences on a fixed subject, and for runs of words that stand in docs/_words."""
    yield from _ways_in(book)
    steps = [int(number) for number in _STEP.findall(book.words.get(STEPS, ""))]
    if steps != [1, 2, 3, 4, 5, 6]:
        yield Finding(f"docs/_words/{STEPS}.md", 0, NAME, f"has {len(steps)} steps that are counted from 1 to 6, and lives hang "
                      "on all six; take them from the last version")  # fmt: skip
    runs = {run: name for name, text in book.words.items() if name not in _PATTERNS for run in _runs(text)}
    clean, words = Clean(book, NAME, __file__, prose.__file__, syntax.__file__), repr(sorted(book.words.items()))
    for page in book.texts:
        yield from clean.unless(words + page.body, functools.partial(_of_page, book, page, runs))
    clean.keep()


def _of_page(book: Book, page: Page, runs: dict[tuple[str, ...], str]) -> Iterator[Finding]:
    text = prose.prose(page)
    yield from _missing(book, page.file, page.includes, text, page.body)
    for match in _SENTENCE.finditer(text.typed):
        for name, subject, matter in _SUBJECTS:
            if subject.search(match[0]) and matter.search(match[0]):
                line = text.line(match.start() + _indent(match[0]))
                yield _finding(page.file, line, name, "says in other words what {} says")
    yield from _copied(page.file, text, runs)


def _ways_in(book: Book) -> Iterator[Finding]:
    """Fixed words come in by their name alone: no other path, no address, no part of a file, no block of names."""
    for page in book.texts:
        for line, row in page.lines():
            if CUT.search(row) and not INCLUDE.fullmatch(row):
                yield Finding(page.file, line, NAME, f"“{row.strip()[:60]}” takes in nothing; write the name of a file in "
                              'docs/_words on a line of its own, like --8<-- "six-steps.md"')  # fmt: skip
    for name, text in book.words.items():
        for line, row in enumerate(text.split("\n"), 1):
            if CUT.search(row):
                yield Finding(
                    f"docs/_words/{name}.md", line, NAME, "fixed words can't take in others; write the words themselves"
                )
    try:
        settings = read((book.root / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    except (KeyError, TypeError, YamlError):
        return  # the rule for mkdocs.yml says so
    for entry in settings:
        if isinstance(entry, Mapping) and _SNIPPETS in entry and entry[_SNIPPETS] != _SETTINGS:
            yield Finding("mkdocs.yml", entry.lines[_SNIPPETS], NAME, "fixed words come from docs/_words and from nowhere else; "
                          f"write: - {_SNIPPETS}: {{base_path: [docs/_words], check_paths: true, "
                          "restrict_base_path: true}")  # fmt: skip


def _missing(book: Book, path: str, names: tuple[str, ...], text: Prose, body: str) -> Iterator[Finding]:
    for name in names:
        if name not in book.words:
            at = body.find(f'"{name}.md"')
            yield Finding(path, text.first_line + body.count("\n", 0, at), NAME, f"there are no fixed words “{name}”; "
                          f"known are {', '.join(book.words)}")  # fmt: skip


def _copied(path: str, text: Prose, runs: dict[tuple[str, ...], str]) -> Iterator[Finding]:
    words = [(match[0].lower(), match.start()) for match in _WORD.finditer(text.typed)]
    skip, firsts = -1, {run[0] for run in runs}
    for n in range(len(words) - _RUN + 1):
        name = runs.get(tuple(word for word, _ in words[n : n + _RUN])) if words[n][0] in firsts else None
        if name and n > skip:
            skip = n + _RUN
            yield _finding(path, text.line(words[n][1]), name, "copies {}")


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = [match[0].lower() for match in _WORD.finditer(text)]
    return zip(*(words[n:] for n in range(_RUN)), strict=False)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _finding(path: str, line: int, name: str, does: str) -> Finding:
    what = does.format(f"docs/_words/{name}.md")
    return Finding(path, line, NAME, f"this sentence {what}; these words have to be the same "
                   f"everywhere. Delete it and write, on a line of its own: --8<-- \"{name}.md\"")  # fmt: skip

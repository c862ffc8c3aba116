"""How long the checks take for a page, a list or a drawing that somebody made long on purpose, or by accident.

The times are of the processor, not of the clock: other programs on the machine don't count.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reader import checks
from reader.checks import line_length, spelling
from reader.source import book
from reader.source.settings import Settings
from small import make

MOST = 2.0  # seconds of the processor
MEGABYTE = 1_000_000
EVERYTHING = "READER_TEST_ALL" in os.environ
PAGE, FACTS = "docs/overdose/respond.md", "docs/overdose/facts.yml"

LINES: dict[str, str] = {
    "brackets": "[", "closing brackets": "]", "pictures": "![", "links": "[a](", "whole links": "[a](b) ", "backticks": "`",
    "odd backticks": "``` ` ", "pipes": "| a ", "stars": "*", "starred": "*a ", "underscores": "_", "underscored": "_a ",
    "tildes": "~~a", "entities": "&amp;", "half entities": "&", "numbers": "1-", "more numbers": "604-555-", "digits": "1",
    "dots": "1.", "dollars": "$1,", "at signs": "a@", "mail": "a.b@c.", "a long word": "a", "quotes": "> ", "curly quotes": "“a ",
    "straight quotes": '"a ', "tags": "<b>", "half tags": "<a ", "closing tags": "</b>", "comments": "<!-- ", "braces": "{: .a ",
    "notes": "[^a]", "facts": "[a](fact:b) ", "spaces": " ", "tabs": "\t", "backslashes": "\\", "hashes": "#", "bangs": "!!! a ",
    "doses": "4 m", "said doses": "half a ", "ways in": '--8<-- "', "hidden letters": "a\u200b", "accents": "e\u0301",
    "colons": "a: ", "addresses": "https://a.", "words": "people use drugs and ",
}  # fmt: skip
BLOCKS: dict[str, str] = {
    "headings": "## a\n\n", "same headings": "## a b\n", "list": "- a\n", "deeper and deeper": "    - a\n", "steps": "1. a\n",
    "table": "| a | b |\n|---|---|\n", "rows": "| a | b |\n", "references": "[a]: b\n", "notes below": "[^a]: b\n",
    "quoted": "> a\n", "boxes": "!!! stop\n    a\n", "short lines": "a\n", "empty lines": "\n", "fences": "```\n",
    "rules": "---\n", "includes": '--8<-- "six-steps.md"\n\n', "words in a paragraph": "one two three four five\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("costs") / "reader", committed=False).root


def seconds(root: Path) -> dict[str, float]:
    """What reading the book and each rule cost. The search for slips is another program's, and reads one line after another."""
    began = time.process_time()
    read = book.load(Settings(root))
    took = {"reading": time.process_time() - began}
    first = next(line_length.check(read), None)
    for rule in (line_length,) if first else checks.SOURCE_RULES:
        if rule is spelling:
            continue
        began = time.process_time()
        for _ in rule.check(read):
            pass
        took[rule.NAME] = time.process_time() - began
    return took


def put(root: Path, path: str, text: str) -> Callable[[], None]:
    """Add to a file; what is returned takes it out again."""
    file = root / path
    whole = file.read_text(encoding="utf-8")
    file.write_text(f"{whole}\n{text}\n", encoding="utf-8")
    return lambda: file.write_text(whole, encoding="utf-8") and None


def line(unit: str, size: int) -> str:
    return unit * (size // len(unit))


def lines_of(unit: str, size: int) -> str:
    """Lines as long as they may be, each in a paragraph of its own: as much of it as a page may have."""
    row = unit * (line_length.LINE // len(unit) - 1)
    return f"\n{row}\n" * (size // (len(row) + 2))


@pytest.mark.parametrize("case", LINES)
def test_a_megabyte_on_a_line(case: str, root: Path) -> None:
    back = put(root, PAGE, line(LINES[case], MEGABYTE))
    took = seconds(root)
    back()
    assert max(took.values()) < MOST, took


@pytest.mark.parametrize("case", LINES if EVERYTHING else [*LINES][::6])
def test_a_page_that_is_full_of_it(case: str, root: Path) -> None:
    back = put(root, PAGE, lines_of(LINES[case], line_length.PAGE - 4000))
    took = seconds(root)
    back()
    assert max(took.values()) < MOST, took


@pytest.mark.parametrize("case", BLOCKS)
def test_many_short_lines(case: str, root: Path) -> None:
    for size in (MEGABYTE, line_length.PAGE - 4000):
        back = put(root, PAGE, line(BLOCKS[case], size))
        took = seconds(root)
        back()
        assert max(took.values()) < MOST, took


def test_twice_as_much_takes_no_more_than_twice_as_long(root: Path) -> None:
    """Text as people write it, up to as much as a page may have: no rule goes through it once for each of its words."""
    paragraph = (
        "## Part {n}\n\nPeople who use drugs look after *each other* (see [what to do](respond.md#what-to-do)), "
        "and call [9-1-1](fact:call-911). “Stay,” they say.\n\n1. Wake them {n}.\n2. Breathe.\n\n"
        "| a | b |\n|---|---|\n| {n} | 2 |\n\n"
    )
    took = []
    for size in (75, 150):
        back = put(root, PAGE, "".join(paragraph.format(n=n) for n in range(size)))
        best = min((seconds(root) for _ in range(3)), key=lambda each: sum(each.values()))
        back()
        took.append(best)
    for rule, time_taken in took[1].items():
        assert time_taken < max(2.5 * took[0][rule], took[0][rule] + 0.05), (rule, took)

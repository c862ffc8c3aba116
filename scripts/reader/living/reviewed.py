"""What somebody who checked pages sends back: taken in whole, or refused with what is missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from reader import files
from reader.source import claims, dates, schema, syntax
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.page import Page
from reader.source.yamlfile import Mapping, quoted

SAYS = ("right", "wrong", "unsafe", "not sure")
RULE = "review"
_NAME = re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof)\.? [A-Z]|^(?:[A-Z][a-z]+ ){1,2}[A-Z][a-z]+$")


@dataclass(frozen=True)
class Answer:
    """One page that can be marked as checked, and the lines on it that have to be mended first."""

    page: Page
    by: str
    on: str
    checked: str
    mark: str
    mend: tuple[str, ...]


def blank(book: Book, pages: tuple[Page, ...]) -> str:
    """The file for the answers of a chapter, with every line still to be answered."""
    rows = [
        "# The answers of somebody who checked these pages. `by` is a role or a group (“a nurse”), never a person's name.",
        "# Each line gets: right, wrong, unsafe or not sure. For wrong and unsafe say what to write: {says: wrong, instead: …}",
        'by: ""', 'on: ""  # the day, like "2026-12-05"', 'checked: ""  # in a few words: the steps and doses', "pages:",
    ]  # fmt: skip
    for page in pages:
        rows += [f"  {page.path}:", f'    of: "{claims.mark(book, page)}"', "    lines:"]
        rows += [f'      {claim.code}: ""  # {claim.sentence[:70]}' for claim in claims.of_page(book, page)] or ["      {}"]
    return "\n".join(rows) + "\n"


def read(book: Book, file: Path, today: date) -> tuple[list[Answer], list[Finding]]:
    """The answers for each page of the file, and everything that keeps it from being taken in."""
    content, problems = schema.document(file, file.name, RULE)
    rules: dict[str, schema.Rule] = {"by": _by, "on": _day(today), "checked": schema.words, "pages": lambda _: None}
    problems += schema.findings(content, "this file", file.name, 1, RULE, rules, {})
    if problems or not isinstance(content["pages"], Mapping):
        return [], problems or [Finding(file.name, 1, RULE, "pages: has to hold pages, each with its lines")]
    known, answers = {page.path: page for page in book.pages}, []
    for path, said in content["pages"].items():
        page = known.get(path)
        line = content["pages"].lines[path]
        if page is None or not isinstance(said, dict) or not isinstance(said.get("lines"), dict):
            problems.append(
                Finding(file.name, line, RULE, f"“{path}” is no page with lines; make a new file with scripts/review")
            )
            continue
        if said.get("of") != claims.mark(book, page):
            problems.append(Finding(file.name, line, RULE, f"{path} has changed since this was checked; make a new sheet with "
                                    "scripts/review, and ask about the lines that are new"))  # fmt: skip
            continue
        mend, missing = _lines(book, page, said["lines"])
        if missing:
            problems.append(Finding(file.name, line, RULE, f"{path} has no answer to {', '.join(missing[:6])}"
                                    f"{' and more' if len(missing) > 6 else ''}; a new date alone is no check: answer every "
                                    "line, or leave the page out"))  # fmt: skip
        answers.append(Answer(page, content["by"], content["on"], content["checked"], said["of"], tuple(mend)))
    return answers, problems


def _lines(book: Book, page: Page, said: dict[str, Any]) -> tuple[list[str], list[str]]:
    mend, missing = [], []
    for claim in claims.of_page(book, page):
        answer = said.get(claim.code, "")
        says = answer.get("says", "") if isinstance(answer, dict) else answer
        if says not in SAYS:
            missing.append(claim.code)
        elif says != "right":
            instead = str(answer.get("instead", "")) if isinstance(answer, dict) else ""
            mend.append(f"{page.file}  {claim.code} {says}: {claim.sentence}{f' → {instead}' if instead else ''}")
    return mend, missing


def write(root: Path, answer: Answer) -> None:
    """Put the check into the block at the top of the page. Raises ValueError for a page that has lines to mend."""
    if answer.mend:
        raise ValueError(f"{answer.page.file} has lines to mend first")
    file = root / answer.page.file
    text = file.read_text(encoding="utf-8")
    match = syntax.FRONT_MATTER.match(text)
    if match is None:
        raise ValueError(f"{answer.page.file} has no block at its top")
    row = f'  - {{on: "{answer.on}", by: {quoted(answer.by)}, checked: {quoted(answer.checked)}, of: "{answer.mark}"}}\n'
    block = match[1]
    at = re.search(r"^reviewed:[ \t]*\n", block, re.MULTILINE)
    block = f"{block[: at.end()]}{row}{block[at.end() :]}" if at else f"{block}reviewed:\n{row}"
    files.write(file, f"{text[: match.start(1)]}{block}{text[match.end(1) :]}".encode())


def _by(value: Any) -> str | None:
    if said := schema.words(value):
        return said
    return (
        "looks like a person's name; write a role or a group, like “a nurse” or “the group Island Nurses”"
        if _NAME.search(value)
        else None
    )


def _day(today: date) -> schema.Rule:
    def rule(value: Any) -> str | None:
        try:
            day = dates.parse(value) if isinstance(value, str) else None
        except ValueError:
            day = None
        if day is None or len(day.text) != 10:
            return 'has to be the day of the check, like "2026-12-05"'
        return "is a day still to come; write the day of the check" if day.first > today else None

    return rule

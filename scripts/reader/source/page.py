"""A page: one Markdown file of docs/, with the block at its top read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from reader.source import own_files, schema, syntax
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping, YamlError, read

ZINE = "zine.md"  # beside a chapter's first page: six panels of it, for one sheet of paper
EDITABLE = ("document", "money sheet", "count sheet")  # Word, or a sheet with sums, in dollars or not
FORMS = "forms"  # the folder whose pages are blanks to print and fill in


@dataclass(frozen=True)
class Review:
    """Somebody's own word that they checked the page."""

    on: str
    by: str
    checked: str
    of: str = ""  # what the page said then: reader.source.claims.mark


@dataclass(frozen=True)
class Page:
    """One Markdown file. `path` is relative to docs/, `offset` the lines that stand before `body`.

    `ours`: its chapter on paper has room for what a group writes about its own place. `copies`: how often a form stands
    on its sheet of paper. `cards`: each section of a form is a card to cut out, and a rule in it turns the card over.
    `dates`: on paper every value has its date behind it, in figures: a card is carried for years.
    `edit` is what kind of file people change it in, one of EDITABLE, and `sums` what such a sheet works out by itself.
    `english` is said in the edition of another language alone: of which English it was made (reader.living.staging), and
    `readers` who has read the translation.
    """

    path: str
    title: str
    summary: str
    also: tuple[str, ...]
    reviewed: tuple[Review, ...]
    body: str
    offset: int
    number: str = ""
    chapter: str = ""
    keeps: str = ""
    never_write: str = ""
    ours: bool = False
    copies: int = 1
    dates: bool = False
    now: tuple[str, ...] = ()
    cards: bool = False
    edit: str = ""
    sums: tuple[str, ...] = ()
    english: str = ""
    readers: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """Its place in the project, as messages name it."""
        return f"docs/{self.path}"

    @property
    def url(self) -> str:
        """Its address below the site's root: overdose/respond/ (the cover: an empty text)."""
        return address(self.path)

    @cached_property
    def includes(self) -> tuple[str, ...]:
        """The fixed words it takes in, by name."""
        return tuple(syntax.INCLUDE.findall(self.body))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts it uses, each once, in reading order."""
        return tuple(dict.fromkeys(match[2] for match in syntax.FACT_LINK.finditer(self.body)))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The ids of the sources its notes name, each once, in reading order."""
        return tuple(dict.fromkeys(match[1] for match in syntax.NOTE_MARK.finditer(self.body)))

    def places(self, name: str) -> list[list[str]]:
        """The words of each `<!-- here: name … -->` on it."""
        return [words for found, *words in syntax.places(self.body) if found == name]

    @property
    def is_form(self) -> bool:
        """Whether it is a blank to print and fill in."""
        return _is_form(self.path)

    @property
    def form(self) -> str:
        """The name of a form and of its paper: shift-log."""
        return self.path.removeprefix(f"{FORMS}/").removesuffix(".md")

    @property
    def is_opening(self) -> bool:
        """Whether it is the first page of a numbered chapter."""
        return bool(self.number) and "." not in self.number

    @property
    def is_zine(self) -> bool:
        """Whether it is a chapter's six panels."""
        return self.path.endswith(f"/{ZINE}")

    def lines(self) -> Iterator[tuple[int, str]]:
        """Its body, line by line, with the line numbers of the file."""
        return enumerate(self.body.split("\n"), self.offset + 1)


def _is_form(path: str) -> bool:
    """Whether the page with this path in docs/ is a form: all in their folder but the page that lists them."""
    return path.startswith(f"{FORMS}/") and path != f"{FORMS}/index.md"


def address(path: str) -> str:
    """The folder below the site's root in which the page of this path in docs/ stands; empty for the cover."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"


def way(here: str, target: str) -> str:
    """The link from the page with the path `here` to another path below docs/, perhaps with a heading on it."""
    path, mark, heading = target.partition("#")
    return posixpath.relpath(path, posixpath.dirname(here) or ".") + mark + heading


def load(root: Path, path: str, number: str, chapter: str) -> tuple[Page | None, list[Finding]]:
    """Read a page, and what is wrong with it. None where there is no such file: the rule on the nav says so."""
    file, name = root / "docs" / path, f"docs/{path}"
    problems: list[Finding] = []
    if not own_files.is_own(root, file):
        return None, problems
    try:
        text = file.read_text(encoding="utf-8-sig")  # Windows writes a mark before the first ---
    except UnicodeDecodeError:
        problems.append(Finding(name, 0, "front-matter", "is not UTF-8 text; save it again as UTF-8"))
        text = file.read_text(encoding="utf-8-sig", errors="replace")  # so that links to it are not called dead
    match = syntax.FRONT_MATTER.match(text)
    if match is None:
        problems.append(Finding(name, 1, "front-matter", "does not begin with a block between two lines of ---; "
                                "copy the one at the top of another page and fill it in"))  # fmt: skip
        return Page(path, path, "", (), (), text, 0, number, chapter), problems
    rest = text[match.end() :]
    body = rest.lstrip("\n")
    offset = text.count("\n", 0, len(text) - len(body))
    fields, wrong = _front_matter(name, match[1])
    page = Page(
        path, fields.get("title", path), fields.get("summary", ""), tuple(fields.get("also", ())),
        tuple(Review(entry["on"], entry["by"], entry["checked"], entry.get("of", "")) for entry in fields.get("reviewed", ())),
        body, offset, number, chapter, fields.get("keeps", ""), fields.get("never_write", ""), "ours" in fields,
        int(fields.get("copies", 1)), "dates" in fields, tuple(fields.get("now", ())), "cards" in fields,
        fields.get("edit", ""), tuple(fields.get("sums", ())), fields.get("english", ""), tuple(fields.get("readers", ())),
    )  # fmt: skip
    return page, problems + wrong


def load_zine(root: Path, opening: Page, number: str, chapter: str) -> tuple[Page | None, list[Finding]]:
    """The zine of the chapter that opens with this page, if it has one, and what is wrong with it."""
    return load(root, f"{posixpath.dirname(opening.path)}/{ZINE}", number, chapter)


def _front_matter(name: str, text: str) -> tuple[dict[str, Any], list[Finding]]:
    """The fields of a page that are as they should be; the others become problems."""
    try:
        fields = read("\n" + text)  # one line for the --- above, so that lines agree with the file
    except YamlError as error:
        return {}, [Finding(name, error.line, "front-matter", error.message, column=error.column)]
    required: dict[str, schema.Rule] = {"title": schema.words, "summary": schema.words, "also": schema.word_list}
    optional: dict[str, schema.Rule] = {"reviewed": _reviews}
    if name.endswith(f"/{ZINE}"):
        del required["also"]  # nobody searches for it
        optional = {}
    elif _is_form(name.removeprefix("docs/")):
        required |= {"keeps": schema.words, "never_write": schema.words}
        optional |= {"copies": _copies, "dates": _true, "cards": _true}
        optional |= {"edit": schema.one_of(EDITABLE), "sums": schema.word_list}
    else:
        optional |= {"ours": _true, "now": schema.word_list}
    if isinstance(fields, Mapping) and {"english", "readers"} & {*fields}:  # of another language: nobody else has to know them
        optional |= {"english": schema.words, "readers": schema.word_list}
    found = list(schema.findings(fields, "the block at the top", name, 1, "front-matter", required, optional))
    if not isinstance(fields, Mapping):
        return {}, found
    wrong = {finding.line for finding in found}
    for key in ("title", "summary"):
        if key in fields.guessed and fields[key]:
            found.append(Finding(name, fields.lines[key], "front-matter", f"“{key}: {fields[key]}” is read as a number, "
                                 "a date, a yes or a nothing, and the browser's tab would say that; put it in quotes: "
                                 f'{key}: "{fields[key]}"'))  # fmt: skip
    return {key: value for key, value in fields.items() if fields.lines[key] not in wrong}, found


def _reviews(value: Any) -> str | None:
    good = isinstance(value, list) and all(
        isinstance(entry, Mapping)
        and {"on", "by", "checked"} <= set(entry) <= {"on", "by", "checked", "of"}
        and all(isinstance(part, str) and part for part in entry.values())
        for entry in value
    )
    return None if good else 'has to be a list of who checked what, like {on: "2026-12-01", by: …, checked: …}'


def _copies(value: Any) -> str | None:
    good = isinstance(value, str) and re.fullmatch(r"[2-9]|[1-3][0-9]", value)
    return None if good else "has to be how often the form stands on its sheet, from 2 to 39; leave the line out for once"


def _true(value: Any) -> str | None:
    return None if value == "true" else "can only be true; leave the line out where it is not"

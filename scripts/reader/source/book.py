"""The book: its chapters and pages, in the order of the nav, with section numbers and fixed words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from reader.source import engine_settings, facts, glossary, own_files, schema
from reader.source.facts import Register
from reader.source.finding import Finding
from reader.source.glossary import Glossary
from reader.source.yamlfile import Mapping, YamlError, read

FACT_LINK = re.compile(r"\[([^\[\]]+)\]\(fact:([^)\s]+)\)")
NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)
INCLUDE = re.compile(r'^\s*--8<--\s+"([\w-]+)\.md"\s*$', re.MULTILINE)
_CHAPTER = re.compile(r"(\d+)\.? (.+)")


@dataclass(frozen=True)
class Review:
    """Somebody's own word that they checked the page."""

    on: str
    by: str
    checked: str


@dataclass(frozen=True)
class Page:
    """One Markdown file. `path` is relative to docs/, `offset` the lines that stand before `body`."""

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

    @property
    def file(self) -> str:
        """Its place in the project, as messages name it."""
        return f"docs/{self.path}"

    @property
    def url(self) -> str:
        """Its address below the site's root: overdose/respond/ (the cover: an empty text)."""
        return address(self.path)

    @property
    def includes(self) -> tuple[str, ...]:
        """The fixed words it takes in, by name."""
        return tuple(INCLUDE.findall(self.body))

    @property
    def facts(self) -> tuple[str, ...]:
        """The ids of the facts it uses, each once, in reading order."""
        return tuple(dict.fromkeys(match[2] for match in FACT_LINK.finditer(self.body)))

    @property
    def notes(self) -> tuple[str, ...]:
        """The ids of the sources its notes name, each once, in reading order."""
        return tuple(dict.fromkeys(match[1] for match in NOTE_MARK.finditer(self.body)))

    @property
    def is_form(self) -> bool:
        """Whether it is a blank to print and fill in."""
        return self.path.startswith("forms/")

    @property
    def is_opening(self) -> bool:
        """Whether it is the first page of a numbered chapter."""
        return bool(self.number) and "." not in self.number

    def lines(self) -> Iterator[tuple[int, str]]:
        """Its body, line by line, with the line numbers of the file."""
        return enumerate(self.body.split("\n"), self.offset + 1)


@dataclass(frozen=True)
class Chapter:
    """A folder of pages under one heading of the nav; `number` is empty for forms and the about pages."""

    title: str
    number: str
    pages: tuple[Page, ...]


@dataclass
class Book:
    """Everything a build is made from, and what is wrong with it."""

    root: Path
    chapters: list[Chapter] = field(default_factory=list)
    register: Register = field(default_factory=Register)
    words: dict[str, str] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    problems: list[Finding] = field(default_factory=list)

    @property
    def pages(self) -> list[Page]:
        """All pages in reading order."""
        return [page for chapter in self.chapters for page in chapter.pages]

    @cached_property
    def glossary_page(self) -> Page | None:
        """The page that lists the words of the glossary, if there is one."""
        return next((page for page in self.pages if glossary.HERE.search(page.body)), None)

    def title_of(self, path: str) -> str:
        """The title of the page with this path; the path itself if there is none (the glossary's check says so)."""
        return next((page.title for page in self.pages if page.path == path), path)

    def page_of(self, body: str) -> Page | None:
        """The page with this text. Engines hand the text over unchanged but never say from which file."""
        wanted = body.strip()
        return next((page for page in self.pages if page.body.strip() == wanted), None)


def address(path: str) -> str:
    """The folder below the site's root in which the page of this path in docs/ stands; empty for the cover."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if stem == "index" or stem.endswith("/index") else f"{stem}/"


def fact_files(root: Path) -> Iterator[tuple[str, Path]]:
    """The register's files as (name for messages, file), in a fixed order."""
    for file in sorted((root / "docs").glob("*/facts.yml")):
        if own_files.is_own(root, file):
            yield file.relative_to(root).as_posix(), file


def load(root: Path) -> Book:
    """Read the whole book. Never raises for bad content: what is wrong stands in `problems`."""
    if not (root / "docs").is_dir():
        return Book(root, problems=[Finding("docs", 0, own_files.RULE, "is no folder, and all pages stand in it; take it "
                                            "from the last version")])  # fmt: skip
    book = Book(root, register=facts.load(fact_files(root)), glossary=glossary.read(root))
    book.problems.extend(own_files.problems(root))
    book.words = {
        file.stem: file.read_text(encoding="utf-8-sig", errors="replace").strip()
        for file in sorted((root / "docs/_words").glob("*.md"))
        if own_files.is_own(root, file) and not own_files.is_leftover(file.name)
    }
    for title, paths in _nav(book):
        match = _CHAPTER.fullmatch(title)
        number, name = (match[1], match[2]) if match else ("", title)
        pages = []
        for count, path in enumerate(paths):
            page = _page(book, path, f"{number}.{count}" if number and count else number, name)
            if page is not None:
                pages.append(page)
        book.chapters.append(Chapter(name, number, tuple(pages)))
    bodies: dict[str, str] = {}
    for page in book.pages:
        twin = bodies.setdefault(page.body.strip(), page.file)
        if twin != page.file:
            book.problems.append(Finding(page.file, page.offset + 1, "front-matter", f"has the same text as {twin}; "
                                         "the two can't be told apart: delete one or change it"))  # fmt: skip
    return book


def nav_paths(book: Book) -> list[str]:
    """Every path the nav names, in order, whether the file exists or not."""
    return [path for _, paths in _nav(Book(book.root)) for path in paths]


def _nav(book: Book) -> Iterator[tuple[str, list[str]]]:
    """The nav of mkdocs.yml as (title, paths); a page that stands alone is a chapter of one page."""
    settings, problems = engine_settings.findings(book.root)
    book.problems.extend(problems)
    nav = settings.get("nav", [])
    for item in nav:
        for title, below in item.items() if isinstance(item, Mapping) else [(str(item), item)]:
            if isinstance(item, Mapping) and title in item.guessed:
                book.problems.append(Finding("mkdocs.yml", item.lines[title], "nav", f"“{title}” is read as a number, a date, "
                                     f'a yes or a nothing; put it in quotes: "{title}":'))  # fmt: skip
            yield title, list(_paths(below))


def _paths(below: Any) -> Iterator[str]:
    if isinstance(below, str):
        yield below
    elif isinstance(below, Mapping):
        for part in below.values():
            yield from _paths(part)
    else:
        for part in below or []:
            yield from _paths(part)


def _page(book: Book, path: str, number: str, chapter: str) -> Page | None:
    file = book.root / "docs" / path
    name = f"docs/{path}"
    if not own_files.is_own(book.root, file):
        return None  # the nav check says so, with the line of mkdocs.yml
    try:
        text = file.read_text(encoding="utf-8-sig")  # Windows writes a mark before the first ---
    except UnicodeDecodeError:
        book.problems.append(Finding(name, 0, "front-matter", "is not UTF-8 text; save it again as UTF-8"))
        text = file.read_text(encoding="utf-8-sig", errors="replace")  # so that links to it are not called dead
    match = _FRONT_MATTER.match(text)
    if match is None:
        book.problems.append(Finding(name, 1, "front-matter", "does not begin with a block between two lines of ---; "
                                     "copy the one at the top of another page and fill it in"))  # fmt: skip
        return Page(path, path, "", (), (), text, 0, number, chapter)
    rest = text[match.end() :]
    body = rest.lstrip("\n")
    offset = text.count("\n", 0, len(text) - len(body))
    fields = _front_matter(book, name, match[1])
    return Page(
        path, fields.get("title", path), fields.get("summary", ""), tuple(fields.get("also", ())),
        tuple(Review(entry["on"], entry["by"], entry["checked"]) for entry in fields.get("reviewed", ())),
        body, offset, number, chapter, fields.get("keeps", ""), fields.get("never_write", ""),
    )  # fmt: skip


def _front_matter(book: Book, name: str, text: str) -> dict[str, Any]:
    """The fields of a page that are as they should be; the others become problems."""
    try:
        fields = read("\n" + text)  # one line for the --- above, so that lines agree with the file
    except YamlError as error:
        book.problems.append(Finding(name, error.line, "front-matter", error.message, column=error.column))
        return {}
    required: dict[str, schema.Rule] = {"title": schema.words, "summary": schema.words, "also": schema.word_list}
    optional: dict[str, schema.Rule] = {"reviewed": _reviews}
    if name.startswith("docs/forms/"):
        required |= {"keeps": schema.words, "never_write": schema.words}
    found = list(schema.findings(fields, "the block at the top", name, 1, "front-matter", required, optional))
    book.problems.extend(found)
    if not isinstance(fields, Mapping):
        return {}
    for key in ("title", "summary"):
        if key in fields.guessed and fields[key]:
            book.problems.append(Finding(name, fields.lines[key], "front-matter", f"“{key}: {fields[key]}” is read as a number, "
                                 "a date, a yes or a nothing, and the browser's tab would say that; put it in quotes: "
                                 f'{key}: "{fields[key]}"'))  # fmt: skip
    wrong = {line for finding in found for line in [finding.line]}
    return {key: value for key, value in fields.items() if fields.lines[key] not in wrong}


def _reviews(value: Any) -> str | None:
    good = isinstance(value, list) and all(
        isinstance(entry, Mapping)
        and set(entry) == {"on", "by", "checked"}
        and all(isinstance(part, str) and part for part in entry.values())
        for entry in value
    )
    return None if good else 'has to be a list of who checked what, like {on: "2026-12-01", by: …, checked: …}'

"""The book: its chapters and pages in the order of the nav, its register, its glossary, its fixed words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from reader.source import (
    alike,
    asked,
    engine_settings,
    glossary,
    language,
    layers,
    own_files,
    page,
    redirects,
    register,
    strings,
    syntax,
    town,
    translated_values,
)
from reader.source.alike import Alike
from reader.source.asked import Asked
from reader.source.facts import Fact, Register
from reader.source.finding import Finding
from reader.source.glossary import Glossary
from reader.source.language import Language
from reader.source.page import Page
from reader.source.redirects import Redirects
from reader.source.settings import Settings
from reader.source.strings import Strings
from reader.source.town import Town
from reader.source.yamlfile import Mapping


@dataclass(frozen=True)
class Chapter:
    """A folder of pages under one heading of the nav; `number` is empty for forms and the about pages.

    `zine`: six panels of it on one sheet of paper, which no page of the site shows.
    """

    title: str
    number: str
    pages: tuple[Page, ...]
    zine: Page | None = None


@dataclass
class Book:
    """Everything a build is made from, and what is wrong with it."""

    settings: Settings
    chapters: list[Chapter] = field(default_factory=list)
    register: Register = field(default_factory=Register)
    words: dict[str, str] = field(default_factory=dict)
    glossary: Glossary = field(default_factory=Glossary)
    language: Language = field(default_factory=Language)
    redirects: Redirects = field(default_factory=Redirects)
    alike: Alike = field(default_factory=Alike)
    asked: Asked = field(default_factory=Asked)
    problems: list[Finding] = field(default_factory=list)
    town: Town | None = None
    strings: Strings | None = None  # of an edition in another language: words of interface and templates
    halfway: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)  # see reader.render.halfway

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.settings.root

    @property
    def pages(self) -> list[Page]:
        """All pages in reading order."""
        return [page for chapter in self.chapters for page in chapter.pages]

    @property
    def texts(self) -> list[Page]:
        """All pages and zines: whatever people read, and rules on words hold for."""
        return self.pages + [chapter.zine for chapter in self.chapters if chapter.zine]

    def page_with(self, place: str) -> Page | None:
        """The first page that shows what `<!-- here: place … -->` stands for, if there is one."""
        return next((page for page in self.pages if page.places(place)), None)

    @cached_property
    def glossary_page(self) -> Page | None:
        """The page that lists the words of the glossary, if there is one."""
        return self.page_with("glossary")

    @cached_property
    def correction_page(self) -> Page | None:
        """The page that says how to send a correction, if there is one."""
        return self.page_with("contact")

    def title_of(self, path: str) -> str:
        """The title of the page with this path; the path itself if there is none (the glossary's check says so)."""
        return next((page.title for page in self.pages if page.path == path), path)

    def page_of(self, body: str) -> Page | None:
        """The page with this text. Engines hand the text over unchanged but never say from which file."""
        wanted = body.strip()
        return next((page for page in self.pages if page.body.strip() == wanted), None)

    def listed(self, page: Page) -> list[Fact]:
        """The facts that a page lists: `<!-- here: facts overdose rights -->`; without folders, all."""
        known = self.register.facts.values()
        return [fact for folders in page.places("facts") for fact in known if not folders or fact.folder in folders]

    def files_of(self, page: Page) -> list[str]:
        """The files whose words a page shows: its own, the fixed words it takes in, and lists of words."""
        used = [page.file, *(f"docs/_words/{name}.md" for name in page.includes)]
        lists = {"language": language.FILE, "glossary": glossary.FILE}
        return used + [file for place, file in lists.items() if page.places(place)]


def fact_files(root: Path) -> Iterator[tuple[str, Path]]:
    """The register's files as (name for messages, file), in a fixed order."""
    for file in sorted((root / "docs").glob("*/facts.yml")):
        if own_files.is_own(root, file):
            yield file.relative_to(root).as_posix(), file


def load(settings: Settings) -> Book:
    """Read the whole book. Never raises for bad content: what is wrong stands in `problems`."""
    root = settings.root
    if not (root / "docs").is_dir():
        return Book(settings, problems=[Finding("docs", 0, own_files.RULE, "is no folder, and all pages stand in it; take it "
                                                "from the last version")])  # fmt: skip
    known, own = _register(settings), None
    if settings.place is not None:
        known, own = town.laid_on(known, settings.place)
    words: Strings | None = None
    wrong: list[Finding] = []
    if (root / "docs" / strings.FILE).is_file():  # a project that reader.living.staging has put together
        words, wrong = strings.read(root / "docs" / strings.FILE, f"docs/{strings.FILE}", settings.language)
        known = translated_values.laid_on(known, root / "docs" / translated_values.FILE)
    book = Book(settings, problems=wrong, register=known, town=own, strings=words,
                glossary=glossary.read(root), language=language.read(root),
                redirects=redirects.read(root), alike=alike.read(root), asked=asked.read(root))  # fmt: skip
    book.problems.extend(own_files.problems(root))
    book.words = {
        file.stem: file.read_text(encoding="utf-8-sig", errors="replace").strip()
        for file in sorted((root / "docs/_words").glob("*.md"))
        if own_files.is_own(root, file) and not own_files.is_leftover(file.name)
    }
    nav, problems = _nav(root)
    book.problems.extend(problems)
    for title, paths in nav:
        match = syntax.CHAPTER.fullmatch(title)
        number, name = (match[1], match[2]) if match else ("", title)
        pages = []
        for count, path in enumerate(paths):
            found, problems = page.load(root, path, f"{number}.{count}" if number and count else number, name)
            book.problems.extend(problems)
            pages += [found] if found is not None else []
        zine, problems = page.load_zine(root, pages[0], number, name) if number and pages else (None, [])
        book.problems.extend(problems)
        book.chapters.append(Chapter(name, number, tuple(pages), zine))
    bodies: dict[str, str] = {}
    for each in book.pages:
        twin = bodies.setdefault(each.body.strip(), each.file)
        if twin != each.file:
            book.problems.append(Finding(each.file, each.offset + 1, "front-matter", f"has the same text as {twin}; "
                                         "the two can't be told apart: delete one or change it"))  # fmt: skip
    return book


def _register(settings: Settings) -> Register:
    return layers.laid_on(register.load(fact_files(settings.root)), settings.root, settings.layers)


def nav_paths(book: Book) -> list[str]:
    """Every path the nav names, in order, whether the file exists or not."""
    return [path for _, paths in _nav(book.root)[0] for path in paths]


def _nav(root: Path) -> tuple[list[tuple[str, list[str]]], list[Finding]]:
    """The nav of mkdocs.yml as (title, paths), and what is wrong with it; a page that stands alone is a chapter of one page."""
    settings, problems = engine_settings.findings(root)
    found = []
    for item in settings.get("nav", []):
        for title, below in item.items() if isinstance(item, Mapping) else [(str(item), item)]:
            if isinstance(item, Mapping) and title in item.guessed:
                problems.append(Finding("mkdocs.yml", item.lines[title], "nav", f"“{title}” is read as a number, a date, "
                                        f'a yes or a nothing; put it in quotes: "{title}":'))  # fmt: skip
            found.append((title, list(_paths(below))))
    return found, problems


def _paths(below: Any) -> Iterator[str]:
    if isinstance(below, str):
        yield below
    elif isinstance(below, Mapping):
        for part in below.values():
            yield from _paths(part)
    else:
        for part in below or []:
            yield from _paths(part)

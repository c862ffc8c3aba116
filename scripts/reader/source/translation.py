"""Another language: docs/<language>/ holds pages beside the English ones, each made from an English text that it names."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from reader.source import own_files, strings, syntax
from reader.source.finding import Finding
from reader.source.strings import Strings
from reader.source.yamlfile import Mapping, YamlError, read

FOLDER = re.compile(r"[a-z]{2,3}(?:-[A-Z][A-Za-z]{1,7})?")  # pa, crk, zh-Hant: no chapter has such a name
BESIDE = (strings.FILE, "values.yml", "glossary.yml", "alike.yml", "asked.yml", "language.yml")  # what stands there besides pages
NONE, MOVED = "none", "moved"  # what a page says of its English once it is put together (reader.living.staging)
READERS = 2  # people who have to have read a page before it is published
_SAID = re.compile(r"^(?:title|summary|keeps|never_write):.*$", re.MULTILINE)
_MARK = 12  # letters of a hash
_NUMBER = re.compile(r"\d+")
_NOT_TYPED = re.compile(
    rf"{syntax.FACT_LINK.pattern}|\]\([^)]*\)|{syntax.NOTE_MARK.pattern}|<[^>]*>|^\s*\d+\. |\{{:[^}}]*\}}", re.MULTILINE
)


@dataclass(frozen=True)
class Part:
    """A page, a zine or fixed words in the language, by the path of the English below docs/.

    `english` is the mark of the English it was made from, `now` that of the English as it is (empty: there is none).
    """

    path: str
    english: str
    now: str
    readers: tuple[str, ...]
    needs: tuple[str, ...] = ()  # fixed words that it takes in
    same_figures: bool = True  # whether its words hold the same figures as the English, in whatever order

    @property
    def moved(self) -> bool:
        """Whether the English has changed since."""
        return self.english != self.now

    @property
    def waits(self) -> str:
        """What has to be done before it can be published; empty when nothing has."""
        if not self.english:
            return "it does not say which English it was made from"
        have = len({name.strip().casefold() for name in self.readers})
        return f"{have} of {READERS} people have read it; their names or roles go behind readers:" if have < READERS else ""


@dataclass
class Translation:
    """A language of the project, as its folder holds it."""

    code: str
    strings: Strings
    parts: dict[str, Part] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)

    def waits(self, part: Part) -> str:
        """As a part says it, and for a page also whether fixed words on it can't be published."""
        if part.waits:
            return part.waits
        for name in part.needs:
            words = self.parts.get(f"_words/{name}.md")
            if words is None or words.waits:
                return f"its fixed words _words/{name}.md are not translated and read yet"
        return ""

    @property
    def published(self) -> dict[str, Part]:
        """Those that people may see."""
        return {path: part for path, part in self.parts.items() if not self.waits(part)}


def mark(text: str) -> str:
    """The mark of an English file: another one as soon as anything is changed that a translator has to know."""
    match = syntax.FRONT_MATTER.match(text)
    said = "\n".join((*(_SAID.findall(match[1]) if match else ()), _body(text).strip()))
    return hashlib.sha256(said.encode()).hexdigest()[:_MARK]


def figures(text: str) -> list[str]:
    """The numbers that somebody typed into a text, in any script that has ten figures; not those of values and addresses."""
    found = _NUMBER.findall(_NOT_TYPED.sub("", text))
    return ["".join(str(unicodedata.decimal(figure)) for figure in number) for number in found]


def codes(root: Path) -> list[str]:
    """The languages that have a folder."""
    folders = (file.name for file in (root / "docs").glob("*") if file.is_dir() and not file.is_symlink())
    return sorted(name for name in folders if FOLDER.fullmatch(name))


def of_project(root: Path) -> list[Translation]:
    """Every language with its pages; nothing is published of one whose strings can't be read."""
    return [_read(root, code) for code in codes(root)]


def _read(root: Path, code: str) -> Translation:
    path = f"docs/{code}/{strings.FILE}"
    words, problems = strings.read(root / path, path, code)
    found = Translation(code, words or Strings(code, code), {}, problems)
    for file in own_files.walk(root, f"docs/{code}"):
        if file.suffix != ".md" or file.is_symlink():
            continue
        name = file.relative_to(root / "docs" / code).as_posix()
        source = root / "docs" / name
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        english = source.read_text(encoding="utf-8-sig", errors="replace") if own_files.is_own(root, source) else ""
        fields = _fields(text)
        readers = fields.get("readers")
        found.parts[name] = Part(
            name, str(fields.get("english") or ""),
            mark(english) if english else "",
            tuple(str(each) for each in readers) if isinstance(readers, list) else (), tuple(syntax.INCLUDE.findall(text)),
            sorted(figures(_body(text))) == sorted(figures(_body(english))),
        )  # fmt: skip
    return found


def _body(text: str) -> str:
    match = syntax.FRONT_MATTER.match(text)
    return text[match.end() :] if match else text


def _fields(text: str) -> Mapping:
    """The block at the top; empty where it can't be read: the rule on that block says so when the page is looked at."""
    match = syntax.FRONT_MATTER.match(text)
    try:
        content = read(match[1]) if match else Mapping()
    except YamlError:
        content = Mapping()
    return content if isinstance(content, Mapping) else Mapping()

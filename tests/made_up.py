"""A made-up language: every English word with other vowels. Whatever stays English on its pages was forgotten."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

from reader.living import frame
from reader.source import book, strings, syntax, translation
from reader.source.settings import Settings
from small import Project

CODE, NAME = "xzo", "Øløkø"
READERS = "[ø nørsø, øøtrøøch]"
_COMMIT = re.compile(r"\b[0-9a-f]{8}\b")
_VOWELS = re.compile(r"[aeiou]")
_WORD = re.compile(r"[A-Za-zøØ]+(?:[’'][A-Za-zøØ]+)?")
# What a translator leaves as it is: values, notes, addresses, comments, what is taken in, kinds of boxes, classes.
_KEPT = re.compile(
    r"\[[^\[\]]*\]\(fact:[^)]*\)|\]\([^)]*\)|\[\^[^\]]*\]|<[^>]*>|--8<--[^\n]*|!!! \w+|\{:?[^}]*\}|```.*?```|&\w+;|https?://\S+",
    re.DOTALL,
)
_FIELDS = ("title", "summary", "also", "keeps", "never_write", "now")


def said(text: str) -> str:
    """A text in the language: ø for every vowel, and one more behind words that have none."""

    def word(match: re.Match[str]) -> str:
        new = _VOWELS.sub("ø", re.sub("[AEIOU]", "Ø", match[0]))
        return new if "ø" in new.lower() else f"{new}ø"

    return _WORD.sub(word, text)


def markdown(text: str) -> str:
    """A text with our marks in it."""
    kept = _KEPT.findall(text)
    return "".join(said(part) + mark for part, mark in zip(_KEPT.split(text), [*kept, ""], strict=True))


def page(english: str, readers: str = READERS) -> str:
    """A page as a translator sends it; fixed words get a block at their top too."""
    head = f"english: {translation.mark(english)}\nreaders: {readers}\n"
    match = syntax.FRONT_MATTER.match(english)
    if match is None:
        return f"---\n{head}---\n\n{markdown(english)}"
    rows = []
    for row in match[1].split("\n"):
        field, colon, rest = row.partition(": ")
        rows.append(f"{field}{colon}{said(rest)}" if field in _FIELDS else row)
    return "---\n" + "\n".join(rows) + head + f"---\n{markdown(english[match.end() :])}"


def strings_file(project: Project) -> str:
    """The file of its strings, complete."""
    words = {text: said(text) for text in frame.texts(book.load(Settings(project.root)))}
    return f"name: {NAME}\nwords: {json.dumps(words, ensure_ascii=False, indent=1)}\n"


def translate(project: Project, *paths: str) -> None:
    """Write these pages of docs/ in the language, or all of them and the fixed words; and its strings."""
    docs = project.root / "docs"
    languages = translation.codes(project.root)
    every = [file.relative_to(docs).as_posix() for file in docs.rglob("*.md") if file.relative_to(docs).parts[0] not in languages]
    for path in paths or every:
        project.write(f"docs/{CODE}/{path}", page(project.text(f"docs/{path}")))
    project.write(f"docs/{CODE}/{strings.FILE}", strings_file(project))


class _Texts(HTMLParser):
    """Texts and labels of a page, but for what stays English: values, sources, what the register says, names of programs."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.quiet: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag in ("meta", "link", "br", "input", "img", "hr", "wbr"):
            return
        given = dict(attributes)
        names = (given.get("class") or "").split()
        english = tag in ("script", "style") or given.get("hreflang") or {"fact", "sources", "facts", "edition"} & set(names)
        if self.quiet or english:
            self.quiet.append(tag)
        for name in ("aria-label", "title", "alt", "data-one", "data-many", "data-label"):
            if given.get(name) and not self.quiet:
                self.found.append(given[name] or "")

    def handle_endtag(self, tag: str) -> None:
        if self.quiet:
            self.quiet.pop()

    def handle_data(self, data: str) -> None:
        if not self.quiet:
            self.found.append(data)


def english_left(html: str) -> list[str]:
    """The texts of a page in which a word is not of the language."""
    reader = _Texts()
    reader.feed(html)
    return [
        " ".join(text.split())
        for text in reader.found
        if any("ø" not in word.lower() for word in _WORD.findall(_COMMIT.sub("", text)))
    ]


def read(file: Path) -> list[str]:
    """The same of a file."""
    return english_left(file.read_text(encoding="utf-8"))

"""The reader in one language as a project of its own: the English folder with the pages of the language over it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reader.render import anchors
from reader.source import syntax, translation
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.history import History
from reader.source.page import Page
from reader.source.prose import prose
from reader.source.settings import Settings
from reader.source.translation import MOVED, NONE, Part, Translation
from reader.source.yamlfile import quoted

PLACE = ".cache/languages"  # below the project
_ENGLISH = re.compile(r"^english:.*$", re.MULTILINE)
_TITLE = re.compile(r"^(  - )(\d+\.? )?([^:\n]+)(:.*)$", re.MULTILINE)
_NAMED = re.compile(r"^(site_name|site_description): (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Staged:
    """The project of a language: its settings, its code, and which files of its docs/ come from the language's folder."""

    settings: Settings
    code: str
    parts: dict[str, Part]

    def home(self, finding: Finding) -> Finding | None:
        """The finding at the file that somebody wrote; None where that is English, whose own checks speak of it."""
        path = finding.path.removeprefix("docs/")
        return replace(finding, path=f"docs/{self.code}/{path}") if path in self.parts else None

    def history(self, past: History, name: str) -> History:
        """What git says, with each page of the language as old as its own file."""
        files, changed = dict(past.files), set(past.changed)
        for path in self.parts:
            own = f"docs/{self.code}/{path}"
            files.pop(f"docs/{path}", None)
            changed.discard(f"docs/{path}")
            if own in past.files:
                files[f"docs/{path}"] = past.files[own]
            if own in past.changed:
                changed.add(f"docs/{path}")
        edition = f"{past.edition} · {name}" if past.edition else ""
        return replace(past, edition=edition, files=files, changed=frozenset(changed))


def put_together(book: Book, found: Translation, *, drafts: bool = False) -> Staged:
    """Write the project of a language below .cache. With `drafts` pages count that nobody may see yet: to look them over."""
    root, code = book.root, found.code
    place = root / PLACE / (f"{code}-drafts" if drafts else code)
    for name in ("docs", "overrides"):
        shutil.rmtree(place / name, ignore_errors=True)
    languages = {root / "docs" / each for each in translation.codes(root)}
    shutil.copytree(root / "docs", place / "docs", symlinks=True,
                    ignore=lambda here, names: [name for name in names if Path(here) / name in languages])  # fmt: skip
    shutil.copytree(root / "overrides", place / "overrides", symlinks=True)
    for name in book.settings.layers:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, place / name)
    for name in translation.BESIDE:
        if (root / "docs" / code / name).is_file():
            shutil.copyfile(root / "docs" / code / name, place / "docs" / name)
    parts = {path: part for path, part in (found.parts if drafts else found.published).items() if part.now}
    for path, text in _texts(book, code, parts):
        (place / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (place / "docs" / path).write_text(text, encoding="utf-8")
    for script in (*(place / "docs/assets/js").glob("*.js"), *(place / "overrides").rglob("*.js")):
        if script.name.endswith(".min.js"):
            continue  # other people's: none of our words stand in it
        script.write_text(found.strings.script(script.read_text(encoding="utf-8")), encoding="utf-8")
    for style in (place / "overrides").rglob("*.css"):
        style.write_text(found.strings.style(style.read_text(encoding="utf-8")), encoding="utf-8")
    (place / "mkdocs.yml").write_text(_settings(book, found), encoding="utf-8")
    site = book.settings.addresses.site
    addresses = replace(book.settings.addresses, site=f"{site}/{code}" if site else "")
    return Staged(replace(book.settings, root=place, language=code, addresses=addresses), code, parts)


def _texts(book: Book, code: str, parts: dict[str, Part]) -> Iterator[tuple[str, str]]:
    """Every page, zine and fixed text that differs from the English file: translated, or with a line that it is not."""
    docs, english = book.root / "docs", {page.path: page for page in book.texts}

    def newest(match: re.Match[str]) -> str:
        """A value on a page whose English has moved is the register's, whatever the page says."""
        fact = book.register.facts.get(match[2])
        return f"[{fact.base.value}](fact:{match[2]})" if fact else match[0]

    for path, part in parts.items():
        text = (docs / code / path).read_text(encoding="utf-8-sig", errors="replace")
        if part.moved:
            text = syntax.FACT_LINK.sub(newest, text)
        if path.startswith("_words/"):  # as many lines, so that what is said of one names the right one
            head = syntax.FRONT_MATTER.match(text)
            yield path, "\n" * head[0].count("\n") + text[head.end() :] if head else text
        else:
            text = _anchored(text, english[path])
            yield path, _ENGLISH.sub(f"english: {MOVED}", text, count=1) if part.moved else text
    for page in book.texts:
        if page.path not in parts:
            text = (docs / page.path).read_text(encoding="utf-8-sig", errors="replace")
            yield page.path, text.replace("---\n", f"---\nenglish: {NONE}\n", 1)


def _anchored(text: str, english: Page) -> str:
    """A page whose headings have the ids of the English ones, so that links stay as they are; where as many are the same."""
    head = syntax.FRONT_MATTER.match(text)
    at = head.end() if head else 0
    ours = list(anchors.of_headings(english))
    theirs = prose(replace(english, body=text[at:])).headings
    if [heading.level for heading in theirs] != [heading.level for heading, _ in ours]:
        return text
    for heading, (_, name) in reversed(list(zip(theirs, ours, strict=True))):
        end = text.find("\n", at + heading.at)
        end = len(text) if end < 0 else end
        if "{" not in heading.raw:
            text = f"{text[:end]} {{: #{name} }}{text[end:]}"
    return text


def _settings(book: Book, found: Translation) -> str:
    """mkdocs.yml with titles of chapters and the name of the book in the language."""
    said = found.strings.said
    head, mark, nav = (book.root / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")
    head = _NAMED.sub(lambda match: f"{match[1]}: {quoted(said(match[2].strip(chr(34))))}", head)
    nav = _TITLE.sub(lambda match: f"{match[1]}{quoted((match[2] or '') + said(match[3].strip(chr(34))))}{match[4]}", nav)
    return head + mark + nav

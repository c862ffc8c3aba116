"""scripts/translate LANGUAGE [PAGES]: files for a translator, and what has moved since."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import yaml

from reader.commands import ROOT, SETTINGS, fail

if TYPE_CHECKING:
    from pathlib import Path

    from reader.source.book import Book
    from reader.source.strings import Strings
    from reader.source.translation import Part

_ENGLISH = re.compile(r"^(english|readers):.*\n", re.MULTILINE)


@click.command(help="Begin a language (scripts/translate pa), copy pages to translate (scripts/translate pa "
               "overdose/respond.md), or see what has moved in the English of a page since.")  # fmt: skip
@click.argument("language")
@click.argument("pages", nargs=-1)
@click.option("--name", help="The language as its readers call it: asked for when it is new.")
@click.option("--followed", is_flag=True, help="You have put into these pages what moved: two people read them again.")
def main(language: str, pages: tuple[str, ...], name: str | None, followed: bool) -> None:
    """Write what is missing, and never over what somebody has translated."""
    from reader import files
    from reader.living import frame
    from reader.source import moved, strings, translation, workspace

    if not translation.FOLDER.fullmatch(language):
        fail(f"“{language}” is no code of a language; it has two or three small letters, like pa, and perhaps a script: zh-Hant")
    book, _ = workspace.current(SETTINGS)
    folder = ROOT / "docs" / language
    words = folder / strings.FILE
    known, problems = strings.read(words, f"docs/{language}/{strings.FILE}", language) if words.is_file() else (None, [])
    if problems:
        fail(f"{problems[0]}")
    if known is None:
        known = strings.Strings(language, name or click.prompt("The language, as its readers call it"))
    folder.mkdir(parents=True, exist_ok=True)
    files.write(words, _strings(known, frame.texts(book)).encode())
    missing = sum(text not in known.words for text in frame.texts(book))
    click.echo(f"docs/{language}/{strings.FILE}: {missing} texts to translate.")
    [found] = [each for each in translation.of_project(ROOT) if each.code == language]
    for path in pages:
        path = path if path.endswith(".md") else f"{path}.md"
        part = found.parts.get(path)
        if part is None:
            _begin(book, path, folder / path)
        elif followed:
            _follow(part, folder / path)
        elif part.moved:
            click.echo("\n".join([f"{path}: the English has moved.", *(moved.lines(ROOT, part) or ["What, git does not know."])]))
        else:
            click.echo(f"{path}: the English has not moved. {found.waits(part) or 'It is published'}.")
    if not pages:
        for part in found.parts.values():
            click.echo(f"{part.path}: {found.waits(part) or 'published'}{'; the English has moved' if part.moved else ''}")


def _strings(known: Strings, texts: list[str]) -> str:
    """The file with a line for every text there is; what is translated stays, also where the English is no more."""
    words = {text: known.words.get(text, "") for text in texts} | known.words
    way = "direction: rtl\n" if known.to_the_left else ""
    rows = yaml.safe_dump({"words": words}, allow_unicode=True, sort_keys=False, width=10**6, default_style='"').partition(
        chr(10)
    )[2]
    return f"name: {yaml.safe_dump(known.name, allow_unicode=True).partition(chr(10))[0]}\n{way}words:\n{rows}"


def _begin(book: Book, path: str, file: Path) -> None:
    """Copy an English page, or fixed words, with the mark of the English it is."""
    from reader import files
    from reader.source import syntax, translation

    source = book.root / "docs" / path
    if path not in {page.path for page in book.texts} and not (path.startswith("_words/") and source.is_file()):
        fail(f"there is no page docs/{path}; write its path in docs/, like overdose/respond.md")
    text = source.read_text(encoding="utf-8-sig")
    head = f"english: {translation.mark(text)}\nreaders: []\n"
    match = syntax.FRONT_MATTER.match(text)
    files.write(file, (text[: match.end(1)] + head + text[match.end(1) :] if match else f"---\n{head}---\n\n{text}").encode())
    click.echo(f"Wrote {file}. Translate its words; leave what stands in (…) and [^…], and values, as they are.")


def _follow(part: Part, file: Path) -> None:
    """Take over the mark of the English as it is now; whoever read the page before has not read this one."""
    from reader import files

    text = file.read_text(encoding="utf-8-sig")
    new = {"english": f"english: {part.now}\n", "readers": "readers: []\n"}
    files.write(file, _ENGLISH.sub(lambda match: new[match[1]], text).encode())
    click.echo(f"{part.path}: goes with the English of today. Two people have to read it again: readers: […]")


if __name__ == "__main__":
    main()

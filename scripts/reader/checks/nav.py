"""Every page stands in the nav once, and the nav names only pages that exist."""

from __future__ import annotations

from collections.abc import Iterator

from reader.source import own_files, translation
from reader.source.book import Book, nav_paths
from reader.source.finding import Finding

NAME = "nav"
SEVERITY = "stop"


def _is_page(path: str) -> bool:
    parts = path.split("/")
    return (
        path.endswith(".md")
        and max(map(len, parts)) <= 100
        and not {"", ".", ".."} & {*parts}
        and "\0" not in path
        and ":" not in parts[0]
    )


def _is_translated(path: str) -> bool:
    return "/" in path and translation.FOLDER.fullmatch(path.partition("/")[0]) is not None


def check(book: Book) -> Iterator[Finding]:
    """Compare the nav of mkdocs.yml with the files in docs/."""
    named = nav_paths(book)
    zines = {chapter.zine.path for chapter in book.chapters if chapter.zine}
    yield from _named(book, named)
    for file in (file for file in own_files.walk(book.root, "docs") if file.suffix == ".md"):
        path = file.relative_to(book.root / "docs").as_posix()
        if path.startswith(("_words/", "assets/")) or path in named or path in zines or _is_translated(path):
            continue
        yield Finding(f"docs/{path}", 0, NAME, "this page is not in the nav, so nobody would find it; add a line "
                      f"“- {path}” to nav: in mkdocs.yml where it belongs")  # fmt: skip
    numbers = [chapter.number for chapter in book.chapters if chapter.number]
    for number in dict.fromkeys(numbers):
        if numbers.count(number) > 1:
            yield Finding("mkdocs.yml", 0, NAME, f"two chapters have the number {number}; a chapter keeps its number")
    for chapter in book.chapters:
        if chapter.number and chapter.pages and not chapter.pages[0].path.endswith("/index.md"):
            yield Finding("mkdocs.yml", 0, NAME, f"chapter {chapter.number} has to begin with its index.md")


def _named(book: Book, named: list[str]) -> Iterator[Finding]:
    text = (book.root / "mkdocs.yml").read_text(encoding="utf-8").split("\n")
    for path in dict.fromkeys(named):
        line = next((n for n, row in enumerate(text, 1) if row.strip().endswith(path)), 0)
        if not _is_page(path):
            yield Finding("mkdocs.yml", line, NAME, f"“{path[:60]}” is no page; the nav holds paths of pages below docs/, like "
                          "overdose/respond.md")  # fmt: skip
        elif _is_translated(path):
            yield Finding("mkdocs.yml", line, NAME, f"“{path}”: folders with two or three letters are for other languages; give "
                          "the chapter's folder a longer name")  # fmt: skip
        elif not (book.root / "docs" / path).is_file():
            yield Finding("mkdocs.yml", line, NAME, f"there is no file docs/{path}; write it, or take it out of the nav")
        if named.count(path) > 1:
            yield Finding("mkdocs.yml", line, NAME, f"{path} stands in the nav more than once; keep one")

"""Only files that a page can show stand in docs/: all that is published can be read there by everyone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from reader.source import own_files, pictures
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "files"
SEVERITY = "stop"
SHOWN = (".svg", *pictures.KINDS)  # the only kinds of files a page may show or lead to
_SOURCES = ("alike.yml", "glossary.yml", "language.yml", "redirects.yml")
_THEME = {"": (".html",), "print": (".html", ".css", ".conf"), "partials": (".html",)}


def check(book: Book) -> Iterator[Finding]:
    """Look at every file of docs/ and overrides/ that is no leftover of an editor."""
    for file in own_files.walk(book.root, "docs"):
        path = PurePosixPath(file.relative_to(book.root / "docs").as_posix())
        if not _belongs(path):
            yield Finding(f"docs/{path}", 0, NAME, "everything in docs/ can be read by everyone, and a page shows only "
                          f"{', '.join(SHOWN)}; move this out of docs/, and write on a page what people need of it")  # fmt: skip
        elif path.suffix.lower() in pictures.KINDS:
            try:
                pictures.stripped(file.read_bytes(), path.suffix)
            except pictures.NotAPicture as error:
                yield Finding(f"docs/{path}", 0, NAME, str(error))
    for file in own_files.walk(book.root, "overrides"):
        path = PurePosixPath(file.relative_to(book.root / "overrides").as_posix())
        folder = path.parent.as_posix().removeprefix(".")
        if path.suffix not in _THEME.get(folder, ()):
            yield Finding(f"overrides/{path}", 0, NAME, "overrides/ holds the templates of the site and the papers, and nothing "
                          "else; move it out")  # fmt: skip


def _belongs(path: PurePosixPath) -> bool:
    if path.suffix in (".md", *SHOWN) or path.suffix.lower() in pictures.KINDS:
        return True
    if path.name == "facts.yml":
        return len(path.parts) == 2
    if path.parts[0] == "assets" and len(path.parts) > 2:
        return (path.parts[1], path.suffix) in (("css", ".css"), ("js", ".js"))
    return str(path) in _SOURCES

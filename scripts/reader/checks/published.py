"""Only files that a page can show stand in docs/: all that is published can be read there by everyone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from reader.source import git, own_files, pictures, translation
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "files"
SEVERITY = "stop"
SHOWN = (".svg", *pictures.KINDS)  # the only kinds of files a page may show or lead to
_SOURCES = ("alike.yml", "asked.yml", "changes.yml", "glossary.yml", "language.yml", "redirects.yml")
_NEEDED = (
    "assets/css/reader.css", "assets/js/reader.js", "assets/js/words.js", "assets/js/ask.js", "assets/js/tell.js",
    "assets/js/search.js", "assets/js/moved.js", "assets/js/listen.js",
    "assets/js/binder.js", "assets/js/pdf-lib.min.js",
    "assets/js/keep.js", "assets/js/worker.js", "assets/js/worker-off.js", "assets/icons/192.png", "assets/icons/512.png",
    "assets/favicon.png",
    "assets/favicon.svg", *(f"assets/steps/{step}.svg" for step in range(1, 7)),
    "_words/six-steps.md", "_words/independent.md", "_words/not-checked.md",
)  # fmt: skip
_REMEMBERED = ".cache"  # what builds and checks have found before: each machine's own
_THEME = {
    "": (".html",), "print": (".html", ".css", ".conf", ".yml"), "partials": (".html",), "now": (".html", ".css", ".js"),
    "lost": (".css", ".js"), "pocket": (".html",),
}  # fmt: skip


def check(book: Book) -> Iterator[Finding]:
    """Look at every file of docs/ and overrides/ that is no leftover of an editor."""
    for name in _NEEDED:
        if own_files.is_empty(book.root / "docs" / name):
            yield Finding(
                f"docs/{name}", 0, NAME, "is missing or empty, and pages or papers need it; take it from the last version"
            )
    for name in git.tracked(book.root, _REMEMBERED):
        yield Finding(name, 0, NAME, "stands in git, and a build would believe what it says: pages could pass that nobody looked "
                      f"at; type: git rm -r --cached {_REMEMBERED}")  # fmt: skip
    for file in own_files.walk(book.root, "docs"):
        path = PurePosixPath(file.relative_to(book.root / "docs").as_posix())
        if not _belongs(path):
            yield Finding(f"docs/{path}", 0, NAME, "everything in docs/ can be read by everyone, and a page shows only "
                          f"{', '.join(SHOWN)}; move this out of docs/, and write on a page what people need of it")  # fmt: skip
        elif path.suffix.lower() in pictures.KINDS:
            try:
                content = file.read_bytes()
                pictures.stripped(content, path.suffix)
                pictures.shown(content)
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
    if len(path.parts) == 2 and translation.FOLDER.fullmatch(path.parts[0]):
        return path.name in translation.BESIDE
    return str(path) in (*_SOURCES, *_NEEDED)

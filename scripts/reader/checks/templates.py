"""Templates are whole, take in only each other, and use only what they are given."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jinja2
from jinja2 import meta, nodes

from reader.source import own_files, templates
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "templates"
SEVERITY = "stop"
_NEEDED = ("404.html", "main.html", "print/book.html", "print/chapter.html", "print/form.html", "print/fonts.conf",
           "print/form.css", "print/print.css")  # fmt: skip
_THEIRS = ("base.html", "main.html")  # of the theme
_GIVEN = frozenset(  # by the engine to a page, by the theme's base.html to its blocks
    ("base_url", "build_date_utc", "caller", "config", "extra_css", "extra_javascript", "features", "font", "lang", "loop",
     "mkdocs_version", "nav", "page", "pages", "palette", "self", "super")
)  # fmt: skip


def check(book: Book) -> Iterator[Finding]:
    """Read every template as the engine and the press do, without running it."""
    home = book.root / templates.FOLDER
    for name in _NEEDED:
        if not (home / name).exists():
            yield Finding(f"{templates.FOLDER}/{name}", 0, NAME, "is missing; take it from the last version")
    for file in own_files.walk(book.root, templates.FOLDER):
        if file.suffix == ".html" and own_files.is_own(book.root, file):
            yield from _of(book.root, file)


def _of(root: Path, file: Path) -> Iterator[Finding]:
    path = file.relative_to(root).as_posix()
    environment = jinja2.Environment(autoescape=True)  # it only reads
    environment.filters["url"] = str  # the engine's own
    try:
        tree = environment.parse(file.read_text(encoding="utf-8-sig", errors="replace"), path, str(file))
        environment.compile(tree, path, str(file))  # knows the filters
    except jinja2.TemplateSyntaxError as error:
        yield Finding(path, error.lineno, NAME, templates.sentence(error))
        return
    except (RecursionError, SyntaxError, MemoryError):
        yield Finding(path, 0, NAME, "is nested too deep to be read; take it from the last version")
        return
    yield from _taken_in(root, file, path, tree)
    yield from _inside(path, tree)
    if file.parent.name != "print":
        yield from _names(path, tree)


def _taken_in(root: Path, file: Path, path: str, tree: nodes.Template) -> Iterator[Finding]:
    """Other templates come by their plain names; no path, and nothing worked out on the way."""
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        wanted = getattr(node, "template", None)
        name = wanted.value if isinstance(wanted, nodes.Const) else None
        if name in _THEIRS and name != file.name:
            continue
        what = f"“{name}”" if name else "something worked out on the way"
        yield Finding(path, node.lineno, NAME, f"takes in {what}; a template takes in only {' or '.join(_THEIRS)}. Take the line "
                      "from the last version")  # fmt: skip


def _inside(path: str, tree: nodes.Template) -> Iterator[Finding]:
    """Nothing reaches behind what a template is given: names that begin with _ lead to the program itself."""
    for node in tree.find_all((nodes.Getattr, nodes.Getitem)):
        key = node.attr if isinstance(node, nodes.Getattr) else node.arg.value if isinstance(node, nodes.Getitem) and isinstance(
            node.arg, nodes.Const
        ) else ""  # fmt: skip
        if str(key).startswith("_"):
            yield Finding(path, node.lineno, NAME, f"“{key}” reaches into the program behind the page; take it out")


def _names(path: str, tree: nodes.Template) -> Iterator[Finding]:
    unknown = meta.find_undeclared_variables(tree) - _GIVEN
    for name in sorted(unknown):
        line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == name), 0)
        yield Finding(path, line, NAME, f"nothing is called “{name}” here; take the line from the last version")

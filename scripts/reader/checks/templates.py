"""Templates are whole, take in only each other, and use only what they are given."""

from __future__ import annotations

import functools
import itertools
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import jinja2
from jinja2 import meta, nodes

from reader.checks.clean import Clean
from reader.source import own_files, template_costs, templates
from reader.source.book import Book
from reader.source.finding import Finding

NAME = "templates"
SEVERITY = "stop"
_NEEDED = (
    "404.html", "main.html", "lost/lost.css", "lost/lost.js", "now/now.css", "now/now.js", "now/page.html", "pocket/start.html",
    *(f"print/{name}" for name in ("book.html", "cards.css", "cards.html", "chapter.html", "fonts.conf", "form.css", "form.html",
                                   "large.css", "print.css", "review.css", "review.html", "zine.css", "zine.html")),
)  # fmt: skip
_THEIRS = ("base.html", "main.html")  # of the theme
_GIVEN = frozenset(  # by the engine to a page, by the theme's base.html to its blocks
    ("base_url", "build_date_utc", "caller", "config", "extra_css", "extra_javascript", "features", "font", "lang", "loop",
     "mkdocs_version", "nav", "page", "pages", "palette", "self", "super")
)  # fmt: skip


def check(book: Book) -> Iterator[Finding]:
    """Read every template as the engine and the press do, without running it."""
    home = book.root / templates.FOLDER
    for name in _NEEDED:
        if own_files.is_empty(home / name):
            yield Finding(f"{templates.FOLDER}/{name}", 0, NAME, "is missing or empty; take it from the last version")
    yield from _fonts(home / "print/fonts.conf")
    clean, engine = Clean(book, NAME, __file__, template_costs.__file__, templates.__file__), version("jinja2")
    for file in own_files.walk(book.root, templates.FOLDER):
        if file.suffix == ".html" and own_files.is_own(book.root, file):
            path, text = file.relative_to(book.root).as_posix(), file.read_text(encoding="utf-8-sig", errors="replace")
            yield from clean.unless(f"{engine} {path} {text}", functools.partial(_read, path, text))
    clean.keep()


def _fonts(file: Path) -> Iterator[Finding]:
    """The list of fonts names the folders that the press writes in, and no others."""
    if not file.is_file() or file.is_symlink():
        return
    try:
        root = ElementTree.fromstring(file.read_text(encoding="utf-8", errors="replace"))
        said = [(part.tag, (part.text or "").strip()) for part in root]
    except ElementTree.ParseError:
        said = []
    if said != [("dir", "FOLDER"), ("cachedir", "CACHE")]:
        yield Finding("overrides/print/fonts.conf", 0, NAME, "names other fonts than those of the papers; take it from the last "
                      "version")  # fmt: skip


@functools.lru_cache(maxsize=32)
def _read(path: str, text: str) -> tuple[Finding, ...]:
    environment = jinja2.Environment(autoescape=True, optimized=False)  # it only reads, and works nothing out
    environment.filters["url"] = str  # the engine's own
    try:
        tree = environment.parse(text, path)
        if endless := tuple(_costs(path, tree)):  # compiling would work them out
            return endless
        environment.compile(tree, path, raw=True)  # knows the filters
    except jinja2.TemplateSyntaxError as error:
        return (Finding(path, error.lineno, NAME, templates.sentence(error)),)
    except RecursionError:
        return (Finding(path, 0, NAME, "is nested too deep to be read; take it from the last version"),)
    of_the_site = (_names(path, tree),) if not path.startswith(f"{templates.FOLDER}/print/") else ()
    found = itertools.chain(_taken_in(path, tree), _inside(path, tree), *of_the_site)
    return tuple(found)


def _taken_in(path: str, tree: nodes.Template) -> Iterator[Finding]:
    """Other templates come by their plain names; no path, and nothing worked out on the way."""
    for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
        wanted = getattr(node, "template", None)
        name = wanted.value if isinstance(wanted, nodes.Const) else None
        if name in _THEIRS and not path.endswith(f"/{name}"):
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


def _costs(path: str, tree: nodes.Template) -> Iterator[Finding]:
    """Nothing goes on for ever or fills the machine."""
    for node in template_costs.dear(tree):
        yield Finding(path, node.lineno, NAME, "this sum could go on for ever; a template shows what it is given. Take it out")


def _names(path: str, tree: nodes.Template) -> Iterator[Finding]:
    unknown = meta.find_undeclared_variables(tree) - _GIVEN
    for name in sorted(unknown):
        line = next((node.lineno for node in tree.find_all(nodes.Name) if node.name == name), 0)
        yield Finding(path, line, NAME, f"nothing is called “{name}” here; take the line from the last version")

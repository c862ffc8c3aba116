"""How the package is built: who may import whom, who alone may use a library, and how long a module may be."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from small import ROOT

PACKAGE = ROOT / "scripts/reader"
MODULES = sorted(PACKAGE.rglob("*.py"))
GROUND = {"archive", "files", "letters", "progress", "room"}
LONGEST = 220  # lines

# Each wing, and the wings that it may import besides itself and the ground. All arrows run down this table, none up.
MAY_IMPORT = {
    "commands": {"living", "export", "tools", "tools/canary", "site", "checks", "press", "render", "source"},
    "tools/canary": {"tools", "site", "source"},  # it builds the whole site
    "tools": {"press", "press/pdf", "source"},  # it measures finished papers
    "site": {"living", "checks", "press", "press/pdf", "render", "source"},
    "checks": {"living", "press", "render", "source"},
    "press": {"living", "export", "press/pdf", "render", "source"},
    "press/pdf": set(),
    "markdown": {"render", "source"},
    "export": {"render", "source"},
    "living": {"render", "source"},
    "render": {"source"},
    "source": set(),
}
# Libraries with a wing, or a module, of their own. The others may be imported anywhere.
ONLY_IN = {
    "mkdocs": {"site/engine.py", "site/engine_properdocs.py", "site/engine_zensical.py"},
    "properdocs": {"site/engine_properdocs.py"},
    "zensical": {"site/engine_zensical.py"},
    "weasyprint": {"press"},
    "pikepdf": {"press", "press/pdf"},
    "jinja2": {"press", "source/templates.py", "source/template_costs.py", "checks/templates.py"},
    "deflate": {"archive.py", "press/pdf/written.py"},
    "segno": {"press"},
    "docx": {"export"},
    "xlsxwriter": {"export"},
    "libzim": {"tools"},
    "pypdfium2": {"press/pdf"},
    "PIL": {"tools", "press/pdf", "source/pictures.py"},
    "markdown": {"markdown", "render", "export", "press", "checks", "site"},
    "playwright": {"tools"},
    "yaml": {"source", "tools", "commands/new_place.py", "commands/translate.py"},
}


def path(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def wing(name: str) -> str:
    """The wing of a module: press/pdf/tags.py and reader.press.pdf.tags are of press/pdf."""
    parts = name.removesuffix(".py").removesuffix("/__init__").split("/")
    return "/".join(parts[:2]) if "/".join(parts[:2]) in MAY_IMPORT else parts[0]


def imports(module: Path) -> Iterator[str]:
    """Whatever a module imports, at its top or inside a function, as it is named there."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module and not node.level, f"{path(module)} imports from “.”; write where from"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", MODULES, ids=path)
def test_a_module_imports_only_what_its_wing_may_know(module: Path) -> None:
    own = wing(path(module))
    ours = {wing("/".join(name.split(".")[1:])) for name in imports(module) if name.startswith("reader.")}
    allowed = {own} | GROUND | (MAY_IMPORT.get(own, set()) if own not in GROUND else set())
    assert ours - allowed == set()


@pytest.mark.parametrize("module", MODULES, ids=path)
def test_a_library_stays_in_its_wing(module: Path) -> None:
    used = {name.split(".")[0] for name in imports(module)} - sys.stdlib_module_names
    elsewhere = {name for name in used if not ONLY_IN.get(name, {wing(path(module))}) & {wing(path(module)), path(module)}}
    assert elsewhere == set()


def test_every_wing_is_in_the_table() -> None:
    assert {wing(path(module)) for module in MODULES} - GROUND - {"__init__"} == set(MAY_IMPORT)


def test_no_arrow_runs_up() -> None:
    order = list(MAY_IMPORT)
    assert [(own, other) for own in order for other in MAY_IMPORT[own] if order.index(other) < order.index(own)] == []


def test_no_module_is_too_long_to_read() -> None:
    long = {path(module) for module in MODULES if len(module.read_text(encoding="utf-8").splitlines()) > LONGEST}
    assert long == set()


@pytest.mark.parametrize("module", MODULES, ids=path)
def test_a_module_says_in_one_sentence_what_it_is(module: Path) -> None:
    said = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    assert len(said.split("\n")[0]) > 20
    assert said.split("\n\n")[0].count("\n") == 0


def test_the_environment_is_read_in_one_place() -> None:
    """Addresses and the like come with the book; these modules pass the machine's own settings on to other programs."""
    asking = {path(module) for module in MODULES if "os.environ" in module.read_text(encoding="utf-8")}
    passing_on = {"source/git.py", "site/engine.py", "press/fonts.py", "tools/process_cost.py",
                  "commands/test.py"}  # fmt: skip
    assert asking - passing_on == {"source/settings.py", "commands/__init__.py"}

"""What a build costs, in time, memory and weight, beside a named peer in the same run: tables as lines of text."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from reader.press import products
from reader.source import workspace
from reader.source.settings import Settings
from reader.tools import process_cost, stock_site

PEER = "mkdocs-to-pdf==0.12.1"
_HOW = (
    f"To compare the papers too: python3 -m venv /tmp/peer && /tmp/peer/bin/pip install {PEER} mkdocs-material "
    "pymdown-extensions weasyprint, then scripts/bench --peer-python /tmp/peer/bin/python"
)
_EDITED = "docs/overdose/respond.md"


class PeerMissing(Exception):
    """The Python that was named lacks the peer. One sentence that says what to type."""


def site(root: Path, folder: Path, rounds: int) -> Iterator[str]:
    """The pages alone, as `mkdocs build` makes them."""
    ours, peer = pages_alone(root, folder)
    full: list[process_cost.Cost] = []
    again: list[process_cost.Cost] = []
    theirs: list[process_cost.Cost] = []
    process_cost.cost(peer, root, stock_site.QUIET)  # once unmeasured: files come into the cache
    process_cost.cost(ours, root)
    for _ in range(rounds):
        full.append(process_cost.cost([*ours, "--force"], root))
        again.append(process_cost.cost(ours, root))
        theirs.append(process_cost.cost(peer, root, stock_site.QUIET))
    papers = sum(file.stat().st_size for file in _papers(root, folder / "site"))
    a, b, c = process_cost.median(full), process_cost.median(again), process_cost.median(theirs)
    peer_name = f"mkdocs build (MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}, stock)"
    yield f"Medians of {rounds} rounds, whole processes. Memory: the largest process. Peer: {peer_name}, same pages.\n"
    yield f"{'The site':32}{'ours':>10}{'peer':>10}{'ratio':>8}"
    yield row("all pages, seconds", a.seconds, c.seconds)
    yield row("all pages, peak MB", a.megabytes, c.megabytes)
    yield row("on disk without papers, MB", (_weight(folder / "site") - papers) / 1e6, _weight(folder / "peer") / 1e6)
    yield f"\n{'':32}{'again':>10}{'full':>10}{'ratio':>8}"
    yield row("nothing changed, seconds", b.seconds, a.seconds)


def pages_alone(root: Path, folder: Path) -> tuple[list[str], list[str]]:
    """The commands that build the site without papers, ours and stock MkDocs', into folder/site and folder/peer."""
    stock = stock_site.make(root, folder / "stock")
    ours = [sys.executable, "-m", "reader.commands.build", "--quiet", "--no-papers", "--site", str(folder / "site")]
    peer = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(stock), "-d", str(folder / "peer")]
    return ours, peer


def press(root: Path, folder: Path, rounds: int, peer_python: str | None) -> Iterator[str]:
    """Site and all papers from nothing, after one edited page, and once more; the peer makes a site and one book."""
    copy = folder / "copy"
    shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns(".venv", ".cache", "site", "__pycache__"))
    env = {"READER_ROOT": str(copy)}
    ours = [sys.executable, "-m", "reader.commands.build", "--quiet"]
    peer = _with_book(root, folder, peer_python) if peer_python else []
    full: list[process_cost.Cost] = []
    edited: list[process_cost.Cost] = []
    again: list[process_cost.Cost] = []
    theirs: list[process_cost.Cost] = []
    page = copy / _EDITED
    for number in range(rounds):
        shutil.rmtree(copy / ".cache", ignore_errors=True)
        full.append(process_cost.cost(ours, copy, env))
        page.write_text(f"{page.read_text(encoding='utf-8')}\nEdited {number}.\n", encoding="utf-8")
        edited.append(process_cost.cost(ours, copy, env))
        again.append(process_cost.cost(ours, copy, env))
        if peer:
            theirs.append(process_cost.cost(peer, folder, {**stock_site.QUIET, "PYTHONPATH": ""}))
    made = _papers(copy, copy / "site")
    a, b, c = process_cost.median(full), process_cost.median(edited), process_cost.median(again)
    yield f"\nSite and {len(made)} papers, {_megabytes(made):.1f} MB, empty cache, {os.cpu_count()} cores."
    if theirs:
        d = process_cost.median(theirs)
        books = list((folder / "book").rglob("*.pdf"))
        yield f"Peer: {PEER}, the same pages as a site and one book of {_megabytes(books):.1f} MB.\n"
        yield f"{'The papers':32}{'ours':>10}{'peer':>10}{'ratio':>8}"
        yield row("site and papers, seconds", a.seconds, d.seconds)
        yield row("site and papers, peak MB", a.megabytes, d.megabytes)
    else:
        yield f"{a.seconds:.2f} s, {a.megabytes:.0f} MB. {_HOW}"
    yield f"\n{'':32}{'again':>10}{'full':>10}{'ratio':>8}"
    yield row("one page edited, seconds", b.seconds, a.seconds)
    yield row("nothing changed, seconds", c.seconds, a.seconds)


def _with_book(root: Path, folder: Path, python: str) -> list[str]:
    """The command that builds a stock site of the same pages with the peer's book. Raises PeerMissing."""
    if subprocess.run([python, "-c", "import mkdocs_to_pdf"], capture_output=True, check=False).returncode:
        raise PeerMissing(f"{python} has no mkdocs_to_pdf. {_HOW}")
    file = stock_site.make(root, folder / "stock")
    text = file.read_text(encoding="utf-8").replace("plugins:\n- search\n", "plugins:\n- search\n- to-pdf\n")
    file.write_text(text, encoding="utf-8")
    return [python, "-m", "mkdocs", "build", "-q", "-f", str(file), "-d", str(folder / "book")]


def _papers(root: Path, site: Path) -> list[Path]:
    """The files of a site that the table of products names."""
    book, _ = workspace.current(Settings(root))
    return products.files(book, site)


def _weight(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _megabytes(files: list[Path]) -> float:
    return sum(file.stat().st_size for file in files) / 1e6


def row(label: str, ours: float, other: float) -> str:
    """A line of a table: two values and their ratio."""
    return f"{label:32}{ours:>10.2f}{other:>10.2f}{ours / other:>8.2f}"

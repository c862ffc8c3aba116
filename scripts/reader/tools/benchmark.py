"""What the build and the search cost and find, beside a named peer that gets the same pages in the same minutes."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click

from reader.press import products
from reader.source import workspace
from reader.source.settings import Settings
from reader.tools import process_cost, relevance
from reader.tools.browser import started
from reader.tools.static_server import serving

_QUIET = {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}
PEER = "mkdocs-to-pdf==0.12.1"
_HOW = (
    f"To compare the papers too: python3 -m venv /tmp/peer && /tmp/peer/bin/pip install {PEER} mkdocs-material "
    "pymdown-extensions weasyprint, then scripts/bench --peer-python /tmp/peer/bin/python"
)
_EDITED = "docs/overdose/respond.md"
_SLOWER, _SAMPLE = 4, 6  # a cheap phone; every sixth query is timed


class PeerMissing(Exception):
    """The Python that was named can't make the peer's book. One sentence that says how it could."""


def site(root: Path, folder: Path, rounds: int) -> None:
    """The pages alone, as `mkdocs build` makes them."""
    ours, peer = _pages_alone(root, folder)
    full: list[process_cost.Cost] = []
    again: list[process_cost.Cost] = []
    theirs: list[process_cost.Cost] = []
    process_cost.cost(peer, root, _QUIET)  # once unmeasured: files come into the cache
    process_cost.cost(ours, root)
    for _ in range(rounds):
        full.append(process_cost.cost([*ours, "--force"], root))
        again.append(process_cost.cost(ours, root))
        theirs.append(process_cost.cost(peer, root, _QUIET))
    papers = sum(file.stat().st_size for file in papers_of(root, folder / "site"))
    a, b, c = process_cost.median(full), process_cost.median(again), process_cost.median(theirs)
    peer_name = f"mkdocs build (MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}, stock)"
    click.echo(f"Medians of {rounds} rounds, whole processes. Memory: the largest process. Peer: {peer_name}, same pages.\n")
    click.echo(f"{'The site':32}{'ours':>10}{'peer':>10}{'ratio':>8}")
    _row("all pages, seconds", a.seconds, c.seconds)
    _row("all pages, peak MB", a.megabytes, c.megabytes)
    _row("on disk without papers, MB", (_weight(folder / "site") - papers) / 1e6, _weight(folder / "peer") / 1e6)
    click.echo(f"\n{'':32}{'again':>10}{'full':>10}{'ratio':>8}")
    _row("nothing changed, seconds", b.seconds, a.seconds)


def _pages_alone(root: Path, folder: Path) -> tuple[list[str], list[str]]:
    """The commands that build the site without papers, ours and stock MkDocs', into folder/site and folder/peer."""
    stock = process_cost.stock(root, folder / "stock")
    ours = [sys.executable, "-m", "reader.commands.build", "--quiet", "--no-papers", "--site", str(folder / "site")]
    peer = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(stock), "-d", str(folder / "peer")]
    return ours, peer


def search(root: Path, folder: Path) -> None:
    """What people type, put to both searches: how often the wanted page comes up, and how long a key waits."""
    ours, peer = _pages_alone(root, folder)
    process_cost.cost(peer, root, _QUIET)
    process_cost.cost(ours, root)
    queries = relevance.read(root / "tests/queries.yml")
    kinds = list(dict.fromkeys(query.kind for query in queries))
    rates: dict[str, list[float]] = {kind: [] for kind in ("all", *kinds)}
    waits: list[list[float]] = []
    with started() as browser:
        for site, engine in ((folder / "site", relevance.OURS), (folder / "peer", relevance.STOCK)):
            with serving(site) as host:
                page = browser.new_page(viewport={"width": 1300, "height": 900})
                relevance.opened(page, host.url, engine)
                found = {query.typed: relevance.pages(page, host.url, engine, query.typed) for query in queries}
                for kind, row in rates.items():
                    some = [query for query in queries if kind in ("all", query.kind)]
                    row += [relevance.rate(some, found.__getitem__, first)[0] for first in (1, 3)]
                waits.append(relevance.waits(page, engine, [query.typed for query in queries[::_SAMPLE]], _SLOWER))
                page.close()
    click.echo(f"{len(queries)} queries. Peer: stock search of Material {version('mkdocs-material')} over the same pages.\n")
    click.echo(f"{'':32}{'ours':>16}{'peer':>16}\n{'':32}{'hit@1   hit@3':>16}{'hit@1   hit@3':>16}")
    for kind, (a, b, c, d) in rates.items():
        click.echo(f"{kind:32}{a:>8.0%}{b:>8.0%}{c:>8.0%}{d:>8.0%}")
    click.echo(f"\n{f'key to first result, {_SLOWER}x slower':32}{'ours':>10}{'peer':>10}{'ratio':>8}")
    for name, share in (("median, ms", 0.5), ("95 of 100 keys, ms", 0.95)):
        mine, theirs = (statistics.quantiles(each, n=100)[round(share * 100) - 1] for each in waits)
        _row(name, mine, theirs)


def press(root: Path, folder: Path, rounds: int, peer_python: str | None) -> None:
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
            theirs.append(process_cost.cost(peer, folder, {**_QUIET, "PYTHONPATH": ""}))
    made = papers_of(copy, copy / "site")
    a, b, c = process_cost.median(full), process_cost.median(edited), process_cost.median(again)
    click.echo(f"\nSite and {len(made)} papers, {_megabytes(made):.1f} MB, empty cache, {os.cpu_count()} cores.")
    if theirs:
        d = process_cost.median(theirs)
        books = list((folder / "book").rglob("*.pdf"))
        click.echo(f"Peer: {PEER}, the same pages as a site and one book of {_megabytes(books):.1f} MB.\n")
        click.echo(f"{'The papers':32}{'ours':>10}{'peer':>10}{'ratio':>8}")
        _row("site and papers, seconds", a.seconds, d.seconds)
        _row("site and papers, peak MB", a.megabytes, d.megabytes)
    else:
        click.echo(f"{a.seconds:.2f} s, {a.megabytes:.0f} MB. {_HOW}")
    click.echo(f"\n{'':32}{'again':>10}{'full':>10}{'ratio':>8}")
    _row("one page edited, seconds", b.seconds, a.seconds)
    _row("nothing changed, seconds", c.seconds, a.seconds)


def _with_book(root: Path, folder: Path, python: str) -> list[str]:
    """The command that builds a stock site of the same pages with the peer's book."""
    if subprocess.run([python, "-c", "import mkdocs_to_pdf"], capture_output=True, check=False).returncode:
        raise PeerMissing(f"{python} has no mkdocs_to_pdf. {_HOW}")
    file = process_cost.stock(root, folder / "stock")
    text = file.read_text(encoding="utf-8").replace("plugins:\n- search\n", "plugins:\n- search\n- to-pdf\n")
    file.write_text(text, encoding="utf-8")
    return [python, "-m", "mkdocs", "build", "-q", "-f", str(file), "-d", str(folder / "book")]


def papers_of(root: Path, site: Path) -> list[Path]:
    """The files of a site that the table of products names."""
    book, _ = workspace.current(Settings(root))
    return [file for item in products.items(book) if (file := site / item.path).is_file()]


def _weight(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _megabytes(files: list[Path]) -> float:
    return sum(file.stat().st_size for file in files) / 1e6


def _row(label: str, ours: float, other: float) -> None:
    click.echo(f"{label:32}{ours:>10.2f}{other:>10.2f}{ours / other:>8.2f}")

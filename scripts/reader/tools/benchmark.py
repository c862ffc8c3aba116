"""What the pages alone cost, in time, memory and weight, beside stock MkDocs in the same run: tables as lines of text."""

from __future__ import annotations

import gzip
import statistics
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from reader.press import products
from reader.source import workspace
from reader.source.settings import Settings
from reader.tools import process_cost, stock_site


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
    paper = sum(file.stat().st_size for file in papers(root, folder / "site"))
    a, b, c = process_cost.median(full), process_cost.median(again), process_cost.median(theirs)
    peer_name = f"mkdocs build (MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}, stock)"
    yield f"Medians of {rounds} rounds, whole processes. Memory: the largest process. Peer: {peer_name}, same pages."
    yield "Ours looks each page over; its checks remember from the round before which pages were clean.\n"
    yield f"{'The site':32}{'ours':>10}{'peer':>10}{'ratio':>8}"
    yield row("all pages, CPU seconds", a.cpu, c.cpu)
    yield row("all pages, seconds", a.seconds, c.seconds)
    yield row("all pages, peak MB", a.megabytes, c.megabytes)
    yield row("on disk without papers, MB", (_weight(folder / "site") - paper) / 1e6, _weight(folder / "peer") / 1e6)
    for name, middle in (("a page compressed, median KB", statistics.median), ("the heaviest, KB", max)):
        yield row(name, middle(_pages(folder / "site")), middle(_pages(folder / "peer")))
    yield f"\n{'':32}{'again':>10}{'full':>10}{'ratio':>8}"
    yield row("nothing changed, CPU seconds", b.cpu, a.cpu)
    yield row("nothing changed, seconds", b.seconds, a.seconds)


def pages_alone(root: Path, folder: Path) -> tuple[list[str], list[str]]:
    """The commands that build the site without papers, ours and stock MkDocs', into folder/site and folder/peer."""
    stock = stock_site.make(root, folder / "stock")
    ours = [sys.executable, "-m", "reader.commands.build", "--quiet", "--no-papers", "--site", str(folder / "site")]
    peer = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(stock), "-d", str(folder / "peer")]
    return ours, peer


def papers(root: Path, site: Path) -> list[Path]:
    """The files of a site that the table of products names."""
    book, _ = workspace.current(Settings(root))
    return products.files(book, site)


def _pages(site: Path) -> list[float]:
    """What each page of a site weighs on its way, without style and scripts, in kilobytes (10³ bytes)."""
    return [len(gzip.compress(file.read_bytes(), 6)) / 1e3 for file in site.rglob("index.html")]


def _weight(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def row(label: str, ours: float, other: float) -> str:
    """A line of a table: two values and their ratio."""
    return f"{label:32}{ours:>10.2f}{other:>10.2f}{ours / other:>8.2f}"

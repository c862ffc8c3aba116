"""scripts/bench: time, memory and weight, as ratios against a named peer in the same run."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import click

from reader.commands import ROOT, fail

_QUIET = {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}
_PEER = "mkdocs-to-pdf==0.12.1"
_HOW = (
    f"To compare the papers too: python3 -m venv /tmp/peer && /tmp/peer/bin/pip install {_PEER} mkdocs-material "
    "pymdown-extensions weasyprint, then scripts/bench --peer-python /tmp/peer/bin/python"
)
_EDITED = "docs/overdose/respond.md"
_KEPT, _SECOND = 600, "overdose/respond/"  # as long as GitHub Pages lets a browser keep files
_SLOWER, _SAMPLE = 4, 20  # a cheap phone; so many queries are timed, key by key


@click.command(help="Measure the build against plain `mkdocs build` of the same pages. Takes a minute or two.")
@click.option("--rounds", default=5, show_default=True, help="How often each is run; medians are printed.")
@click.option("--peer-python", type=click.Path(exists=True), help=f"A Python that has {_PEER}: its book is measured too.")
@click.option("--search", is_flag=True, help="Only put the queries of tests/queries.yml to our search and to Material's own.")
def main(rounds: int, peer_python: str | None, search: bool) -> None:
    """Run ours and the peer's in turn, so that both meet the same weather."""
    if search:
        with tempfile.TemporaryDirectory() as name:
            _search(Path(name))
        return
    with tempfile.TemporaryDirectory() as name:
        _site(Path(name), rounds)
    with tempfile.TemporaryDirectory() as name:
        _press(Path(name), rounds, peer_python)


def _site(folder: Path, rounds: int) -> None:
    """The pages alone, as `mkdocs build` makes them."""
    from reader.tools import process_cost

    ours, peer = _pages_alone(folder)
    full: list[process_cost.Cost] = []
    again: list[process_cost.Cost] = []
    theirs: list[process_cost.Cost] = []
    process_cost.cost(peer, ROOT, _QUIET)  # once unmeasured: files come into the cache
    process_cost.cost(ours, ROOT)
    for _ in range(rounds):
        full.append(process_cost.cost([*ours, "--force"], ROOT))
        again.append(process_cost.cost(ours, ROOT))
        theirs.append(process_cost.cost(peer, ROOT, _QUIET))
    papers = sum(_weight(folder / "site" / name) for name in ("print", "forms"))
    a, b, c = process_cost.median(full), process_cost.median(again), process_cost.median(theirs)
    peer_name = f"mkdocs build (MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}, stock)"
    click.echo(f"Medians of {rounds} rounds, whole processes. Memory: the largest process. Peer: {peer_name}, same pages.\n")
    click.echo(f"{'The site':32}{'ours':>10}{'peer':>10}{'ratio':>8}")
    _row("all pages, seconds", a.seconds, c.seconds)
    _row("all pages, peak MB", a.megabytes, c.megabytes)
    _row("on disk without papers, MB", (_weight(folder / "site") - papers) / 1e6, _weight(folder / "peer") / 1e6)
    click.echo(f"\n{'':32}{'again':>10}{'full':>10}{'ratio':>8}")
    _row("nothing changed, seconds", b.seconds, a.seconds)


def _pages_alone(folder: Path) -> tuple[list[str], list[str]]:
    """The commands that build the site without papers, ours and stock MkDocs', into folder/site and folder/peer."""
    from reader.tools import process_cost

    stock = process_cost.stock(ROOT, folder / "stock")
    ours = [sys.executable, "-m", "reader.commands.build", "--quiet", "--no-papers", "--site", str(folder / "site")]
    peer = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(stock), "-d", str(folder / "peer")]
    return ours, peer


def _search(folder: Path) -> None:
    """What people type, put to both searches: how often the wanted page comes up, and how long a key waits."""
    from reader.tools import first_answer, process_cost, relevance
    from reader.tools.browser import started
    from reader.tools.static_server import serving

    ours, peer = _pages_alone(folder)
    process_cost.cost(peer, ROOT, _QUIET)
    process_cost.cost(ours, ROOT)
    queries = relevance.read(ROOT / "tests/queries.yml")
    kinds = list(dict.fromkeys(query.kind for query in queries))
    rates: dict[str, list[float]] = {kind: [] for kind in ("all", *kinds)}
    waits: list[list[float]] = []
    firsts: list[tuple[first_answer.Wait, first_answer.Wait]] = []
    with started() as browser:
        for site, engine in ((folder / "site", relevance.OURS), (folder / "peer", relevance.STOCK)):
            with serving(site, keep=_KEPT) as host:
                firsts.append(first_answer.waits(browser, host, engine, _SECOND))
                page = browser.new_page(viewport={"width": 1300, "height": 900})
                relevance.opened(page, host.url, engine)
                found = {query.typed: relevance.pages(page, host.url, engine, query.typed) for query in queries}
                for kind, row in rates.items():
                    some = [query for query in queries if kind in ("all", query.kind)]
                    row += [relevance.rate(some, found.__getitem__, first)[0] for first in (1, 3)]
                some = queries[:: len(queries) // _SAMPLE]
                waits.append(relevance.waits(page, engine, [query.typed for query in some], _SLOWER))
                page.close()
    click.echo(f"{len(queries)} queries. Peer: stock search of Material {version('mkdocs-material')} over the same pages.\n")
    click.echo(f"{'':32}{'ours':>16}{'peer':>16}\n{'':32}{'hit@1   hit@3':>16}{'hit@1   hit@3':>16}")
    for kind, (a, b, c, d) in rates.items():
        click.echo(f"{kind:32}{a:>8.0%}{b:>8.0%}{c:>8.0%}{d:>8.0%}")
    click.echo(f"\n{f'key to first result, {_SLOWER}x slower':32}{'ours':>10}{'peer':>10}{'ratio':>8}")
    for name, share in (("median, ms", 0.5), ("95 of 100 keys, ms", 0.95)):
        mine, theirs = (statistics.quantiles(each, n=100)[round(share * 100) - 1] for each in waits)
        _row(name, mine, theirs)
    slow = f"{first_answer.LATENCY} ms, {first_answer.KBITS} kbit/s, {first_answer.SLOWER}x slower"
    click.echo(f"\nFrom opening the search to its first result, at {slow}; files may be kept {_KEPT // 60} minutes.\n")
    click.echo(f"{'':32}{'ours':>10}{'peer':>10}{'ratio':>8}")
    (ours_first, ours_next), (peer_first, peer_next) = firsts
    _row("first visit, seconds", ours_first.seconds, peer_first.seconds)
    _row("second page, seconds", ours_next.seconds, peer_next.seconds)
    _row("fetched for it, KB", ours_first.size / 1e3, max(peer_first.size, 1) / 1e3)
    _row("page and search, KB", ours_first.with_page / 1e3, peer_first.with_page / 1e3)


def _press(folder: Path, rounds: int, peer_python: str | None) -> None:
    """Site and all papers from nothing, after one edited page, and once more; the peer makes a site and one book."""
    from reader.tools import process_cost

    copy = folder / "copy"
    shutil.copytree(ROOT, copy, symlinks=True, ignore=shutil.ignore_patterns(".venv", ".cache", "site", "__pycache__"))
    env = {"READER_ROOT": str(copy)}
    ours = [sys.executable, "-m", "reader.commands.build", "--quiet"]
    peer = _with_book(folder, peer_python) if peer_python else []
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
    made = [file for name in ("print", "forms") for file in (copy / "site" / name).rglob("*.pdf")]
    a, b, c = process_cost.median(full), process_cost.median(edited), process_cost.median(again)
    click.echo(f"\nSite and {len(made)} papers, {_megabytes(made):.1f} MB, empty cache, {os.cpu_count()} cores.")
    if theirs:
        d = process_cost.median(theirs)
        books = list((folder / "book").rglob("*.pdf"))
        click.echo(f"Peer: {_PEER}, the same pages as a site and one book of {_megabytes(books):.1f} MB.\n")
        click.echo(f"{'The papers':32}{'ours':>10}{'peer':>10}{'ratio':>8}")
        _row("site and papers, seconds", a.seconds, d.seconds)
        _row("site and papers, peak MB", a.megabytes, d.megabytes)
    else:
        click.echo(f"{a.seconds:.2f} s, {a.megabytes:.0f} MB. {_HOW}")
    click.echo(f"\n{'':32}{'again':>10}{'full':>10}{'ratio':>8}")
    _row("one page edited, seconds", b.seconds, a.seconds)
    _row("nothing changed, seconds", c.seconds, a.seconds)


def _with_book(folder: Path, python: str) -> list[str]:
    """The command that builds a stock site of the same pages with the peer's book."""
    from reader.tools import process_cost

    if subprocess.run([python, "-c", "import mkdocs_to_pdf"], capture_output=True, check=False).returncode:
        fail(f"{python} has no mkdocs_to_pdf. {_HOW}")
    file = process_cost.stock(ROOT, folder / "stock")
    text = file.read_text(encoding="utf-8").replace("plugins:\n- search\n", "plugins:\n- search\n- to-pdf\n")
    file.write_text(text, encoding="utf-8")
    return [python, "-m", "mkdocs", "build", "-q", "-f", str(file), "-d", str(folder / "book")]


def _weight(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _megabytes(files: list[Path]) -> float:
    return sum(file.stat().st_size for file in files) / 1e6


def _row(label: str, ours: float, other: float) -> None:
    click.echo(f"{label:32}{ours:>10.2f}{other:>10.2f}{ours / other:>8.2f}")


if __name__ == "__main__":
    main()

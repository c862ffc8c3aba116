"""scripts/bench: time, memory and weight, as ratios against a named peer in the same run."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import ModuleType

import click

from reader.commands import ROOT, SETTINGS, fail
from reader.tools.benchmark import PEER


@click.command(help="Measure the build against plain `mkdocs build` of the same pages. Takes a minute or two.")
@click.option("--rounds", default=5, show_default=True, help="How often each is run; medians are printed.")
@click.option("--peer-python", type=click.Path(exists=True), help=f"A Python that has {PEER}: its book is measured too.")
@click.option("--search", is_flag=True, help="Only put the queries of tests/queries.yml to our search and to Material's own.")
@click.option(
    "--papers", is_flag=True, help="Only look at the chapters' papers in site/print: pages, how full, what sources take."
)
def main(rounds: int, peer_python: str | None, search: bool, papers: bool) -> None:
    """Run ours and the peer's in turn, so that both meet the same weather."""
    from reader.tools import benchmark, paper_figures, search_benchmark

    if papers:
        _look_at_papers(paper_figures)
        return

    try:
        with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
            if search:
                tables = [search_benchmark.search(ROOT, Path(first))]
            else:
                site = benchmark.site(ROOT, Path(first), rounds)
                tables = [site, benchmark.press(ROOT, Path(second), rounds, peer_python)]
            for table in tables:
                for line in table:
                    click.echo(line)
    except benchmark.PeerMissing as missing:
        fail(str(missing))


def _look_at_papers(paper_figures: ModuleType) -> None:
    from reader.press import subjects
    from reader.source import workspace

    book, _ = workspace.current(SETTINGS)
    files = [ROOT / f"site/print/{chapter.name}.pdf" for chapter in subjects.of(book, "chapter")]
    if missing := [file for file in files if not file.is_file()]:
        fail(f"there is no {missing[0].relative_to(ROOT)} yet; type scripts/build first")
    try:
        for line in paper_figures.table(files):
            click.echo(line)
    except paper_figures.NoPoppler as error:
        fail(str(error))


if __name__ == "__main__":
    main()

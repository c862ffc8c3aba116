"""scripts/bench: time, memory and weight, as ratios against a named peer in the same run."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from reader.commands import ROOT, fail
from reader.tools.benchmark import PEER


@click.command(help="Measure the build against plain `mkdocs build` of the same pages. Takes a minute or two.")
@click.option("--rounds", default=5, show_default=True, help="How often each is run; medians are printed.")
@click.option("--peer-python", type=click.Path(exists=True), help=f"A Python that has {PEER}: its book is measured too.")
@click.option("--search", is_flag=True, help="Only put the queries of tests/queries.yml to our search and to Material's own.")
def main(rounds: int, peer_python: str | None, search: bool) -> None:
    """Run ours and the peer's in turn, so that both meet the same weather."""
    from reader.tools import benchmark, search_benchmark

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


if __name__ == "__main__":
    main()

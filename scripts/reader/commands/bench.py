"""scripts/bench: time, memory and weight, as ratios against a named peer in the same run."""

from __future__ import annotations

import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import click

from reader.commands import ROOT


@click.command(help="Measure the build against plain `mkdocs build` of the same pages. Takes a minute.")
@click.option("--rounds", default=5, show_default=True, help="How often each is run; medians are printed.")
def main(rounds: int) -> None:
    """Run ours and the peer's in turn, so that both meet the same weather."""
    from reader import measure

    quiet = {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        peer = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(measure.stock(ROOT, folder / "stock")), "-d",
                str(folder / "peer")]  # fmt: skip
        ours = [sys.executable, "-m", "reader.commands.build", "--quiet", "--site", str(folder / "site")]
        full: list[measure.Cost] = []
        again: list[measure.Cost] = []
        stock: list[measure.Cost] = []
        measure.cost(peer, ROOT, quiet)  # once unmeasured: files come into the cache
        for _ in range(rounds):
            full.append(measure.cost([*ours, "--force"], ROOT))
            again.append(measure.cost(ours, ROOT))
            stock.append(measure.cost(peer, ROOT, quiet))
        shipped = sum(file.stat().st_size for file in (folder / "site").rglob("*") if file.is_file())
        theirs = sum(file.stat().st_size for file in (folder / "peer").rglob("*") if file.is_file())
    peer_name = f"mkdocs build (MkDocs {version('mkdocs')}, Material {version('mkdocs-material')}, stock)"
    a, b, c = measure.median(full), measure.median(again), measure.median(stock)
    click.echo(f"Medians of {rounds} rounds, whole processes. Peer: {peer_name}, same pages.\n")
    click.echo(f"{'':28}{'ours':>10}{'peer':>10}{'ratio':>8}")
    _row("full build, seconds", a.seconds, c.seconds)
    _row("full build, peak MB", a.megabytes, c.megabytes)
    _row("site on disk, MB", shipped / 1e6, theirs / 1e6)
    click.echo(f"\n{'':28}{'again':>10}{'full':>10}{'ratio':>8}")
    _row("nothing changed, seconds", b.seconds, a.seconds)


def _row(label: str, ours: float, other: float) -> None:
    click.echo(f"{label:28}{ours:>10.2f}{other:>10.2f}{ours / other:>8.2f}")


if __name__ == "__main__":
    main()

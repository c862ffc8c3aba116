"""scripts/canary [ENGINE]: the same pages built by other engines, and what differs."""

from __future__ import annotations

import sys
from importlib.metadata import version

import click

from reader.commands import ROOT, fail, stop_politely_when_ended
from reader.tools.canary.environment import ENGINES


@click.command(help="Build the pages with engines that could take the place of MkDocs, and compare. Ends with 1 if something "
               "differs that .ci/canary/known.yml does not explain. What it needs it puts into .cache/canary.")  # fmt: skip
@click.argument("engines", nargs=-1, type=click.Choice(list(ENGINES)))
def main(engines: tuple[str, ...]) -> None:
    """Print a table for every engine."""
    from reader.tools.canary import compare, environment, trial
    from reader.tools.own_python import NotInstalledError

    stop_politely_when_ended()
    bad = False
    try:
        known = {name: compare.known_differences(ROOT / ".ci/canary/known.yml", name) for name in ENGINES}
        ours = trial.ours(ROOT)
        for name in engines or ENGINES:
            engine = ENGINES[name]
            try:
                python = environment.made(ROOT, engine)
                click.echo(f"\n{engine.name} {environment.version(python, engine)}, beside MkDocs {version('mkdocs')}\n")
                rows, spare = compare.table(ours, trial.theirs(ROOT, engine, python), known[name])
            except (NotInstalledError, trial.BuildError) as error:
                click.echo(f"{engine.name}: {error}", err=True)
                bad = True
                continue
            for line in compare.written(rows, known[name], spare):
                click.echo(line)
            bad = bad or any(row.new for row in rows)
    except compare.KnownError as error:
        fail(str(error))
    except trial.BuildError as error:
        fail(f"our own build does not work, so there is nothing to compare: {error}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()

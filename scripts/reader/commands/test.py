"""scripts/test: everything that says whether a change is good, one step after another."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import time
from collections.abc import Callable

import click

from reader.commands import ROOT, SETTINGS, tell

_STEPS = (
    ("Style", ("ruff", "check", "--quiet", "scripts", "tests")),
    ("Layout of the code", ("ruff", "format", "--check", "--quiet", "scripts", "tests")),
    ("Types", ("mypy", "--no-error-summary")),
)
# All tests: as many processes as there are cores, four at most, each with a browser of its own. Who has nothing left takes
# from who has most. A file or a word that somebody asks for is tried in one process: it starts sooner and reads better.
_SIDE_BY_SIDE = ("--numprocesses=auto", "--maxprocesses=4", "--dist=worksteal")


@click.command(
    help="Check code and text, then run the tests. What is not an option here goes to pytest: scripts/test -k search.",
    context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]},
)
@click.option("--all", "every", is_flag=True, help="Every page, on a phone and at a desk, and all papers. Takes some minutes.")
@click.argument("words", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST ARGUMENTS]")
def main(every: bool, words: tuple[str, ...]) -> None:
    """Run all steps, even after one has failed; end with 1 if any did."""
    failed = [name for name, command in _STEPS if not _timed(name, functools.partial(_run, *command))]
    if not _timed("Text", _text):
        failed.append("Text")
    click.echo("Tests …")
    few = any(not word.startswith("-") for word in words)
    if not _run("pytest", *(() if few else _SIDE_BY_SIDE), *words, **({"READER_TEST_ALL": "1"} if every else {})):
        failed.append("Tests")
    if failed:
        click.echo(f"Not passed: {', '.join(failed)}. See above.", err=True)
        sys.exit(1)


def _timed(name: str, step: Callable[[], bool]) -> bool:
    """Run one step and say how it went and how long it took."""
    start = time.monotonic()
    good = step()
    click.echo(f"{name}: {'good' if good else 'NOT GOOD'} ({time.monotonic() - start:.1f} s)")
    return good


def _run(*words: str, **env: str) -> bool:
    """Run a Python program of .venv in the project's folder."""
    sys.stdout.flush()
    return subprocess.run([sys.executable, "-P", "-m", *words], cwd=ROOT, env={**os.environ, **env}, check=False).returncode == 0


def _text() -> bool:
    """The real text, by all rules that stop a build."""
    from reader import checks
    from reader.source import workspace

    book, _ = workspace.current(SETTINGS)
    return not tell(checks.of_sources(book, stops_only=True))


if __name__ == "__main__":
    main()

"""What people type. Argument parsing, progress and exit codes; no logic."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import click

from reader.source import settings
from reader.source.finding import Finding
from reader.source.settings import Settings

# READER_ROOT: another copy of the project to work on, as the tests do.
ROOT = Path(os.environ.get("READER_ROOT") or Path(__file__).parents[3]).resolve()
SETTINGS = settings.from_environment(ROOT)  # the one time that a command asks the environment


town_option = click.option(
    "--place", type=click.Path(path_type=Path, file_okay=False), help="Your own town's edition: its folder."
)


def of_town(given: Settings, place: Path | None) -> Settings:
    """The settings with the folder that --place names, if it names one."""
    return replace(given, place=place.absolute()) if place else given


def tell(findings: Iterable[Finding]) -> bool:
    """Print findings, those that stop last, where eyes rest. Returns whether any stops."""
    rows = sorted(findings, key=lambda finding: (finding.severity == "stop", finding))
    for row in rows:
        click.echo(f"{'' if row.severity == 'stop' else '(tell) '}{row}", err=row.severity == "stop")
    return any(row.severity == "stop" for row in rows)


def fail(sentence: str, code: int = 1) -> NoReturn:
    """End with one sentence."""
    click.echo(f"Stopped: {sentence.rstrip('.')}.", err=True)
    sys.exit(code)


def stop_politely_when_ended() -> None:
    """Treat being ended (SIGTERM, SIGHUP) like Ctrl-C, so that half-made folders are cleared away."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)

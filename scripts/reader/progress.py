"""How far a long step has come: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import Any

import click


class Progress:
    """Begin with a number of small steps, name the big ones, end with the time it took (seconds)."""

    def __init__(self, quiet: bool = False) -> None:
        self.quiet = quiet
        self.start = time.monotonic()
        self.bar: Any = None
        self.label = ""

    def begin(self, length: int) -> None:
        """Show the bar, if somebody is watching."""
        if not self.quiet and sys.stderr.isatty():
            self.bar = click.progressbar(length=length, file=sys.stderr, item_show_func=lambda _: self.label, show_eta=False)
            self.bar.__enter__()

    def extend(self, more: int) -> None:
        """There are more small steps than it seemed."""
        if self.bar is not None:
            self.bar.length += more

    def say(self, sentence: str) -> None:
        """A sentence that must not be lost, bar or no bar."""
        click.echo(f"{chr(13) + chr(27) + '[K' if self.bar is not None else ''}{sentence}", err=True)

    def step(self, label: str) -> None:
        """A new big step, which also counts as a small one."""
        self.label = label
        if self.bar is None and not self.quiet:
            click.echo(f"{label} …", err=True)
        self.advance()

    def advance(self) -> None:
        """One small step is done."""
        if self.bar is not None:
            self.bar.update(1, self.label)

    def end(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.__exit__(None, None, None)
            self.bar = None

    @property
    def seconds(self) -> float:
        """The time since it was made."""
        return time.monotonic() - self.start

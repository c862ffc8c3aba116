"""A command in the process of the tests: the same arguments, words and exit codes, and nothing is started.

Starting Python, MkDocs and WeasyPrint anew takes longer than what most tests are about. That the commands do the same when a
person types them is held by the tests that use `Project.run` and `press.conftest.run`.
"""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any
from unittest import mock

from click.testing import CliRunner

from reader.press import handed
from reader.press.material import Text
from reader.source import settings
from small import GIT, Project

# Where a command writes if nobody says so, below the project's folder.
PLACES = {"build": {"site": "site"}, "press": {"out": ".cache/press"}, "check": {}, "changed": {"site": "site"}}


class AtOnce(Executor):
    """Stands for the helpers of the press: does a job where it is, when it is handed over."""

    def __init__(self, _count: int, _context: object, _begin: object, given: tuple[Text]) -> None:
        super().__init__()
        handed.take(*given)

    def submit(self, job: Callable[..., Any], /, *words: Any, **named: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(job(*words, **named))
        except Exception as error:
            done.set_exception(error)
        return done


def run(project: Project, command: str, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """`scripts/COMMAND WORDS` on this project. What it changes in the environment is undone; what it throws, is thrown."""
    module = importlib.import_module(f"reader.commands.{command}")
    places: dict[str, Path] = {name: project.root / place for name, place in PLACES[command].items()}
    own = {**project.env, **env}
    with (
        mock.patch.dict(os.environ, {**GIT, "READER_ROOT": str(project.root), **own}),
        mock.patch.object(module, "ROOT", project.root),
        mock.patch.object(module, "SETTINGS", settings.from_environment(project.root, own)),
        mock.patch("reader.press.helpers.ProcessPoolExecutor", AtOnce),
        mock.patch("reader.press.make.BIG", sys.maxsize),  # nor is anything forked
        mock.patch.object(module, "stop_politely_when_ended", create=True),
    ):
        done = CliRunner(catch_exceptions=False).invoke(module.main, words, default_map=places)
    return subprocess.CompletedProcess([command, *words], done.exit_code, done.stdout, done.stderr)


def build(project: Project, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Build the pages, without papers."""
    return run(project, "build", "--no-papers", *words, **env)

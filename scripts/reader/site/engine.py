"""The only place that knows MkDocs. Another engine that reads mkdocs.yml would replace this file."""

from __future__ import annotations

import contextlib
import io
import logging
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

from reader.source import templates


class EngineError(Exception):
    """The engine gave up; `messages` is what it had to say, `place` the file and line where that is known."""

    def __init__(self, messages: list[str], place: tuple[str, int] = ("mkdocs.yml", 0)) -> None:
        super().__init__("; ".join(messages))
        self.messages, self.place = messages, place


class _Listener(logging.Handler):
    """Collects warnings, and tells of every page."""

    def __init__(self, on_page: Callable[[], None]) -> None:
        super().__init__(logging.DEBUG)
        self.warnings: list[str] = []
        self.on_page = on_page

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            self.warnings.append(record.getMessage())
        elif record.getMessage().startswith("Building page"):
            self.on_page()


class _Days:
    """In the revision-date plugin, the days that we know: a page that only got another name keeps its own."""

    def __init__(self, root: Path, days: dict[str, date]) -> None:
        self.root, self.days = root, days

    def get_revision_date_for_file(self, path: str) -> str:
        return self.days[Path(path).relative_to(self.root).as_posix()].isoformat()


def build(
    root: Path,
    site: Path,
    *,
    days: dict[str, date] | None,
    timestamp: int,
    on_page: Callable[[], None],
    address: str | None = None,
) -> None:
    """Build the pages of `root` into `site`, strictly: any warning raises EngineError.

    `days` are those of all pages, by their paths in the project; None when not every one is known: then the
    revision-date plugin sleeps. `timestamp` (seconds) stands for "now" in the site. `address`: where the pages will stand,
    if not where mkdocs.yml says.
    """
    os.environ["DISABLE_MKDOCS_2_WARNING"] = os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"
    os.environ["SOURCE_DATE_EPOCH"] = str(timestamp)
    os.environ.pop("READER_GIT_DATES", None)
    if days is not None:
        os.environ["READER_GIT_DATES"] = "1"
    import click
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, BuildError, ConfigurationError

    listener, log = _Listener(on_page), logging.getLogger(mkdocs_build.__module__.partition(".")[0])
    log.addHandler(listener)
    log.setLevel(logging.DEBUG)
    log.propagate = False
    before = Path.cwd()
    os.chdir(root)  # the revision-date plugin looks for git in the current folder
    said = io.StringIO()  # and prints a wrong line about PDF export
    try:
        with contextlib.redirect_stdout(said):
            elsewhere = {} if address is None else {"site_url": address}
            config = load_config(str(root / "mkdocs.yml"), site_dir=str(site), strict=True, **elsewhere)
            dated = config.plugins.get("git-revision-date")
            if days is not None and dated is not None:
                dated.util = _Days(root, days)
            config.plugins.on_startup(command="build", dirty=False)
            mkdocs_build(config)
            config.plugins.on_shutdown()
    except (Abort, BuildError, ConfigurationError, click.ClickException) as error:
        text = error.format_message() if isinstance(error, click.ClickException) else str(error)
        raise EngineError(listener.warnings or [text]) from error
    except Exception as error:
        if (fault := templates.fault(root, error)) is None:
            raise
        raise EngineError([fault[2]], fault[:2]) from error
    finally:
        os.chdir(before)
        log.removeHandler(listener)
    if listener.warnings:
        raise EngineError(listener.warnings)


def serve(root: Path, site: Path, port: int, rebuild: Callable[[], None]) -> None:
    """Serve `site` on this machine only; call `rebuild` and reload open pages whenever a source changes."""
    from mkdocs.livereload import LiveReloadServer

    server = LiveReloadServer(builder=rebuild, host="127.0.0.1", port=port, root=str(site), mount_path="/")
    for name in ("docs", "overrides", "mkdocs.yml"):
        server.watch(str(root / name))
    with contextlib.suppress(KeyboardInterrupt):
        server.serve()  # type: ignore[no-untyped-call]

"""The only place that knows MkDocs. Another engine that reads mkdocs.yml would replace this file."""

from __future__ import annotations

import contextlib
import io
import logging
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from reader.press.text_cache import Fields
from reader.site.rendered import Rendered
from reader.source import templates

_LOOKS = 0.2  # seconds between two looks at the sources, while somebody writes


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


class Kept:
    """Builds as this module does, and keeps what the engine knows, so that a page can be made again alone."""

    def __init__(self) -> None:
        self.root, self.files, self.nav, self.env, self.config = Path(), None, None, None, None

    def build(
        self, root: Path, site: Path, *, days: dict[str, date] | None, timestamp: int, on_page: Callable[[], None],
        rendered: Rendered | None = None,
    ) -> None:  # fmt: skip
        """As `build` of this module."""
        self.root = root
        build(root, site, days=days, timestamp=timestamp, on_page=on_page, kept=self, rendered=rendered)

    def on_nav(self, nav: Any, *, config: Any, files: Any) -> None:
        """The engine tells of what leads to its pages."""
        self.nav, self.config, self.files = nav, config, files

    def on_env(self, env: Any, *, config: Any, files: Any) -> None:
        """The engine tells of its templates."""
        self.env = env

    def again(self, path: str, folder: Path) -> Path:
        """Make one page again, by its path below docs/, into a folder of its own. Returns the file. Raises EngineError.

        Its day is left out: a page that somebody writes on has changes that no commit holds.
        """
        from mkdocs.commands.build import _build_page, _populate_page

        config, files = self.config, self.files
        if config is None or files is None or (file := files.get_file_from_path(path)) is None:
            raise EngineError([f"{path} was not there when all pages were built"])
        with _strictly(self.root, lambda: None):
            if dated := config.plugins.get("git-revision-date"):
                dated.enabled = False
            file.abs_dest_path = str(folder / file.dest_uri)
            _populate_page(file.page, config, files)
            _build_page(file.page, config, files.documentation_pages(), self.nav, self.env)
            file.page.validate_anchor_links(files=files, log_level=config.validation.links.anchors)
        return Path(file.abs_dest_path)


def build(
    root: Path, site: Path, *, days: dict[str, date] | None, timestamp: int, on_page: Callable[[], None],
    kept: Kept | None = None, address: str | None = None, rendered: Rendered | None = None,
) -> None:  # fmt: skip
    """Build the pages of `root` into `site`, strictly: any warning raises EngineError.

    `days` are those of all pages, by their paths in the project; None when not every one is known: then the
    revision-date plugin sleeps. `timestamp` (seconds) stands for "now" in the site. `kept` is told what the engine knows.
    `address`: where the pages will stand, if not where mkdocs.yml says. `rendered` knows pages from earlier builds.
    """
    os.environ["DISABLE_MKDOCS_2_WARNING"] = os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ["GIT_PYTHON_REFRESH"] = "quiet"
    os.environ["SOURCE_DATE_EPOCH"] = str(timestamp)
    os.environ.pop("READER_GIT_DATES", None)
    if days is not None:
        os.environ["READER_GIT_DATES"] = "1"
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    elsewhere = {} if address is None else {"site_url": address}
    with _strictly(root, on_page):
        config = load_config(str(root / "mkdocs.yml"), site_dir=str(site), strict=True, **elsewhere)
        dated = config.plugins.get("git-revision-date")
        if days is not None and dated is not None:
            dated.util = _Days(root, days)
        if kept is not None:
            for event in ("nav", "env"):
                config.plugins._register_event(event, getattr(kept, f"on_{event}"))
        config.plugins.on_startup(command="build", dirty=False)
        with _remembering(rendered) if rendered else contextlib.nullcontext():
            mkdocs_build(config)
        config.plugins.on_shutdown()
    if rendered is not None:
        rendered.keep()


@contextlib.contextmanager
def _remembering(rendered: Rendered) -> Iterator[None]:
    """Let the engine render only pages that were not rendered before; it has no event that could answer for it."""
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import get_toc

    make = Page.render

    def render(page: Page, config: Any, files: Any) -> None:
        def fields() -> Fields:
            make(page, config, files)
            return {
                "content": page.content, "title": page._title_from_render, "toc": [_entry(each) for each in page.toc],
                "anchors": sorted(page.present_anchor_ids or ()),
            }  # fmt: skip

        found = rendered.of(page.file.src_uri, fields)
        page.content, page._title_from_render, page.toc = found["content"], found["title"], get_toc(found["toc"])
        page.present_anchor_ids = set(found["anchors"])

    Page.render = render  # type: ignore[assignment, method-assign]
    try:
        yield
    finally:
        Page.render = make  # type: ignore[method-assign]


def _entry(link: Any) -> dict[str, Any]:
    """An entry of a page's contents, and those below it, as Python-Markdown hands them over."""
    return {"name": link.title, "id": link.id, "level": link.level, "children": [_entry(each) for each in link.children]}


@contextlib.contextmanager
def _strictly(root: Path, on_page: Callable[[], None]) -> Iterator[None]:
    """Let the engine work in the project's folder; whatever it warns of or stumbles over becomes an EngineError."""
    import click
    from mkdocs.commands.build import build as mkdocs_build
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
            yield
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

    server = LiveReloadServer(builder=rebuild, host="127.0.0.1", port=port, root=str(site), polling_interval=_LOOKS)
    for name in ("docs", "overrides", "mkdocs.yml"):
        server.watch(str(root / name))
    try:
        with contextlib.suppress(KeyboardInterrupt):
            server.serve()  # type: ignore[no-untyped-call]
    finally:
        server.shutdown()

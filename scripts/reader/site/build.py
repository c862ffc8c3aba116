"""The site: built beside the last good one, looked over, and only then put in its place."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Protocol

from reader import checks
from reader.living.staging import Staged
from reader.press.jobs import Jobs
from reader.press.material import Site
from reader.press.packing import pack, promised
from reader.press.products import Paper
from reader.progress import Progress
from reader.room import with_room
from reader.site import engine as mkdocs
from reader.site import finish, languages, place, print_lines, up_to_date
from reader.site.rendered import Rendered
from reader.source import workspace
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.history import History
from reader.source.settings import Settings


class Engine(Protocol):
    """A module like reader.site.engine, or what builds as it does."""

    def build(
        self, root: Path, site: Path, *, days: dict[str, date] | None, timestamp: int, on_page: Callable[[], None],
        rendered: Rendered | None = None,
    ) -> None:  # fmt: skip
        """Build the pages of `root` into `site`. `rendered` is what MkDocs made of them before, for an engine that can use it."""


class Refused(Exception):
    """The build can't go on; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class Trouble(Exception):
    """Something about this machine, not about the text, keeps the build from working. One sentence."""


@with_room
def build(
    settings: Settings, site: Path, progress: Progress, *, force: bool = False, papers: bool = True, engine: Engine = mkdocs,
    key: str = "",
) -> bool:  # fmt: skip
    """Build `site` from the project that `settings` name. Returns False where nothing had changed.

    Without `papers` the pages stand alone, and have no print lines: quicker, for whoever is writing. `engine` is a module
    like reader.site.engine: scripts/canary tries others. `key` is the fingerprint of the sources, where somebody has taken it.
    Raises Refused with what is wrong in the text, Trouble when the machine is in the way. In both cases, and when it
    is interrupted, the last good site stays as it was.
    """
    root = settings.root
    with _troubles(site), _lock(root):
        place.allow(root, site)
        part, old = place.part_and_old(root, site)
        if old.is_dir() and not site.exists() and not site.is_symlink():
            old.rename(site)  # a build was cut off between its last two steps
        if not force and up_to_date.is_fresh(settings, site, papers):
            return False
        place.clear(part)
        place.clear(old)
        key = key or up_to_date.fingerprint(settings, papers)
        try:
            with workspace.lent(settings) as (book, past):
                _make(book, past, part, progress, papers=papers, engine=engine)
            place.finish(part)
            place.swap(site, part, old)
        finally:
            place.drop(part)
        up_to_date.remember(root, site, key)
        progress.end()
    return True


def _make(book: Book, past: History, part: Path, progress: Progress, *, papers: bool, engine: Engine) -> None:
    """Make the whole site in the folder `part`, which may hold half of one when something is wrong."""
    progress.begin(4 + len(book.pages))
    progress.step("Checking the text")
    _stop(checks.of_sources(book, stops_only=True))
    _build(book, past, part, progress, papers=papers, engine=engine)

    def build_language(in_language: Book, its: History, staged: Staged, place: Path) -> None:
        progress.extend(2 + len(in_language.pages))
        try:
            with workspace.lending(in_language.root, in_language, its):
                _build(in_language, its, place, progress, papers=papers, engine=engine)
        except Refused as refusal:
            raise Refused([staged.home(finding) or finding for finding in refusal.findings]) from refusal

    languages.make(book, past, part, build_language)


def _build(book: Book, past: History, part: Path, progress: Progress, *, papers: bool, engine: Engine) -> None:
    """Pages and papers of one book, in one language."""
    jobs = _jobs(book, past, progress) if papers else None
    try:
        if jobs is not None:
            progress.extend(jobs.begin())  # on the other core, while the engine has this one
        place.begin(part)
        progress.step("Building the pages")
        _engine(engine, book, part, past, progress)
        shutil.rmtree(part / "print", ignore_errors=True)  # the engine copies the print style sheets along
        printed = _papers(jobs, part, progress)
        progress.step("Looking over the finished pages")
        finish.finish(part, book, past, printed)
        if jobs is not None:
            print_lines.weigh(part, book, pack(Site(part, book, past)))
        _stop(checks.of_site(part, book))
    finally:
        if jobs is not None:
            jobs.close()


def _stop(findings: Iterator[Finding]) -> None:
    stops = sorted(finding for finding in findings if finding.severity == "stop")
    if stops:
        raise Refused(stops)


def _jobs(book: Book, past: History, progress: Progress) -> Jobs:
    """What to make; without Pango only what needs none: the site is built all the same."""
    jobs = Jobs(book, past, book.settings.addresses)
    if jobs.missing:
        progress.say(f"No papers this time: {jobs.missing}.")
    return jobs


def _papers(jobs: Jobs | None, part: Path, progress: Progress) -> list[Paper]:
    """What was made, and what will be packed when all else is there."""
    if jobs is None:
        return []
    if jobs.running or not jobs.missing:
        progress.step("Printing what has changed")
    papers, problems = jobs.finish(part, progress.advance)
    _stop(iter(problems))
    return [*papers, *promised(jobs.book)]


def _engine(engine: Engine, book: Book, part: Path, past: History, progress: Progress) -> None:
    pages = {page.file for page in book.pages}
    trusted = past.complete and pages <= past.files.keys() - past.changed
    days, rendered = past.files if trusted else None, Rendered(book, past)
    try:
        if book.strings is not None:  # in a folder of the site, which no other engine is tried on
            home = book.settings.addresses.site
            mkdocs.build(book.root, part, days=days, timestamp=past.timestamp, on_page=progress.advance,
                         address=home and f"{home}/", rendered=rendered)  # fmt: skip
        else:
            engine.build(book.root, part, days=days, timestamp=past.timestamp, on_page=progress.advance, rendered=rendered)
    except mkdocs.EngineError as error:
        for message in error.messages:
            if os.strerror(errno.ENOSPC) in message:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise Refused([Finding(*error.place, "engine", message) for message in error.messages]) from error


@contextlib.contextmanager
def _lock(root: Path) -> Iterator[None]:
    (root / ".cache").mkdir(exist_ok=True)
    with (root / ".cache/lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Trouble(
                "another build is running in this folder; wait until it is done, then type scripts/build again"
            ) from error
        yield


@contextlib.contextmanager
def _troubles(site: Path) -> Iterator[None]:
    try:
        yield
    except place.BadPlace as error:
        raise Trouble(str(error)) from error
    except OSError as error:
        folder = error.filename or site
        if error.errno == errno.ENOSPC:
            raise Trouble("the disk is full; free some space and type scripts/build again. The last good site stays") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise Trouble(f"can't write to {folder}; type scripts/build --site with a folder of yours, or make this one "
                          "writable. The last good site stays") from error  # fmt: skip
        if error.filename is not None and error.errno is not None:
            raise Trouble(f"{folder} can't be used ({os.strerror(error.errno)}); type scripts/build --site with another folder. "
                          "The last good site stays") from error  # fmt: skip
        raise

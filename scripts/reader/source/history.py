"""When things last changed, as git knows it; and an honest reason where it does not."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from urllib.parse import quote, quote_plus

from reader.source import git
from reader.source.book import Book
from reader.source.memory import Memory
from reader.source.page import Page

_DIRTY = " with changes not committed"  # behind an edition


@dataclass(frozen=True)
class Changed:
    """The day of the last change, or in plain words why it is not known."""

    day: date | None
    reason: str = ""


@dataclass
class History:
    """What git says of the project. `reason` is set when it can't be believed for any file."""

    reason: str = ""
    edition: str = ""
    commit: str = ""
    day: date | None = None
    timestamp: int = 0
    files: dict[str, date] = field(default_factory=dict)
    lines: dict[str, list[date | None]] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()

    @property
    def complete(self) -> bool:
        """Whether every tracked file has a date that can be trusted."""
        return not self.reason

    def edited(self, file: str) -> History:
        """The same after somebody has changed one more file, by its path in the project."""
        edition = self.edition if self.changed else f"{self.edition}{_DIRTY}" if self.edition else ""
        return replace(self, edition=edition, changed=self.changed | {file})

    def of_page(self, page: Page, book: Book) -> Changed:
        """The newest of: the page, the fixed words or the lists of words it shows, the facts and sources it uses or lists."""
        if self.reason:
            return Changed(None, self.reason.partition(";")[0])  # what to type is for the builder, not for readers
        days: list[date | None] = []
        for path in book.files_of(page):
            if path in self.changed or path not in self.files:
                return Changed(None, "this page has changes that are not committed yet")
            days.append(self.files[path])
        register = book.register
        facts = [register.facts[name] for name in page.facts if name in register.facts]
        facts += book.listed(page)
        names = [*page.notes, *(name for fact in facts for name in fact.sources)]
        sources = [register.sources[name] for name in names if name in register.sources]
        spans = [(entry.path, entry.line, entry.last_line) for entry in facts]
        spans += [(entry.path, entry.line, entry.last_line) for entry in sources]
        for path, first, last in spans:
            days.extend(self.lines.get(path, [None])[first - 1 : last] or [None])
        if None in days:
            return Changed(None, "a fact on this page has changes that are not committed yet")
        return Changed(max(day for day in days if day is not None))


def with_edition(html: str, old: str, new: str) -> str:
    """A page with the name `new` wherever the edition `old` is named, in its words and in the addresses of its links."""
    for written in (str, quote, quote_plus) if old != new else ():
        html = html.replace(written(old), written(new))
    return html


def read(root: Path, layers: tuple[str, ...] = ()) -> History:
    """Ask git once for everything; `layers` are files of facts outside docs/, and the edition names them.

    Never raises: a folder without git has a reason instead of dates.
    """
    try:
        shallow, prefix, *_ = git.ask(root, "rev-parse", "--is-shallow-repository", "--show-prefix").split("\n")
        if prefix:
            return History(reason="this folder is not a git repository of its own")
        head = git.ask(root, "log", "-1", "--format=%h %ct %cs %H", "--abbrev=8").split()
    except FileNotFoundError:
        return History(reason="git is not installed")
    except subprocess.CalledProcessError as error:
        if "dubious ownership" in (error.stderr or ""):
            return History(reason=f"git does not trust this folder; type: git config --global --add safe.directory {root}")
        return History(reason="this folder has no git history")
    commit, timestamp, day, whole = head
    try:
        changed = git.uncommitted(root, layers)
    except subprocess.CalledProcessError:
        return History(reason="git can't read this copy; make a new one with git clone")
    dirty = _DIRTY if changed else ""
    history = History(
        edition=" · ".join((day, commit, *(Path(name).stem for name in layers))) + dirty,
        commit=whole,
        day=date.fromisoformat(day),
        timestamp=int(timestamp),
        changed=changed,
    )
    if shallow == "true":
        history.reason = "this copy has only part of its history (a shallow clone); type: git fetch --unshallow"
        return history
    try:
        history.files, history.lines = _days(root, layers, whole)
    except subprocess.CalledProcessError:  # a clone without its trees, and no network to fetch them
        history.files, history.lines = {}, {}
        history.reason = "this copy has only part of its history; type: git fetch --refetch --no-filter"
    return history


def _days(root: Path, layers: tuple[str, ...], commit: str) -> tuple[dict[str, date], dict[str, list[date | None]]]:
    """The day of every file, and of every line of the lists of facts: for one commit and one text they are always the same."""
    known = Memory(root / ".cache/dates.json", __file__)

    def of_lines(file: Path, name: str) -> list[date | None]:
        stands = f"{commit} {name}\n".encode() + file.read_bytes()
        days = known.of(stands, lambda: [day and day.isoformat() for day in _line_dates(root, file)])
        return [day and date.fromisoformat(day) for day in days]

    what = repr((commit, layers)).encode()
    listed = known.of(what, lambda: {name: day.isoformat() for name, day in _file_dates(root, layers).items()})
    files = {name: date.fromisoformat(day) for name, day in listed.items()}
    lines = {
        name: of_lines(file, name)
        for file in (*sorted((root / "docs").glob("*/facts.yml")), *(root / name for name in layers))
        if (name := file.relative_to(root).as_posix()) in files
    }
    known.keep()
    return files, lines


def _file_dates(root: Path, layers: tuple[str, ...]) -> dict[str, date]:
    """The newest commit that changed the text of every file that was ever in docs/, from one walk through the log.

    With -c a merge counts where it differs from all its parents: somebody resolved a conflict. A file that only got
    another name (R100) is as old as before; what the log says of its old name is said of it from there on.
    """
    found: dict[str, date] = {}
    later: dict[str, str] = {}
    day = date.min
    log = git.ask(root, "log", "-c", "--format=%x00%cs", "--name-status", "-M100%", "-l0", "--", "docs", *layers)
    for row in log.split("\n"):
        if row.startswith("\0"):
            day = date.fromisoformat(row[1:])
        elif row:
            status, *names = row.split("\t")
            if status == "R100" and len(names) == 2:
                later[names[0]] = later.pop(names[1], names[1])
            else:
                name = later.get(names[-1], names[-1])
                found[name] = max(day, found.get(name, date.min))
    return found


def _line_dates(root: Path, file: Path) -> list[date | None]:
    """The day each line was last changed; None for a line that is not committed."""
    found: list[date | None] = []
    stamp, uncommitted = 0, False
    name = file.relative_to(root).as_posix()
    # An empty list of commits to pass over: somebody's settings may name one, and `-c` does not undo it.
    for row in git.ask(root, "blame", "--ignore-revs-file=", "--line-porcelain", "--", name).split("\n"):
        if re.match(r"^[0-9a-f]{40} ", row):
            uncommitted = row.startswith("0" * 40)
        elif row.startswith("committer-time "):
            stamp = int(row.split()[1])
        elif row.startswith("committer-tz "):
            zone = int(row.split()[1])
            offset = timezone(timedelta(hours=int(zone / 100), minutes=abs(zone) % 100 * (1 if zone > 0 else -1)))
            day = datetime.fromtimestamp(stamp, offset).date()
        elif row.startswith("\t"):
            found.append(None if uncommitted else day)
    return found

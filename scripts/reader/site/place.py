"""Where a site goes: which folders a build may replace, and how the new one takes the place of the old."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from reader.site import up_to_date

MARK = ".made-by-build"  # the engine leaves names with a dot alone when it empties its folder
_SAYS = "A build made this folder, and the files named here. The next build replaces them.\n"
_NEW = ".new"  # where files wait inside a folder that can't be renamed
_CANT_RENAME = (errno.EBUSY, errno.EXDEV)


class BadPlace(Exception):
    """The site can't go there. The message is one sentence that says what to type."""


def part_and_old(root: Path, site: Path) -> tuple[Path, Path]:
    """The folders for the site while it is made, and for the one before it.

    Beside the site; in .cache where the site is a link or a mount.
    """
    home = root / ".cache" if site.is_symlink() or os.path.ismount(site) else site.parent
    return home / f"{site.name}.part", home / f"{site.name}.old"


def allow(root: Path, site: Path) -> None:
    """Raise BadPlace if a build would delete what it did not make: in `site`, or in the folders it needs beside it."""
    real, home = site.resolve(), root.resolve()
    if home.is_relative_to(real):
        raise BadPlace(f"{site} is the project itself or a folder around it; type scripts/build --site with a folder of its own")
    if site.is_symlink() and not site.is_dir():
        raise BadPlace(f"{site} is a link to something that is no folder; make that folder, or delete the link")
    if site.exists() and not site.is_dir():
        raise BadPlace(f"{site} is a file, and the site needs a folder; type scripts/build --site with another name")
    if real.is_relative_to(home):
        first = real.relative_to(home).parts[0]
        ours = {"docs", "overrides", "scripts", "tests"}
        tries = real == home / ".cache/serve" or real.parent.parent == home / ".cache/canary"
        if first in ours or (first.startswith(".") and not tries):
            raise BadPlace(f"{site} is in {first}, which belongs to the project; type scripts/build --site with another folder")
    part, old = part_and_old(root, site)
    for folder in (site, part, old):
        if not _is_ours(root, folder):
            named = f" ({_not_ours(folder)[0]!a})" if (folder / MARK).is_file() else ""
            raise BadPlace(f"{folder} holds things that no build made{named}, and they would be deleted; type scripts/build "
                           "--site with a new folder, or empty this one first")  # fmt: skip


def _is_ours(root: Path, folder: Path) -> bool:
    """Whether there is nothing in it to lose: it is empty, or a build made it and said so."""
    if folder == root / ".cache/serve" or up_to_date.is_untouched(root, folder):
        return True
    if (folder / MARK).is_file():
        return not _not_ours(folder)
    if folder.is_symlink() and not folder.is_dir():
        return False
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _not_ours(folder: Path) -> list[str]:
    """The files that somebody put into a folder which a build had finished: its mark names all that the build made."""
    known = (folder / MARK).read_text(encoding="utf-8", errors="replace").splitlines()[1:]
    return sorted({*_names(folder)} - {MARK, *known}) if known else []


def _names(folder: Path) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        links = [name for name in folders if (Path(here) / name).is_symlink()]
        yield from ((Path(here) / name).relative_to(folder).as_posix() for name in (*names, *links))


def begin(part: Path) -> None:
    """Make the folder anew in which a site will grow, with the mark that it is a build's."""
    clear(part)
    part.mkdir(parents=True)
    (part / MARK).write_text(_SAYS, encoding="utf-8")


def drop(folder: Path) -> None:
    """Delete a folder of ours as far as that can be done, its mark last: whatever is left is known as ours again."""
    for entry in folder.iterdir() if folder.is_dir() and not folder.is_symlink() else ():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        elif entry.name != MARK:
            with contextlib.suppress(OSError):
                entry.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def clear(folder: Path) -> None:
    """Delete a folder of ours. Raises BadPlace when that can't be done."""
    drop(folder)
    if folder.exists():
        raise BadPlace(f"{folder} can't be deleted, perhaps because a build with sudo made it; type: sudo rm -r '{folder}'")


def finish(part: Path) -> None:
    """Write down which files the build made, and let a web server read them, whatever the umask of whoever built it."""
    (part / MARK).write_text(_SAYS + "".join(f"{name}\n" for name in sorted(_names(part))), encoding="utf-8")
    for file in (part, *part.rglob("*")):
        file.chmod(0o755 if file.is_dir() else 0o644)


def swap(site: Path, part: Path, old: Path) -> None:
    """Put the finished site in place: two renames, and no moment at which `site` is half of anything.

    A link, a mount, or a folder in which nothing may be renamed keeps its place and gets the new files, one by one.
    """
    if site.is_symlink() or os.path.ismount(site):
        _fill(site, part)
        return
    clear(old)
    try:
        if site.exists():
            site.rename(old)
    except OSError as error:
        if error.errno not in _CANT_RENAME or not site.is_dir():
            raise
        _fill(site, part)
        return
    try:
        part.rename(site)
    except OSError as error:
        if old.exists() and not site.exists():
            old.rename(site)
        if error.errno not in _CANT_RENAME:
            raise
        site.mkdir(exist_ok=True)
        _fill(site, part)
    except BaseException:
        if old.exists() and not site.exists():
            old.rename(site)
        raise
    drop(old)


def _fill(site: Path, part: Path) -> None:
    """Put every file into the folder that is there. Each page is whole at every moment, old or new; what is gone goes last."""
    (site / MARK).write_text(_SAYS, encoding="utf-8")  # first: a build that is cut off here may be done again
    waiting = site / _NEW
    clear(waiting)
    names = [file.relative_to(part) for file in part.rglob("*") if file.is_file()]
    names.sort(key=lambda name: name.suffix == ".html")  # what pages load has to be there before them
    try:
        for name in names:
            (waiting / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(part / name, waiting / name)
        for name in names:
            _make_room(site, name)
            (waiting / name).replace(site / name)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)
    _drop_all_but(site, {site / name for name in names})


def _make_room(site: Path, name: Path) -> None:
    """Let there be a folder of its own for a file, and no folder where the file goes."""
    above = site
    for part in name.parts[:-1]:
        above = above / part
        if above.is_symlink() or not above.is_dir():
            above.unlink(missing_ok=True)
            above.mkdir()
        above.chmod(0o755)
    target = site / name
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)


def _drop_all_but(site: Path, wanted: set[Path]) -> None:
    for file in sorted(site.rglob("*"), reverse=True):
        if file.is_symlink() or not file.is_dir():
            if file not in wanted:
                file.unlink()
        elif not any(file.iterdir()):
            file.rmdir()

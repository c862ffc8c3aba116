"""The site: built beside the last good one, looked over, and only then put in its place."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import html
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from reader import checks
from reader.press.jobs import Paper, Works, warm
from reader.press.layout import NoPangoError
from reader.progress import Progress
from reader.render import fact_list
from reader.site import engine, place, policy, print_lines, publish, search_index, up_to_date
from reader.source import alike, redirects, settings, workspace
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.history import History

# Two lines of the theme's own scripts that no block of its template lets us leave out.
_THEME_SCRIPTS = re.compile(r"<script>(?:__md_scope=|var target=).*?</script>", re.DOTALL)
_UNUSED = ("assets/javascripts", "assets/images", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json")


class Refused(Exception):
    """The build can't go on; `findings` say why."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class Trouble(Exception):
    """Something about this machine, not about the text, keeps the build from working. One sentence."""


def build(root: Path, site: Path, progress: Progress, *, force: bool = False, papers: bool = True) -> bool:
    """Build `site` from the project in `root`. Returns False where nothing had changed.

    Without `papers` the pages stand alone, and have no print lines: quicker, for whoever is writing.
    Raises Refused with what is wrong in the text, Trouble when the machine is in the way. In both cases, and when it
    is interrupted, the last good site stays as it was.
    """
    with _troubles(site), _lock(root):
        place.allow(root, site)
        part, old = place.part_and_old(root, site)
        if old.is_dir() and not site.exists() and not site.is_symlink():
            old.rename(site)  # a build was cut off between its last two steps
        if not force and up_to_date.is_fresh(root, site, papers):
            return False
        place.clear(part)
        place.clear(old)
        if papers:
            warm()
        key = up_to_date.fingerprint(root, papers)
        try:
            with workspace.held(root) as (book, past):
                _make(book, past, part, progress, papers=papers)
            place.readable(part)
            place.swap(site, part, old)
        finally:
            shutil.rmtree(part, ignore_errors=True)
        up_to_date.remember(root, site, key)
        progress.end()
    return True


def _make(book: Book, past: History, part: Path, progress: Progress, *, papers: bool) -> None:
    """Make the whole site in the folder `part`, which may hold half of one when something is wrong."""
    progress.begin(4 + len(book.pages))
    progress.step("Checking the text")
    _stop(checks.of_sources(book, stops_only=True))
    works = _works(book, past, progress) if papers else None
    try:
        if works is not None:
            progress.extend(works.begin())  # on the other core, while the engine has this one
        place.begin(part)
        progress.step("Building the pages")
        _engine(book, part, past, progress)
        shutil.rmtree(part / "print", ignore_errors=True)  # the engine copies the print style sheets along
        printed = _papers(works, part, progress)
        progress.step("Looking over the finished pages")
        finish(part, book, past, printed)
        _stop(checks.of_site(part, book))
    finally:
        if works is not None:
            works.close()


def finish(site: Path, book: Book, past: History, papers: list[Paper]) -> None:
    """Do to the engine's pages what an engine can't: search words, papers, redirects, data; drop what nobody loads."""
    search_index.write(site, book, alike.read(book.root)[0])
    (site / "facts.json").write_text(fact_list.as_json(book, past.edition), encoding="utf-8")
    _fill_404(site / "404.html", book)
    for file in sorted(site.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        text = _THEME_SCRIPTS.sub("", text.replace('<html lang="en"', '<html lang="en-CA"', 1))
        depth = len(file.relative_to(site).parts) - 1
        file.write_text(print_lines.filled(publish.without_comments(text), papers, book, "../" * depth), encoding="utf-8")
    moved, _ = redirects.read(book.root)
    redirects.write(site, moved)
    for file in sorted(site.rglob("*.html")):
        file.write_text(policy.policed(file.read_text(encoding="utf-8")), encoding="utf-8")
    for name in _UNUSED:
        unused = site / name
        if unused.is_dir():
            shutil.rmtree(unused)
        else:
            unused.unlink(missing_ok=True)
    for sheet in (site / "assets/stylesheets").rglob("*"):
        if sheet.suffix == ".map" or sheet.name.startswith("palette."):
            sheet.unlink()
    publish.tidy(site, book.root)
    if own := settings.from_environment().site:
        (site / "sitemap.xml").write_text(_sitemap(own, book, past), encoding="utf-8")


def _stop(findings: Iterator[Finding]) -> None:
    stops = sorted(finding for finding in findings if finding.severity == "stop")
    if stops:
        raise Refused(stops)


def _works(book: Book, past: History, progress: Progress) -> Works | None:
    """The papers to make, or None where this machine can't make any: then the site is built all the same."""
    try:
        return Works(book, past, settings.from_environment())
    except NoPangoError as error:
        progress.say(f"No papers this time: {error}.")
        return None


def _papers(works: Works | None, part: Path, progress: Progress) -> list[Paper]:
    if works is None:
        return []
    progress.step("Printing what has changed")
    papers, problems = works.finish(part, progress.advance)
    _stop(iter(problems))
    return papers


def _engine(book: Book, part: Path, past: History, progress: Progress) -> None:
    pages = {page.file for page in book.pages}
    trusted = past.complete and pages <= past.files.keys() - past.changed
    try:
        engine.build(book.root, part, days=past.files if trusted else None, timestamp=past.timestamp, on_page=progress.advance)
    except engine.EngineError as error:
        for message in error.messages:
            if os.strerror(errno.ENOSPC) in message:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from error
        raise Refused([Finding("mkdocs.yml", 0, "engine", message) for message in error.messages]) from error


def _fill_404(file: Path, book: Book) -> None:
    """Put the six steps into the page for addresses that lead nowhere."""
    import markdown

    converter = markdown.Markdown(extensions=["reader.markdown"], extension_configs={"reader.markdown": {"root": str(book.root)}})
    steps = converter.convert(book.words["six-steps"])
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("<!-- words: six-steps -->", steps), encoding="utf-8")


def _sitemap(own: str, book: Book, past: History) -> str:
    """All pages with the day they changed, where that is known (sitemaps.org protocol 0.9)."""
    rows = []
    for page in book.pages:
        day = past.of_page(page, book).day
        changed = f"<lastmod>{day.isoformat()}</lastmod>" if day else ""
        rows.append(f"<url><loc>{html.escape(f'{own}/{page.url}')}</loc>{changed}</url>\n")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{''.join(rows)}</urlset>\n"


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

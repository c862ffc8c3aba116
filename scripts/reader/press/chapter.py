"""A chapter on paper: its HTML from the template, its PDF, and the papers made from that."""

from __future__ import annotations

import functools
import hashlib
import io
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import jinja2
import segno

from reader.press import fonts, layout
from reader.press.paper_html import anchor, manuscript
from reader.source import dates
from reader.source.book import Book, Chapter
from reader.source.history import History
from reader.source.settings import Addresses

_OURS = (
    "Where we are, and how to get in",
    "Nearest hospital",
    "What we do where 9-1-1 does not work",
    "A phone that is always on",
)
_PROGRAMS = ("weasyprint", "pydyf", "fonttools", "pikepdf", "segno")


@dataclass(frozen=True)
class Copy:
    """What goes to the printer's: the HTML of one chapter, and the key that names everything it depends on."""

    folder: str
    title: str
    html: str
    key: str
    first: str = ""  # the place that has to be on the second page: the opening page is one page


def copy(book: Book, chapter: Chapter, history: History, addresses: Addresses, house: str) -> Copy:
    """Set a chapter's pages into the template. Folios in its list of pages are filled in when it is laid out.

    `house` names the press: see below.
    """
    folder = folder_of(chapter)
    script = manuscript(book, history, chapter.pages)
    day = last_changed(book, chapter, history)
    unknown = next((each.reason for page in chapter.pages if not (each := history.of_page(page, book)).day), "")
    dated = [fact.as_of for fact in script.notes.facts.values() if fact.as_of]
    dated += [source.date for name in script.notes.numbers if (source := book.register.sources[name]).date]
    newest = max(dated, key=lambda each: each.last, default=None)
    oldest = min(dated, key=lambda each: each.first, default=None)
    live = f"{addresses.site}/{chapter.pages[0].url}" if addresses.site else ""
    html = template(book.root, "chapter.html").render(
        book_name=book_name(book.root),
        chapter=chapter,
        folder=folder,
        summary=chapter.pages[0].summary,
        pages=[
            {"anchor": anchor(page.path), "number": page.number, "title": page.title, "html": text}
            for page, (_, text) in zip(chapter.pages, script.pages, strict=True)
        ],
        sources=script.sources,
        independent=book.words.get("independent", ""),
        not_checked="" if any(page.reviewed for page in chapter.pages) else book.words.get("not-checked", ""),
        changed=day.isoformat() if day else "not known",
        changed_line=f"Last changed {dates.in_words(day)}." if day else f"When it last changed is not known: {unknown}.",
        newest=newest.text[:7] if newest else "none",
        oldest=oldest.words() if oldest else "none",
        live=live.partition("://")[2].rstrip("/"),
        qr=qr(live) if live else "",
        contact=addresses.contact,
        ours=_OURS if chapter.pages[0].ours else (),
    )
    title = f"{chapter.number} {chapter.title}"
    return Copy(folder, title, html, key(book.root, house, html, "print.css"), anchor(chapter.pages[0].path))


def folder_of(chapter: Chapter) -> str:
    """The folder of docs/ a chapter's pages are in: its name in addresses and of its papers."""
    return chapter.pages[0].path.partition("/")[0] if chapter.pages else ""


def last_changed(book: Book, chapter: Chapter, history: History) -> date | None:
    """The day of the newest change to any of its pages; None if that is not known of all of them."""
    days = [history.of_page(page, book).day for page in chapter.pages]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def template(root: Path, name: str) -> jinja2.Template:
    """A template of overrides/print; a value it does not get is an error, not an empty place."""
    return _templates(root).get_template(name)


@functools.cache
def _templates(root: Path) -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(root / "overrides/print")  # looks whether a file has changed
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


def book_name(root: Path) -> str:
    """The name on the cover, as mkdocs.yml gives it."""
    return _site_name((root / "mkdocs.yml").read_text(encoding="utf-8"))


@functools.cache
def _site_name(settings: str) -> str:
    from reader.source.yamlfile import read

    return str(read(settings)["site_name"])


def qr(address: str) -> str:
    """A QR code as SVG, for a chapter's opening page."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", border=2, xmldecl=False, svgclass=None, lineclass=None, title="QR code of the live page")
    return out.getvalue().decode()


def key(root: Path, house: str, html: str, style: str) -> str:
    """A hash over everything that can change a PDF: text and facts (in `html`), style, and the press (`house`).

    No path and no time goes in: the same text has the same key in any folder.
    """
    total = hashlib.sha256(f"{house}\n{html}".encode())
    for name in (style, "fonts.conf"):
        total.update((root / "overrides/print" / name).read_bytes())
    return total.hexdigest()


def house() -> str:
    """A hash over the press itself: its fonts, its programs and libraries, its source. Raises NoPangoError."""
    total = hashlib.sha256(fonts.digest().encode())
    for file in sorted(Path(__file__).parent.rglob("*.py")):
        total.update(file.read_bytes())
    total.update(" ".join(f"{name} {version(name)}" for name in _PROGRAMS).encode())
    total.update(layout.libraries().encode())
    return total.hexdigest()

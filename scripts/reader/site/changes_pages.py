"""changes/CHAPTER/: what changed since a copy, and a sheet for each date to cut up and paste over an old booklet."""

from __future__ import annotations

import gzip
import re
from datetime import date, timedelta
from html import escape
from itertools import groupby
from pathlib import Path

from reader.living import changes
from reader.living.changes import Move
from reader.press import products
from reader.site import policy
from reader.source.book import Book
from reader.source.dates import in_words
from reader.source.engine_settings import book_name
from reader.source.history import History

MOST = 6000  # bytes of a page, as a server sends it
SHEETS = 12  # dates with a sheet of their own; whoever has an older copy needs a new one
PLACE = "changes"
_NAMES = {"life": "Lives hang on it", "law": "The law", "money": "Money", "other": "Other"}
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>{title} · {name}</title>
<meta name="description" content="What has changed since your copy of: {chapter}.">
<link rel="icon" href="{up}assets/favicon.svg"><link rel="stylesheet" href="{up}assets/css/reader.css"></head>
<body><main class="text changes"><p><a href="{up}{home}">{chapter}</a></p>
<h1>{title}</h1>
{body}
<p class="dates">{edition}</p></main></body></html>
"""


def folders(book: Book) -> dict[str, str]:
    """The folders that have such a page, each with the title of its chapter; in another language none: git tells of English."""
    if book.strings is not None:
        return {}
    return {
        chapter.pages[0].path.partition("/")[0]: f"{chapter.number} {chapter.title}".strip()
        for chapter in book.chapters
        if chapter.pages and "/" in chapter.pages[0].path and (chapter.number or chapter.pages[-1].is_form)
    }


def write(site: Path, book: Book, past: History) -> dict[Path, str]:
    """Write the pages of every chapter, and return them by their files."""
    found = changes.moves(book, past) if folders(book) else []
    pages = {}
    for folder, title in folders(book).items():
        paths = (row.path.format(name=folder) for row in products.followed())
        paper = next((path for path in paths if (site / path).is_file()), "")
        for place, text in of_chapter(book, past, folder, title, changes.of_folder(found, folder), paper).items():
            file = site / PLACE / folder / place / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            pages[file] = text
    return pages


def of_chapter(book: Book, past: History, folder: str, title: str, found: list[Move], paper: str = "") -> dict[str, str]:
    """The page itself (under an empty name), and the sheet of each date (since-2026-11-21).

    `paper` is the sheet to cut up as a PDF, by its path on the site; empty where there is none.
    """
    days = sorted({move.day for move in found}, reverse=True)[:SHEETS]

    def page(heading: str, body: str, up: str) -> str:
        known = {"language": book.settings.language, "up": up, "home": f"{folder}/", "chapter": escape(title)}
        known["name"] = escape(book_name(book.root))
        edition = f"Edition {escape(past.edition)}." if past.edition else ""
        if home := book.settings.addresses.editions:
            edition += f' <a href="{escape(home)}">Every edition there was, by date</a>'
        if not (book.root / "docs" / folder / "index.md").is_file():
            known["home"] = ""
        return policy.policed(_PAGE.format(title=escape(heading), body=body, edition=edition, **known))

    pages = {"": ""}
    for count in range(len(days), -1, -1):
        body = _main(past, found, days, days[:count])
        pages[""] = page(f"Since your copy: {title}", body, "../../")
        if len(gzip.compress(pages[""].encode(), 6, mtime=0)) <= MOST:
            break
    for day in days:
        heading = f"Changed since {in_words(day)}: {title}"
        pages[f"since-{day.isoformat()}"] = page(heading, _sheet(changes.since(found, day), "../../../", paper), "../../../")
    return pages


def _main(past: History, found: list[Move], days: list[date], shown: list[date]) -> str:
    if past.reason:
        reason = escape(past.reason.partition(";")[0])
        return f"<p><strong>We do not know what changed:</strong> {reason}. Compare your copy with the pages themselves.</p>"
    if not found:
        return "<p>No value of this chapter has changed since the reader began to keep count.</p>"
    earlier = sorted({move.day for move in found})
    rows = [f"<li>After {in_words(days[0])}: nothing has changed.</li>"]
    for day in days:
        before = [each for each in earlier if each < day]
        span = f"{in_words(before[-1] + timedelta(1))} to {in_words(day)}" if before else f"{in_words(day)}, or before"
        if before and before[-1] + timedelta(1) == day:
            span = in_words(day)
        rows.append(f'<li>Of <a href="since-{day.isoformat()}/">{span}</a></li>')
    parts = ["<h2>Which date is on your paper?</h2>", "<p>The link opens what to paste over it.</p>", f"<ul>{''.join(rows)}</ul>"]
    for day, moved in groupby((move for move in found if move.day in shown), key=lambda move: move.day):
        parts.append(f'<h2 id="d-{day.isoformat()}">{in_words(day)}</h2><ul>{"".join(_row(move) for move in moved)}</ul>')
    if len(shown) < len(earlier):
        parts.append("<p>Older changes are too many for this page. They stand behind the dates above.</p>")
    return "\n".join(parts)


def _row(move: Move) -> str:
    where = f" ({', '.join(page.number or escape(page.title) for page in move.pages)})" if move.pages else ""
    mark = f"<b>{_NAMES[move.matters]}.</b> " if move.matters != "other" else ""
    if not move.old:
        return f"<li>{mark}{escape(move.what)}{where}</li>"
    return f"<li>{mark}{escape(move.what)}: <del>{escape(', '.join(move.old))}</del> → <strong>{_new(move)}</strong>{where}</li>"


def _new(move: Move) -> str:
    return escape(move.new) if move.new else "cross it out: we do not print it any more"


def _sheet(found: list[Move], up: str, paper: str) -> str:
    """Strips to cut: where it goes, what it covers, and the new value alone in a box to paste."""
    strips = []
    for matters, moved in groupby(found, key=lambda move: move.matters):
        strips.append(f"<h2>{_NAMES[matters]}</h2>")
        for move in moved:
            where = ", ".join(f'<a href="{up}{page.url}">{page.number or "form"} {escape(page.title)}</a>' for page in move.pages)
            old = f"<br>Old: <del>{escape(', '.join(move.old))}</del>" if move.old else ""
            what = escape(move.what.rstrip("."))
            box = f'<p class="paste">{_new(move)}</p>' if move.old else ""
            strips.append(f'<div class="strip"><p>{what}. {where}{old}</p>{box}</div>')
    said = "<p>Print this page, or copy it by hand. Cut out each box. Paste it over the old words.</p>"
    if paper:
        said += f'<p>Do you have a booklet? <a href="{up}{paper}">The paste-over sheet</a> names its pages.</p>'
    return said + "\n".join(strips)


_EDITION = re.compile(r'(<p class="dates">.*?)(</p>)', re.DOTALL)


def linked(text: str, up: str, folder: str) -> str:
    """A page with the way to what changed since a copy, behind its own date."""
    return _EDITION.sub(rf'\1 <a href="{up}{PLACE}/{folder}/">Since your copy</a>\2', text, count=1)

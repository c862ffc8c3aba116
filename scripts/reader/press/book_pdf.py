"""The book: covers, contents, chapters, every form made small, index and colophon; pages that count through it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from reader.press import book_index, layout, template, toolchain
from reader.press.chapter import last_changed
from reader.press.material import Job, Made, Text
from reader.press.paper_html import anchor
from reader.press.pdf import join, places, reduce, stamp
from reader.render.drawings import drawn
from reader.source import dates, syntax
from reader.source.engine_settings import book_name

MATTER = ("front", "contents", "index", "colophon", "cover", "notes", "foot", "stamps")
SPINE, NOTE, CAPTIONS = stamp.DIGITS, stamp.DIGITS + 1, stamp.DIGITS + 2  # pages of the stamps, from 0
_SIDES = 4  # a book that is folded has so many pages, or a multiple of it


class Part(NamedTuple):
    """What the book is bound from: a chapter or a form, its file on the site, its laid-out pages, and their key."""

    text: Text
    path: str
    made: Made
    key: str


def around(chapters: list[Part], forms: list[Part]) -> list[Job]:
    """What stands before, between and behind chapters and forms, each ready to be laid out; named as in MATTER.

    Contents and index are long, and few edits change them: the edition is put on them when the book is bound, from `foot`.
    """
    contents, rows, steps_at, running = [], [], "", 1
    folios: dict[str, str] = {}
    for text, _, made, _ in chapters:
        number, title, pages = text.subject.number, text.subject.pages[0].chapter, text.subject.pages
        known = places.folios(made.content, number)
        folios |= known
        at = [(page.number, page.title, known.get(anchor(page.path), "")) for page in pages]
        listed = [(no, name, folio, running - 1 + int(folio.rpartition("-")[2] or 1)) for no, name, folio in at]
        contents.append((number, title, f"{number}-1", running, listed[1:]))
        changed = last_changed(text)
        rows.append((number, title, made.pages, dates.in_words(changed) if changed else "not known"))
        steps_at = steps_at or next((known[anchor(page.path)] for page in pages if syntax.STEPS in page.includes), "")
        running += made.pages
    blanks = []
    for text, path, made, _ in forms:
        blanks.append((text.subject.title, path, running))
        running += made.pages
    text = chapters[0].text
    root, words, site = text.book.root, text.book.words, text.addresses.site
    drawings = [drawn(file) for file in sorted((root / "docs/assets/steps").glob("?.svg"))]
    values = {
        "book_name": book_name(root),
        "contents": contents,
        "chapters": rows,
        "steps": [ElementTree.tostring(drawing, encoding="unicode", method="html") for drawing in drawings],
        "steps_at": steps_at,
        "forms": blanks,
        "index": book_index.rows(text.book, folios),
        "index_at": running,
        "edition": text.history.edition or "not known (no git history)",
        "independent": words.get("independent", ""),
        "town": text.book.town.line if text.book.town else "",
        "not_checked": words.get("not-checked", ""),
        "contact": text.addresses.contact,
        "live": site.partition("://")[2],
        "qr": template.qr(f"{site}/") if site else "",
        "libraries": layout.libraries(),
    }
    jobs = []
    for part in MATTER if values["index"] else [part for part in MATTER if part != "index"]:
        html = template.filled(root, "book.html", part=part, **values)
        jobs.append(Job(part, f"the book's {part}", html, toolchain.key(root, text.toolchain, html, ("print.css",))))
    return jobs


def bound(root: Path, matter: dict[str, Made], chapters: list[Made], small: Made) -> Made:
    """The whole book, bound from pages that are laid out already. Leaves for notes fill it up to whole sheets."""
    before, index = [matter["front"], matter["contents"]], matter.get("index", Made(b""))
    inside = [*chapters, *(some for some in (small, index) if some.pages), matter["colophon"]]
    first, counted = (sum(made.pages for made in some) for some in (before, inside))
    leaves = [matter["notes"]] * (-(first + counted + 1) % _SIDES)
    parts = [*before, *inside, *leaves, matter["cover"]]
    behind = first + counted - matter["colophon"].pages
    book = join.Joined(book_name(root))
    for made in parts:
        book.add(made.content)
    stamp.footed(book, matter["foot"].content, [*range(before[0].pages, first), *range(behind - index.pages, behind)])
    stamp.numbered(book, matter["stamps"].content, first, counted)
    return Made(book.saved(), len(book.pages))


def small_forms(forms: list[bytes], stamps: bytes) -> bytes:
    """All forms as pages of the book, each with a line that says where it is found in full; nothing where there are none."""
    small = [stamp.captioned(reduce.reduced(pdf), stamps, at) for at, pdf in enumerate(forms, CAPTIONS)]
    return join.under(join.joined(small, "Forms"), "Forms") if small else b""


def forms_of(forms: list[bytes]) -> bytes:
    """All forms in one file, in the order of the book; nothing where there are none."""
    return join.joined(forms, "All forms and cards") if forms else b""

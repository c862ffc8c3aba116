"""The book: cover and contents in front of the chapters, the list of forms and a colophon behind them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from reader.press import book_index, layout, template, toolchain
from reader.press.chapter import last_changed
from reader.press.material import Job, Text
from reader.press.paper_html import anchor
from reader.press.pdf import document, join, places
from reader.render.drawings import drawn
from reader.source import dates, syntax


def around(parts: list[tuple[Text, bytes]], forms: list[tuple[str, str]]) -> list[Job]:
    """What stands before and behind these chapters, ready to be laid out. `forms` are (title, file) pairs."""
    contents, chapters, steps_at = [], [], ""
    folios: dict[str, str] = {}
    for text, pdf in parts:
        number, title, pages = text.subject.number, text.subject.pages[0].chapter, text.subject.pages
        known = places.folios(pdf, number)
        folios |= known
        rows = [(page.number, page.title, known.get(anchor(page.path), "")) for page in pages]
        contents.append((number, title, f"{number}-1", rows[1:]))
        changed = last_changed(text)
        chapters.append((number, title, document.pages(pdf), dates.in_words(changed) if changed else "not known"))
        steps_at = steps_at or next((known[anchor(page.path)] for page in pages if syntax.STEPS in page.includes), "")
    text = parts[0][0]
    root, words = text.book.root, text.book.words
    drawings = [drawn(file) for file in sorted((root / "docs/assets/steps").glob("?.svg"))]
    values = {
        "book_name": template.book_name(root),
        "contents": contents,
        "chapters": chapters,
        "steps": [ElementTree.tostring(drawing, encoding="unicode", method="html") for drawing in drawings],
        "steps_at": steps_at,
        "forms": forms,
        "index": book_index.rows(text.book, folios),
        "edition": text.history.edition or "not known (no git history)",
        "independent": words.get("independent", ""),
        "town": text.book.town.line if text.book.town else "",
        "not_checked": words.get("not-checked", ""),
        "contact": text.addresses.contact,
        "libraries": layout.libraries(),
    }
    jobs = []
    for part in ("front", "back"):
        html = template.filled(root, "book.html", part=part, **values)
        jobs.append(Job(part, f"the book's {part}", html, toolchain.key(root, text.toolchain, html, ("print.css",))))
    return jobs


def bound(root: Path, front: bytes, parts: list[bytes], back: bytes) -> bytes:
    """The whole book, bound from pages that are laid out already."""
    return join.joined([front, *parts, back], template.book_name(root))


def forms_of(parts: list[bytes]) -> bytes:
    """All forms in one file, in the order of the book; nothing where there are none."""
    return join.joined(parts, "All forms and cards") if parts else b""

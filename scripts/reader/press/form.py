"""A blank form: one Letter sheet from one Markdown page."""

from __future__ import annotations

from dataclasses import dataclass

from reader.addresses import Addresses
from reader.book import Book, Page
from reader.press.chapter import book_name, key, template
from reader.press.manuscript import anchor, manuscript

_COLUMNS_OF_A_WIDE_SHEET = 6
CARDS = 8


@dataclass(frozen=True)
class Blank:
    """The HTML of one form, and the key that names everything it depends on."""

    name: str
    title: str
    html: str
    key: str


def blank(book: Book, page: Page, addresses: Addresses) -> Blank:
    """Set a form's page into its template. A log with many columns lies on its side; `numbers` is eight cards."""
    script = manuscript(book, (page,))
    text = script.pages[0][1]
    name = anchor(page.path).partition(".")[2]
    columns = max((table.count("<th") for table in text.split("<table")[1:]), default=0)
    html = template(book.root, "form.html").render(
        name=name,
        title=page.title,
        book_name=book_name(book.root),
        text=text,
        copies=CARDS if name == "numbers" else 1,
        wide=columns >= _COLUMNS_OF_A_WIDE_SHEET,
        keeps=page.keeps,
        never_write=page.never_write,
        independent=book.words.get("independent", ""),
        sources=[
            f"{source.publisher}, {source.dated}"
            for source in (book.register.sources[source_id] for source_id in script.notes.numbers)
        ],
        live=f"{addresses.site}/{page.url}".partition("://")[2].rstrip("/") if addresses.site else "",
        contact=addresses.contact,
    )
    return Blank(name, page.title, html, key(book.root, html, "form.css"))

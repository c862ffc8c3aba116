"""A small picture of every form's sheet, for the page that lists them by job; without papers the list stands alone."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from reader import files
from reader.press import store, subjects, toolchain
from reader.press.material import Made
from reader.press.pdf import picture
from reader.press.products import items_of
from reader.source.book import Book

_PLACE = re.compile(r'<p class="sheet" data-papers="([^"]*)">\s*</p>')


def draw(site: Path, book: Book) -> dict[str, str]:
    """Draw the first PDF of each form, where there is one, beside it. Returns form → the picture's tag, from the root."""
    if book.page_with("sheets") is None:
        return {}
    shown = {}
    for form in subjects.of(book, "form"):
        paper = next((site / item.path for item in items_of(form, "form") if item.path.endswith(".pdf")), None)
        if paper is None or not paper.is_file():
            continue
        png = _drawn(paper.read_bytes(), book.root / ".cache")
        width, height = picture.size(png)
        files.write(paper.with_suffix(".png"), png)
        path = paper.with_suffix(".png").relative_to(site).as_posix()
        shown[form.pages[0].path] = f'src="{{up}}{path}" width="{width}" height="{height}"'
    return shown


def _drawn(pdf: bytes, cache: Path) -> bytes:
    """The picture, drawn now or before."""
    key = toolchain.key_of([picture.itself(), hashlib.sha256(pdf).hexdigest()])
    if not store.holds(cache, key):
        store.put(cache, key, {"sheet.png": Made(picture.first_page(pdf))})
    return store.read(cache, key, "sheet.png")


def filled(html: str, shown: dict[str, str], up: str) -> str:
    """The page with the pictures that there are. `up` leads to the site's root; the other places are taken out."""

    def put_in(match: re.Match[str]) -> str:
        tag = shown.get(match[1], "").format(up=up)
        return f'<p class="sheet"><img {tag} alt="" loading="lazy"></p>' if tag else ""

    return _PLACE.sub(put_in, html)

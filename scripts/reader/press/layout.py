"""HTML to PDF, and everything that must not pass in silence on the way."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.press import fonts
from reader.press.errors import LayoutError, NoPangoError

__all__ = ["LayoutError", "NoPangoError", "Sheet", "lay_out", "libraries", "misfits"]

_NO_PANGO = (
    "the papers need Pango, which this machine does not have; type scripts/setup --yes (or: apt-get install "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on a Mac: brew install pango)"
)


_ATTACHED = re.compile(r"<(?:link|a)\b[^>]*\brel\s*=[^>]*attachment", re.IGNORECASE)
_TOTAL = re.compile(r"counters?\([^)]*\bpages\b")
_REFERENCES, _NOWHERE = ("a::after", "span::after"), re.compile(r"\d-0$")
_POINT = 0.75  # WeasyPrint counts in pixels
_UNPRINTED = 12.0  # points at the paper's edge that a cheap laser printer leaves white
_SLACK = 1.5


@dataclass(frozen=True)
class Sheet:
    """A finished PDF and the number of its pages."""

    pdf: bytes
    pages: int


class _Ear(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def lay_out(html: str, css: str, *, root: Path, cache: Path, name: str) -> Sheet:
    """Lay out a document. Raises LayoutError for any warning and for content wider than its page.

    `name` stands in messages. The PDF is tagged (PDF/UA-1 by its making, not certified), with an outline.
    """
    if _TOTAL.search(css):
        raise LayoutError([f"{name}: its style prints the number of pages in total, which is not known in time; leave it out"])
    if _ATTACHED.search(html):
        raise LayoutError([f"{name}: a link with rel=attachment would put a file into the paper; write it as a plain link"])
    fonts.confine(root / "overrides/print/fonts.conf", cache)
    weasyprint = _weasyprint()
    ear, log = _Ear(), logging.getLogger("weasyprint")
    log.addHandler(ear)
    log.propagate = False
    try:
        from weasyprint.text.fonts import FontConfiguration

        from reader.press.fetcher import OursOnly

        ours = OursOnly(root, fonts.folder())
        configuration = FontConfiguration()
        sheets = [weasyprint.CSS(string=fonts.css() + css, font_config=configuration, url_fetcher=ours)]
        document = weasyprint.HTML(string=html, base_url=str(root / "docs") + "/", url_fetcher=ours).render(
            stylesheets=sheets, font_config=configuration, pdf_variant="pdf/ua-1", pdf_tags=True
        )
        problems = list(dict.fromkeys([*misfits(document.pages), *ear.messages]))
        if not problems:
            pdf = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
            problems = list(dict.fromkeys(ear.messages))
    finally:
        log.removeHandler(ear)
    if problems:
        raise LayoutError([f"{name}: {problem}" for problem in problems])
    return Sheet(pdf, len(document.pages))


def _weasyprint() -> Any:
    try:
        from reader.press.weasyprint_patched import weasyprint
    except ImportError as error:
        raise NoPangoError(_NO_PANGO) from error
    return weasyprint


def libraries() -> str:
    """The versions of the libraries outside Python that decide where lines break. Raises NoPangoError.

    Asked of the libraries themselves: importing WeasyPrint to ask takes longer than all the rest of a small build.
    """
    try:
        pango, harfbuzz = _library("pango-1.0"), _library("harfbuzz")
    except OSError as error:
        raise NoPangoError(_NO_PANGO) from error
    pango.pango_version_string.restype = harfbuzz.hb_version_string.restype = ctypes.c_char_p
    return f"Pango {pango.pango_version_string().decode()}, HarfBuzz {harfbuzz.hb_version_string().decode()}"


def _library(name: str) -> ctypes.CDLL:
    for candidate in (f"lib{name}.so.0", f"lib{name}.0.dylib", f"lib{name}-0.dll"):
        with contextlib.suppress(OSError):
            return ctypes.CDLL(candidate)
    raise OSError(f"no {name}")


def misfits(pages: list[Any]) -> Iterator[str]:
    """Content that stands out of its page's margins: WeasyPrint cuts it off, or prints it over the foot, without a warning.

    Walks WeasyPrint's own boxes (the private `_page_box`; WeasyPrint is pinned and a test holds this).
    """
    for number, page in enumerate(pages, 1):
        sheet, told = page._page_box, set()
        right, bottom = sheet.content_box_x() + sheet.width, sheet.content_box_y() + sheet.height
        edge = sheet.position_y + sheet.margin_height() - _UNPRINTED / _POINT
        for part in sheet.children:
            if type(part).__name__ == "MarginBox":
                lowest = max((box.position_y + box.height for box, _ in _inside(part, "") if getattr(box, "text", "")), default=0)
                if lowest > edge:
                    over = (lowest - edge) * _POINT
                    yield (f"the foot of page {number} ends {over:.0f} points too close to the paper's edge, where printers "
                           "print nothing; use fewer sources, or shorten who keeps it and what is never written")  # fmt: skip
                continue
            for box, around in _inside(part, ""):
                words = getattr(box, "text", "")
                if words and _tag(box) in _REFERENCES and _NOWHERE.search(words):
                    yield f"the folio in “{words[:40]}” on page {number} was not found; build again"
                if not (words.strip() if words else _tag(box) in ("table", "img", "svg", "input")):
                    continue
                over = (box.position_x + (box.width or 0) - right) * _POINT
                what = around or _name(box)
                if over > _SLACK and what not in told:
                    told.add(what)
                    yield (f"{what} on page {number} is {over:.0f} points wider than its page; use fewer columns, shorter words "
                           "or a smaller drawing")  # fmt: skip
                over = (box.position_y + (box.height or 0) - bottom) * _POINT
                if over > _SLACK and "foot" not in told:
                    told.add("foot")
                    yield f"{what} runs {over:.0f} points over the foot of page {number}; shorten what stands on that page"


def _inside(box: Any, around: str) -> Iterator[tuple[Any, str]]:
    """All boxes below one, each with the name of the table it is in."""
    if box.element_tag == "table" and not around:
        around = _name(box)
    yield box, around
    for child in getattr(box, "children", ()):
        yield from _inside(child, around)


def _tag(box: Any) -> str:
    return str(box.element_tag or "").rpartition("}")[2]


def _name(box: Any) -> str:
    """What a person calls it: a table by its headings, a drawing by what it shows, text by its first words."""
    if box.element_tag == "table":
        heads = [" ".join("".join(head.itertext()).split()) for head in box.element.iter("th")]
        return f"the table “{' | '.join(heads)[:60]}”"
    if _tag(box) in ("img", "svg"):
        told = box.element.get("aria-label") or box.element.get("alt") or ""
        return f"the drawing “{told[:60]}”"
    return f"the text “{getattr(box, 'text', '')[:40]}”"

"""HTML to PDF, and everything that must not pass in silence on the way."""

from __future__ import annotations

import contextlib
import ctypes
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.press import fonts

_NO_PANGO = (
    "the papers need Pango, which this machine does not have; type scripts/setup --yes (or: apt-get install "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on a Mac: brew install pango)"
)


class LayoutError(Exception):
    """The text can't be printed like this. `problems` are sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class NoPangoError(Exception):
    """WeasyPrint can't find Pango; the message says what to type."""


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
    fonts.confine(root / "overrides/print/fonts.conf", cache)
    weasyprint = _weasyprint()
    ear, log = _Ear(), logging.getLogger("weasyprint")
    log.addHandler(ear)
    log.propagate = False
    try:
        from weasyprint.text.fonts import FontConfiguration

        configuration = FontConfiguration()
        sheets = [weasyprint.CSS(string=fonts.css() + css, font_config=configuration)]
        document = weasyprint.HTML(string=html, base_url=str(root / "docs") + "/").render(
            stylesheets=sheets, font_config=configuration, pdf_variant="pdf/ua-1", pdf_tags=True
        )
        problems = list(dict.fromkeys([*too_wide(document.pages), *ear.messages]))
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
        import weasyprint
    except OSError as error:
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


def too_wide(pages: list[Any]) -> Iterator[str]:
    """Boxes whose right edge lies outside their page: WeasyPrint cuts them off without a warning.

    Walks WeasyPrint's own boxes (the private `_page_box`; WeasyPrint is pinned and a test holds this).
    """
    for number, page in enumerate(pages, 1):
        seen: set[str] = set()
        for box in page._page_box.descendants():
            tag = getattr(box, "element_tag", "") or ""
            text = getattr(box, "text", "")
            if not (text.strip() if text else tag in ("table", "img", "svg", "input")):
                continue
            right = box.position_x + (box.width or 0)
            over = (right - page.width) * 0.75
            table = next((name for name in ("table", "td", "th") if tag.startswith(name)), "")
            what = table or tag.partition("::")[0] or "text"
            if over > 0.5 and what not in seen:
                seen.add(what)
                yield (f"the {what} {'“' + text[:40] + '” ' if text else ''}on page {number} is {over:.0f} points wider than "
                       "its page; use fewer columns or shorter words")  # fmt: skip

"""HTML to PDF, and everything that must not pass in silence on the way."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.press import blanks, fonts
from reader.press.errors import LayoutError, NoPangoError
from reader.press.fit import misfits
from reader.press.pdf import tags
from reader.press.pdf.document import packed
from reader.press.pdf.fill import Place

_NO_PANGO = (
    "the papers need Pango, which this machine does not have; type scripts/setup --yes (or: apt-get install "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on a Mac: brew install pango)"
)


_ATTACHED = re.compile(r"<(?:link|a)\b[^>]*\brel\s*=[^>]*attachment", re.IGNORECASE)
_TOTAL = re.compile(r"counters?\([^)]*\bpages\b")


@dataclass(frozen=True)
class LaidOut:
    """A finished PDF, the number of its pages, and what is filled in on the first of them."""

    pdf: bytes
    pages: int
    blanks: tuple[Place, ...] = ()


class _Warnings(logging.Handler):
    """What WeasyPrint warns of while it works."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


# What a program for layout raises when text or style are such as nobody thought of.
_STUMBLES = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def lay_out(html: str, css: str, *, root: Path, cache: Path, name: str, filled_in: bool = False) -> LaidOut:
    """Lay out a document. Raises LayoutError for any warning and for content wider than its page.

    `name` stands in messages; `filled_in`: it is a form, whose blanks are looked for.
    The PDF is tagged (PDF/UA-1 by its making, not certified), with an outline.
    """
    if _TOTAL.search(css):
        raise LayoutError([f"{name}: its style prints the number of pages in total, which is not known in time; leave it out"])
    if _ATTACHED.search(html):
        raise LayoutError([f"{name}: a link with rel=attachment would put a file into the paper; write it as a plain link"])
    fonts.confine(root / "overrides/print/fonts.conf", cache)
    weasyprint = _weasyprint()
    warned, log = _Warnings(), logging.getLogger("weasyprint")
    log.addHandler(warned)
    log.propagate = False
    try:
        from weasyprint.text.fonts import FontConfiguration

        from reader.press.fetcher import OursOnly

        ours = OursOnly(root, fonts.folder())
        configuration = FontConfiguration()
        sheets = [weasyprint.CSS(string=fonts.css(html) + css, font_config=configuration, url_fetcher=ours)]
        source = weasyprint.HTML(string=html, base_url=str(root / "docs") + "/", url_fetcher=ours)
        if filled_in:
            blanks.named(source.etree_element)
        document = source.render(stylesheets=sheets, font_config=configuration, pdf_variant="pdf/ua-1", pdf_tags=True)
        problems = list(dict.fromkeys([*misfits(document.pages), *warned.messages]))
        if not problems:
            pdf = document.write_pdf(finisher=tags.put_right, uncompressed_pdf=True, pdf_variant="pdf/ua-1", pdf_tags=True)
            problems = list(dict.fromkeys(warned.messages))
    except _STUMBLES as error:
        told = f"{type(error).__name__} {error}".strip()
        raise LayoutError([f"{name}: WeasyPrint stumbles over it ({told}); take back the last change to it, or to its style in "
                           "overrides/print"]) from error  # fmt: skip
    finally:
        log.removeHandler(warned)
    if problems:
        raise LayoutError([f"{name}: {problem}" for problem in problems])
    return LaidOut(packed(pdf), len(document.pages), blanks.found(document.pages[0]) if filled_in else ())


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

"""HTML to PDF, and everything that must not pass in silence on the way."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import logging
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.util import Finalize
from pathlib import Path
from typing import Any

from reader.press import blanks, fonts, quick_read
from reader.press.errors import LayoutError, NoPangoError
from reader.press.fit import misfits
from reader.press.pdf import lean, tags
from reader.press.pdf.fill import Place
from reader.press.pdf.written import written

_NO_PANGO = (
    "the papers need Pango and HarfBuzz-Subset, and this machine lacks {}; type scripts/setup --yes (or: apt-get install "
    "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on a Mac: brew install pango)"
)

_LIBRARIES = (("pango-1.0", "Pango"), ("harfbuzz", "HarfBuzz"), ("harfbuzz-subset", "HarfBuzz-Subset"))

# What a program for layout raises when text or style are such as nobody thought of.
_STUMBLES = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
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


@contextlib.contextmanager
def _heard() -> Iterator[list[str]]:
    """What WeasyPrint warns of in here."""
    warned, log = _Warnings(), logging.getLogger("weasyprint")
    log.addHandler(warned)
    log.propagate = False
    try:
        yield warned.messages
    finally:
        log.removeHandler(warned)


def learn(root: Path, cache: Path, css: str) -> None:
    """Parse a style for all papers to come, also those of processes forked from this one. `lay_out` tells what is wrong in it."""
    fonts.confine(root / "overrides/print/fonts.conf", cache)
    with contextlib.suppress(*_STUMBLES):
        _parsed(root, css)
        _loaded(root, fonts.css())


@functools.lru_cache(maxsize=8)
def _parsed(root: Path, css: str) -> tuple[Any, tuple[str, ...]]:
    """A style without fonts, and what WeasyPrint warns of in it."""
    weasyprint = _weasyprint()
    from reader.press.fetcher import OursOnly

    with _heard() as warnings:
        style = weasyprint.CSS(string=css, url_fetcher=OursOnly(root, fonts.folder()))
    return style, tuple(warnings)


@functools.lru_cache(maxsize=2)
def _loaded(root: Path, css: str) -> tuple[Any, tuple[str, ...]]:
    """Fonts as WeasyPrint knows them, from copies that go when this process ends; and what it warns of."""
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    from reader.press.fetcher import OursOnly

    known = FontConfiguration()
    with _heard() as warnings:
        weasyprint.CSS(string=css, font_config=known, url_fetcher=OursOnly(root, fonts.folder()))
    Finalize(None, shutil.rmtree, (known._folder, True), exitpriority=0)  # a helper ends before objects do
    return known, tuple(warnings)


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
    try:
        style, wrong = _parsed(root, css)
        known, missing = _loaded(root, fonts.css(html))
        with _heard() as warnings:
            document = _rendered(html, style, known, root, filled_in=filled_in)
            problems = list(dict.fromkeys([*wrong, *missing, *misfits(document.pages, form=filled_in), *warnings]))
            if not problems:
                pdf = document.write_pdf(finisher=_finish, uncompressed_pdf=True, pdf_variant="pdf/ua-1", pdf_tags=True)
                problems = list(dict.fromkeys(warnings))
    except _STUMBLES as error:
        told = f"{type(error).__name__} {error}".strip()
        raise LayoutError([f"{name}: WeasyPrint stumbles over it ({told}); take back the last change to it, or to its style in "
                           "overrides/print"]) from error  # fmt: skip
    if problems:
        raise LayoutError([f"{name}: {problem}" for problem in problems])
    return LaidOut(pdf, len(document.pages), blanks.found(document.pages[0]) if filled_in else ())


def _finish(_: object, pdf: Any) -> None:
    """What is done to a PDF before it is written, and how it is written."""
    tags.put_right(pdf)
    lean.make_lean(pdf)
    pdf.write = lambda output, *_: output.write(written(pdf))


def _rendered(html: str, style: Any, known: Any, root: Path, *, filled_in: bool) -> Any:
    """The document's pages, laid out."""
    weasyprint = _weasyprint()
    from reader.press.fetcher import OursOnly

    source = quick_read.read(weasyprint, html, base_url=str(root / "docs") + "/", url_fetcher=OursOnly(root, fonts.folder()))
    if filled_in:
        blanks.named(source.etree_element)
    return source.render(stylesheets=[style], font_config=known, pdf_variant="pdf/ua-1", pdf_tags=True)


def _weasyprint() -> Any:
    try:
        from reader.press.weasyprint_patched import weasyprint
    except ImportError as error:
        raise NoPangoError(_NO_PANGO.format("Pango")) from error
    return weasyprint


def libraries() -> str:
    """The versions of the libraries outside Python that decide where lines break. Raises NoPangoError.

    Asked of the libraries themselves: importing WeasyPrint to ask takes longer than all the rest of a small build. Without
    HarfBuzz-Subset WeasyPrint starts as well, but puts the fonts into the files in another way, and warns at each.
    """
    pango, harfbuzz, _ = (_library(*each) for each in _LIBRARIES)
    pango.pango_version_string.restype = harfbuzz.hb_version_string.restype = ctypes.c_char_p
    return f"Pango {pango.pango_version_string().decode()}, HarfBuzz {harfbuzz.hb_version_string().decode()}"


def _library(file: str, name: str) -> ctypes.CDLL:
    for candidate in (f"lib{file}.so.0", f"lib{file}.0.dylib", f"lib{file}-0.dll"):
        with contextlib.suppress(OSError):
            return ctypes.CDLL(candidate)
    raise NoPangoError(_NO_PANGO.format(name))

"""HTML to PDF, and everything that must not pass in silence on the way."""

from __future__ import annotations

import contextlib
import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.press import blanks, fonts
from reader.press.errors import LayoutError, NoPangoError
from reader.press.fit import misfits
from reader.press.heard import heard
from reader.press.pdf import tags
from reader.press.pdf.document import packed
from reader.press.pdf.fill import Place

if TYPE_CHECKING:
    from reader.press.looks import Look

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
    with _said(name), heard() as warned:
        style = _look(html, css, root, cache)
        from reader.press.fetcher import OursOnly

        ours = OursOnly(root, fonts.folder())
        source = _weasyprint().HTML(string=html, base_url=str(root / "docs") + "/", url_fetcher=ours)
        if filled_in:
            blanks.named(source.etree_element)
        document = source.render(stylesheets=style.sheets, font_config=style.fonts, pdf_variant="pdf/ua-1", pdf_tags=True)
        problems = list(dict.fromkeys([*misfits(document.pages), *style.warnings, *warned]))
        if not problems:
            pdf = document.write_pdf(finisher=tags.put_right, uncompressed_pdf=True, pdf_variant="pdf/ua-1", pdf_tags=True)
            problems = list(dict.fromkeys(warned))
    if problems:
        raise LayoutError([f"{name}: {problem}" for problem in problems])
    return LaidOut(packed(pdf), len(document.pages), blanks.found(document.pages[0]) if filled_in else ())


def prepare(html: str, css: str, *, root: Path, cache: Path, name: str) -> None:
    """Read style and fonts, so that every process that is forked from this one has them. Raises LayoutError as `lay_out` does."""
    with _said(name):
        _look(html, css, root, cache)


def _look(html: str, css: str, root: Path, cache: Path) -> Look:
    settings = fonts.confine(root / "overrides/print/fonts.conf", cache)
    _weasyprint()
    from reader.press.looks import look

    return look(root, settings, fonts.css(html), css)


@contextlib.contextmanager
def _said(name: str) -> Iterator[None]:
    """What WeasyPrint stumbles over, said as a LayoutError."""
    try:
        yield
    except _STUMBLES as error:
        told = f"{type(error).__name__} {error}".strip()
        raise LayoutError([f"{name}: WeasyPrint stumbles over it ({told}); take back the last change to it, or to its style in "
                           "overrides/print"]) from error  # fmt: skip


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

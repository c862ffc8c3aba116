"""Whether chapters are worth their paper: pages, how full they are, what sources take, the smallest letters, the foot."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.press import cuts
from reader.press.material import Text
from reader.press.pdf import places

_TOP, _BOTTOM, _HEIGHT = 36.0, 568.0, 612.0  # points from above: where text begins, where it ends, the page
_DPI = 36
_DARK = 160
FULL = 2 / 3


class NoPoppler(Exception):
    """Pages can't be looked at. One sentence that says what to type."""


@dataclass(frozen=True)
class Figures:
    """Of one chapter: pages, those under two thirds full, the pages that sources take, and the foot's way to the edge in mm."""

    name: str
    pages: int
    thin: tuple[int, ...]
    sources: float
    edge: float


def table(files: list[Path]) -> Iterator[str]:
    """The figures of these chapters' papers for a phone, a line each, and in sum. Raises NoPoppler."""
    found = [of(file) for file in files]
    yield f"{'Chapter':22}{'pages':>7}{'sources':>10}{'foot':>9}  under two thirds full"
    for each in found:
        thin = ", ".join(str(page) for page in each.thin)
        yield f"{each.name:22}{each.pages:>7}{each.sources / each.pages:>10.0%}{each.edge:>6.1f} mm  {thin or '-'}"
    pages, sources = sum(each.pages for each in found), sum(each.sources for each in found)
    thin_pages = sum(len(each.thin) for each in found)
    yield f"{'all':22}{pages:>7}{sources / pages:>10.0%}{min(each.edge for each in found):>6.1f} mm  {thin_pages} pages"


def cut(texts: list[Text], cache: Path) -> Iterator[str]:
    """What pages of these chapters cut in two or leave alone, a line each, and how many. Lays them out again: needs Pango."""
    found = 0
    for text in texts:
        for each in cuts.of(text, cache):
            found += 1
            yield f"{text.subject.name}.pdf: {each}"
    yield f"{found} letters, tables of up to a page or lists of up to six steps cut in two, or steps, lines or headings alone"


def of(file: Path) -> Figures:
    """Look at one chapter, laid out on half Letter. The last page, with the slip to cut out, may be as it is."""
    pdf = file.read_bytes()
    lows = [_lowest(page) for page in _pictures(pdf)]
    thin = [number for number, (text, _) in enumerate(lows[:-1], 1) if (text - _TOP) / (_BOTTOM - _TOP) < FULL]
    edge = min(_HEIGHT - ink for _, ink in lows) / 72 * 25.4
    return Figures(file.stem, len(lows), tuple(thin), _sources(pdf, file.stem, [text for text, _ in lows]), edge)


def _pictures(pdf: bytes) -> list[tuple[int, int, bytes]]:
    """Width, height and grey values of each page."""
    if not shutil.which("pdftoppm"):
        raise NoPoppler("looking at pages needs pdftoppm; type: apt-get install poppler-utils")
    done = subprocess.run(["pdftoppm", "-gray", "-r", str(_DPI), "-"], input=pdf, capture_output=True, check=True)
    out, found = io.BytesIO(done.stdout), []
    while out.readline():  # P5, then width and height, then the highest value, then a byte for each dot
        width, height = map(int, out.readline().split())
        out.readline()
        found.append((width, height, out.read(width * height)))
    return found


def _lowest(picture: tuple[int, int, bytes]) -> tuple[float, float]:
    """How far down, in points, text reaches, and ink at all."""
    width, height, dots = picture
    dark = [row * 72 / _DPI for row in range(height) if min(dots[row * width : (row + 1) * width]) < _DARK]
    return max((row for row in dark if row < _BOTTOM), default=_TOP), max(dark, default=0.0)


def _sources(pdf: bytes, name: str, lows: list[float]) -> float:
    """How many pages the list of sources takes. `lows`: how far down text reaches on each page, in points."""
    starts = [places.stands(pdf, f"{name}.{part}") for part in ("sources", "slip")]
    if starts[0] is None or starts[1] is None:
        return 0.0
    page, high = starts[1]
    if high > _HEIGHT - _TOP - 1:  # the slip has a page of its own: the list ends where the page before it does
        page, high = page - 1, _HEIGHT - lows[page - 1]
    return _down(page, high) - _down(*starts[0])


def _down(page: int, high: float) -> float:
    """A place as so many pages from the beginning; `high` is points above the foot of its page."""
    return page + min(max((_HEIGHT - high - _TOP) / (_BOTTOM - _TOP), 0.0), 1.0)

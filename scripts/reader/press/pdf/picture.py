"""A small picture of a sheet: the first page of a PDF, in four greys (pypdfium2 draws it, Pillow writes it)."""

from __future__ import annotations

import functools
import io
import struct
from importlib.metadata import version
from pathlib import Path

WIDTH = 108  # pixels: a third more than the page shows, sharp enough on a phone; 42 of them are half of what a visit may cost
_FINER = 4  # drawn so many times bigger, then made small: thin lines stay
_DARKER = 2.5  # small letters are pale; greys go down by this power


def first_page(pdf: bytes, width: int = WIDTH) -> bytes:
    """A PNG of the first page, `width` pixels wide; the same PDF gives the same bytes."""
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        drawn = page.render(scale=_FINER * width / page.get_width(), grayscale=True).to_pil()
    finally:
        document.close()
    small = drawn.resize((width, round(drawn.height * width / drawn.width)), Image.Resampling.LANCZOS)
    greys = small.point([round(3 * (grey / 255) ** _DARKER) for grey in range(256)])
    shown = Image.frombytes("P", greys.size, greys.tobytes())
    shown.putpalette([grey for level in range(4) for grey in (level * 85,) * 3])
    out = io.BytesIO()
    shown.save(out, "PNG", optimize=True, bits=2)
    return out.getvalue()


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels: they stand at its beginning (PNG 1.2, 11.2.2)."""
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@functools.cache
def itself() -> str:
    """What draws: another program, or another way, draws another picture."""
    return f"{version('pypdfium2')} {version('pillow')} {Path(__file__).read_text(encoding='utf-8')}"

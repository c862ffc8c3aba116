"""Contact sheets: everything a reader may see, page by page and twelve to an image, to judge the design by eye."""

from __future__ import annotations

import contextlib
import io
import itertools
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.press import products

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Browser

    from reader.source.book import Book

    Cell = tuple[str, Image]

SCHEMES = ("light", "dark")
# Width of the window: pixels of the page in a cell, and how much smaller it is shown.
VIEWS = {360: (960, 0.75), 1280: (800, 0.5)}
PER_SHEET = 12
PAPER = 612  # the longer side of a sheet of paper: half Letter at 72 dpi
GAP, LABEL = 10, 22
LOST, SEARCH = "a/page/that/is/not/here", "benzo dope"


def screens(browser: Browser, root: str, addresses: list[str], width: int, scheme: str, *, search: bool) -> Iterator[Cell]:
    """Every page from top to bottom, cut into cells; and the search with what it finds."""
    from PIL import Image

    height, scale = VIEWS[width]
    context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    with contextlib.closing(context):
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        for address in addresses:
            page.goto(f"{root}{address}")
            whole = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
            yield from _cut(address or "cover", whole, height, scale)
        if search:
            page.goto(root)
            page.keyboard.press("/")
            page.locator("dialog input").wait_for()
            page.keyboard.type(SEARCH)
            page.locator("dialog li").first.wait_for()
            yield from _cut(f"search: {SEARCH}", Image.open(io.BytesIO(page.screenshot())).convert("RGB"), height, scale)


def _cut(name: str, whole: Image, height: int, scale: float) -> Iterator[Cell]:
    from PIL.Image import Resampling

    count = -(-whole.height // height)
    for number in range(count):
        slice_ = whole.crop((0, number * height, whole.width, min((number + 1) * height, whole.height)))
        size = (round(slice_.width * scale), max(1, round(slice_.height * scale)))
        yield f"{name}  {number + 1}/{count}" if count > 1 else name, slice_.resize(size, Resampling.LANCZOS)


def paper_files(book: Book, site: Path, only: str) -> list[Path]:
    """The PDF files of a site that the table of products names and whose names begin like the address that was asked for."""
    files = [file for file in products.files(book, site) if file.suffix == ".pdf"]
    return [file for file in files if file.name.startswith(only.partition("/")[0])]


def papers(files: list[Path]) -> Iterator[Cell]:
    """Every page of PDF files, fitted into a cell."""
    from PIL import Image

    for file in files:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["pdftoppm", "-png", "-scale-to", str(PAPER), str(file), f"{folder}/page"], check=True)
            leaves = sorted(Path(folder).glob("page-*.png"))
            for number, leaf in enumerate(leaves, 1):
                with Image.open(leaf) as picture:
                    yield f"{file.name}  {number}/{len(leaves)}", picture.convert("RGB")


def sheets(folder: Path, name: str, cells: Iterator[Cell]) -> Iterator[Path]:
    """Write the cells twelve to an image into `folder`, and yield each image's file; sheets of an earlier time go."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{name}-*.png"):
        old.unlink()
    batches = iter(lambda: tuple(itertools.islice(cells, PER_SHEET)), ())
    for number, batch in enumerate(batches, 1):
        file = folder / f"{name}-{number:02}.png"
        _sheet(batch).save(file)
        yield file


def _sheet(cells: tuple[Cell, ...]) -> Image:
    """Cells in rows, as close to a square as they go: whoever looks at it sees it made smaller to fit."""
    from PIL import Image, ImageDraw, ImageFont

    font = ImageFont.load_default(14)
    wide = max(picture.width for _, picture in cells) + GAP
    high = max(picture.height for _, picture in cells) + LABEL + GAP
    columns = min((2, 3, 4, 6), key=lambda count: max(wide * count, high * -(-PER_SHEET // count)))
    rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
    heights = [max(picture.height for _, picture in row) + LABEL + GAP for row in rows]
    sheet = Image.new("RGB", (GAP + wide * min(columns, len(cells)), GAP + sum(heights)), "#8a8a8a")
    draw, top = ImageDraw.Draw(sheet), GAP
    for row, height in zip(rows, heights, strict=True):
        for column, (label, picture) in enumerate(row):
            left = GAP + column * wide
            draw.text((left, top), label, fill="#000", font=font)
            sheet.paste(picture, (left, top + LABEL))
        top += height
    return sheet

"""What is packed from a finished site: said before it is there, and put into it last."""

from __future__ import annotations

from dataclasses import replace

from reader import files
from reader.press import products
from reader.press.material import Site
from reader.press.product import Packed
from reader.press.products import Paper
from reader.press.squeezed import Squeezed
from reader.source.book import Book


def promised(book: Book) -> list[Paper]:
    """What will be packed from the site when it is finished: pages may lead there, and can't say how big it is."""
    return [Paper(item.path, 0, 0) for item in products.items(book) if isinstance(item.row, Packed)]


def pack(site: Site) -> list[Paper]:
    """Pack what the table makes from a finished site, into its folder, in the order of the table."""
    packed, known = [], Squeezed(site.book.root / ".cache/squeezed")
    site = replace(site, squeeze=known.of)
    for item in products.items(site.book):
        if isinstance(item.row, Packed):
            content = item.row.make(site).content
            files.write(site.folder / item.path, content)
            packed.append(Paper(item.path, 0, len(content)))
    known.keep()
    return packed

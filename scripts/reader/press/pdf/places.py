"""The named places of a PDF: the folio each stands on, and whether a chapter's opening page came out right."""

from __future__ import annotations

import io

from pikepdf import Dictionary, NameTree, Pdf


def folios(pdf: bytes, number: str) -> dict[str, str]:
    """Named places of a chapter's PDF and the folio each stands on, like 4-12."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        order = {page.obj.objgen: count for count, page in enumerate(opened.pages, 1)}
        places = NameTree(opened.Root.Names.Dests).items()
        return {
            str(name): f"{number}-{order[(place.D if isinstance(place, Dictionary) else place)[0].objgen]}"
            for name, place in places
        }


def heights(pdf: bytes, begins: str) -> dict[str, float]:
    """How high above the foot of their page the named places stand whose names begin so, in points."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        found = NameTree(opened.Root.Names.Dests).items() if "/Names" in opened.Root and "/Dests" in opened.Root.Names else ()
        return {
            str(name): float((place.D if isinstance(place, Dictionary) else place)[3])
            for name, place in found
            if str(name).startswith(begins)
        }


def stands(pdf: bytes, name: str) -> tuple[int, float] | None:
    """The page of a named place, counted from 0, and how high above its foot it is in points; None without such a place."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        found = {str(key): place for key, place in NameTree(opened.Root.Names.Dests).items()}
        if name not in found:
            return None
        place = found[name].D if isinstance(found[name], Dictionary) else found[name]
        order = {page.obj.objgen: count for count, page in enumerate(opened.pages)}
        return order[place[0].objgen], float(place[3])


def opens_well(pdf: bytes, name: str, first_text: str) -> bool:
    """Whether the opening page of a chapter is one page, and what stands low on it does not run into the list of pages.

    `first_text` is the place where its first page of text begins.
    """
    with Pdf.open(io.BytesIO(pdf)) as opened:
        places = {str(name): place for name, place in NameTree(opened.Root.Names.Dests).items()}
        if len(opened.pages) < 2:
            return False
        first, second = opened.pages[0].obj.objgen, opened.pages[1].obj.objgen
        listed, low = places.get(f"{name}.listed"), places.get(f"{name}.low")
        if listed is None or low is None or places[first_text][0].objgen != second:
            return False
        return bool(listed[0].objgen == low[0].objgen == first and float(listed[3]) >= float(low[3]))

"""The tree of tags as a screen reader needs it: WeasyPrint 70 makes an element for each box and each piece of text.

Two thirds of them say nothing: what is in them hangs on the next one above that says something, and the book does without
their memory. What a form asks for has its name as a title, so that its field finds it. (ISO 14289-1, 7.1 and 7.3.)
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterable
from typing import Any, NamedTuple

import pydyf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf import tags

from reader.export import fields
from reader.press.pdf.tags import ARTIFACT

_BARE = "bare"  # an item of a list without a bullet: around it goes one that has only this
_long_way = tags._build_box_tree


@functools.lru_cache(1000)
def _kind(tag: str | None) -> str:
    kind: str = tags._get_pdf_tag(tag)
    return kind


class _Page(NamedTuple):
    """What WeasyPrint hands down while it goes through a page, and how the page is named."""

    pdf: Any
    number: int
    owners: dict[int, Any]
    notes: list[Any]
    tags: dict[Any, Any]
    name: bytes


class _Piece(NamedTuple):
    """What is below an element, as WeasyPrint asks for it."""

    reference: Any


def apply() -> None:
    """Put it into WeasyPrint."""
    tags._build_box_tree = _build_box_tree


def _build_box_tree(box: Any, parent: Any, pdf: Any, number: int, owners: Any, notes: Any, tags: Any) -> Iterable[_Piece]:
    pieces = list[Any]()
    page = _Page(pdf, number, owners, notes, tags, pdf.page_references[number])
    _hang(box, parent, parent["S"][1:], pieces, page)
    return map(_Piece, pieces)


def _hang(box: Any, parent: Any, above: str, pieces: list[Any], page: _Page) -> None:
    """Put what a box says among the `pieces` of `parent`, an element. `above`: what the box around it is, silent or not."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    tag = None if box.element is None else box.element_tag
    through = tag in ("html", "body") or isinstance(box, boxes.PageBox)
    if through and isinstance(box, boxes.ParentBox) and not isinstance(box, boxes.LineBox):
        for child in box.children:
            _hang(child, parent, above, pieces, page)
        return
    kind = _kind_of(box, tag, above)
    if isinstance(box, boxes.MarginBox):
        _hang_margin(box, parent, above, pieces, page)
    elif kind in ("Table", "Figure"):
        _hang_long(box, kind, parent, pieces, page)
    elif kind == _BARE:
        item = _element("LI", parent, page)
        _entitle(item, box)
        pieces.append(item.reference)
        _hang(box, item, "LI", item["K"], page)
    elif kind == "NonStruct" or (kind == "Span" and not box.element.get(fields.NAME)):
        _fill(box, kind, parent, pieces, (parent, above, pieces), page)
    else:
        element, place = _element(kind, parent, page), len(pieces)
        if kind in ("TD", "TH"):
            spans = {key: many for key, many in (("ColSpan", box.colspan), ("RowSpan", box.rowspan)) if many != 1}
            box.mark, element["A"] = element, pydyf.Dictionary({"O": "/Table", **spans})
        _fill(box, kind, element, element["K"], (parent, above, pieces), page)
        _entitle(element, box)
        pieces.insert(place, element.reference)


def _kind_of(box: Any, tag: str | None, above: str) -> str:
    """What an element for it would be. Boxes in cells and items that nobody asked for have the tags of those."""
    kind = _kind(tag)
    if kind in ("TD", "TH") and above in ("TD", "TH"):
        return "NonStruct"
    if kind == "LI" and above in ("LI", "LBody"):
        return "LBody" if above == "LI" else "NonStruct"
    if kind == "LI" and (tag != "li" or "list-item" not in box.style["display"] or box.style["list_style_type"] == "none"):
        return _BARE
    return kind


def _fill(box: Any, kind: str, element: Any, pieces: list[Any], around: tuple[Any, str, list[Any]], page: _Page) -> None:
    """Put what is in a box among the pieces of an element. A list in an item of a list hangs on what is `around` the item."""
    for note in filter(None, (box.link_annotation, box.widget_annotation)):
        told = pydyf.Dictionary({"Type": "/OBJR", "Obj": note.reference, "Pg": page.name})
        page.pdf.add_object(told)
        owner, named = element, told.reference
        if note is box.widget_annotation:
            owner = _element("Form", element, page)
            owner["K"].append(named)
            named = owner.reference
        page.notes.append((owner.reference, note))
        pieces.append(named)
    for one in box.children:
        for child in one.children if isinstance(one, boxes.LineBox) else (one,):
            if isinstance(child, boxes.TextBox):
                _mark(child, element, pieces, page)
            elif kind == "LI" and child.element_tag in ("ul", "ol"):
                _hang(child, *around, page)
            else:
                _hang(child, element, kind, pieces, page)
    if isinstance(box, boxes.ReplacedBox):
        _mark(box, element, pieces, page)


def _element(kind: str, parent: Any, page: _Page) -> Any:
    element = pydyf.Dictionary(
        {"Type": "/StructElem", "S": f"/{kind}", "K": pydyf.Array(), "Pg": page.name, "P": parent.reference}
    )
    page.pdf.add_object(element)
    return element


def _entitle(element: Any, box: Any) -> None:
    if box.element is not None and (name := box.element.get(fields.NAME)):
        element["T"] = pydyf.String(name)


def _mark(box: Any, element: Any, pieces: list[Any], page: _Page) -> None:
    """Put a piece of the page among those of an element. The top of the tree is on no page: there it says on which it is."""
    mark = page.tags.pop(box)["mcid"]
    page.owners[mark] = element.reference
    pieces.append(mark if "Pg" in element else pydyf.Dictionary({"Type": "/MCR", "Pg": page.name, "MCID": mark}))


def _hang_margin(box: Any, parent: Any, above: str, pieces: list[Any], page: _Page) -> None:
    """What stands in the margins of a single sheet says something; the feet of pages would be read out each time."""
    if len(page.pdf.page_references) == 1:
        _fill(box, above, parent, pieces, (parent, above, pieces), page)
        return
    unread = page._replace(owners={})
    _fill(box, above, parent, [], (parent, above, pieces), unread)
    page.owners.update(dict.fromkeys(unread.owners, ARTIFACT))


def _hang_long(box: Any, kind: str, parent: Any, pieces: list[Any], page: _Page) -> None:
    """A table, whose cells learn of their headings; or a drawing: one without words only repeats those beside it.

    The place of a drawing becomes one in points from below.
    """
    made = len(page.pdf.objects)
    for element in _long_way(box, parent, *page[:-1]):
        if kind == "Table":
            _entitle(element, box)
            _name_headings(page.pdf.objects[made:], box.element)
        elif "Alt" not in element:
            page.owners.update(dict.fromkeys(element["K"], ARTIFACT))
            continue
        else:
            high = page.pdf.objects[page.pdf.pages["Kids"][3 * page.number]]["MediaBox"][3]
            left, top, right, bottom = (value * 0.75 for value in element["A"]["BBox"])
            element["A"]["BBox"][:] = [round(value, 3) for value in (left, high - bottom, right, high - top)]
        pieces.append(element.reference)


def _name_headings(made: list[Any], table: Any) -> None:
    """Give headings names that none has in another document: the book is joined from many, and cells name their headings."""
    own = hashlib.sha256("".join(table.itertext()).encode()).hexdigest()[:8]
    for element in made:
        if isinstance(element, pydyf.Dictionary) and "ID" in element:
            element["ID"].string = f"{own}-{element['ID'].string}"  # the cells hold the same object

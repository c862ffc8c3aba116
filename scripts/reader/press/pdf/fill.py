"""A form's PDF with fields to type into and boxes to tick: named, in reading order, tagged, and drawn (ISO 32000-2, 12.7)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from pikepdf import Array, Dictionary, Name, NumberTree, Pdf, String

from reader.press.pdf.document import elements, saved

_PRINTED = 4  # the third flag of an annotation: it is there on paper too
_LINES = 1 << 12  # the thirteenth flag of a text field: it takes more than one line
_TWO_LINES = 30.0  # points of height from which it does
_SIZE = 10  # points of what is typed
_SHORT = 90.0  # points of width below which it gets smaller instead of being cut


@dataclass(frozen=True)
class Place:
    """Something to fill in: its name, whether it is ticked, and where it is, in points from the page's lower left corner."""

    name: str
    ticked: bool
    box: tuple[float, float, float, float]


def fillable(pdf: bytes, places: tuple[Place, ...]) -> bytes:
    """The first page of a tagged PDF with these fields, which come one after the other with the tab key."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        page, tree = document.pages[0].obj, document.Root.StructTreeRoot
        parents = NumberTree(tree.ParentTree)
        key = max((int(each) for each in parents), default=-1) + 1
        around = tree.K[0] if isinstance(tree.K, Array) else tree.K
        homes = {str(tag.T): tag for tag in reversed(list(elements(tree))) if "/T" in tag}
        notes = Array([*page.get("/Annots", [])])
        looks: dict[tuple[bool, float, float], Any] = {}
        fields = Array()
        for at, place in enumerate(places):
            field = document.make_indirect(_field(document, page, place, looks))
            field.StructParent = key + at
            parents[key + at] = _tag(document, page, homes.get(place.name, around), place.name, field)
            fields.append(field)
            notes.append(field)
        page.Annots, page.Tabs = notes, Name.S
        tree.ParentTreeNextKey = key + len(places)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        document.Root.AcroForm = Dictionary(
            Fields=fields, DR=Dictionary(Font=Dictionary(Helv=document.make_indirect(font))), DA=String(f"/Helv {_SIZE} Tf 0 g")
        )
        return saved(document)


def _tag(document: Pdf, page: Any, home: Any, name: str, field: Any) -> Any:
    """The tag of a field, where its blank stands in the text: the blank's own, or one inside a cell or a paragraph."""
    seen = Array([Dictionary(Type=Name.OBJR, Obj=field, Pg=page)])
    if home.get("/S") == Name.Span:
        home.S, home.K, home.Alt = Name.Form, seen, String(name)
        return home
    tag = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Form, P=home, Pg=page, Alt=String(name), K=seen))
    home.K = Array([*home.get("/K", []), tag])
    return tag


def _field(document: Pdf, page: Any, place: Place, looks: dict[tuple[bool, float, float], Any]) -> Any:
    left, low, right, high = (round(each, 2) for each in place.box)
    width, height = round(right - left, 2), round(high - low, 2)
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, P=page, F=_PRINTED, Rect=Array([left, low, right, high]),
                       T=String(place.name.replace(".", "")), TU=String(place.name))  # fmt: skip

    def look(drawn: bool) -> Any:
        """Fields of one size share what they look like."""
        if (drawn, width, height) not in looks:
            looks[drawn, width, height] = _look(document, width, height, drawn)
        return looks[drawn, width, height]

    if place.ticked:
        field.FT, field.V, field.AS = Name.Btn, Name.Off, Name.Off
        field.MK = Dictionary(CA=String("8"))  # a cross, in the font of signs that viewers have
        field.AP = Dictionary(N=Dictionary(Yes=look(True), Off=look(False)))
        return field
    size = 0 if width < _SHORT and height < _TWO_LINES else _SIZE  # 0: as big as it fits
    field.FT, field.V, field.DA = Name.Tx, String(""), String(f"/Helv {size} Tf 0 g")
    field.AP = Dictionary(N=look(False))
    if height >= _TWO_LINES:
        field.Ff = _LINES
    return field


def _look(document: Pdf, width: float, height: float, drawn: bool) -> Any:
    """Nothing, or a cross from corner to corner."""
    cross = f"q 1.6 w 1 J 2 2 m {width - 2:.2f} {height - 2:.2f} l 2 {height - 2:.2f} m {width - 2:.2f} 2 l S Q"
    look = document.make_stream(cross.encode() if drawn else b"/Tx BMC EMC")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, width, height])
    look.Resources = Dictionary()
    return look

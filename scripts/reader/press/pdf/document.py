"""Papers from finished pages: bigger print, booklets, and the book with its tags, links and outline (pikepdf)."""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from pikepdf import (
    Array,
    Dictionary,
    Name,
    NameTree,
    NumberTree,
    Object,
    ObjectStreamMode,
    Page,
    PageCopyWarning,
    Pdf,
    String,
)

from reader.press.pdf.sheets import HALF_LETTER, LETTER, BookletSheet, Side


def bigger(pdf: bytes) -> bytes:
    """The same pages, each scaled to fill a Letter sheet. Tags stay; links and their places move along."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        width, height = HALF_LETTER
        scale = min(LETTER[0] / width, LETTER[1] / height)
        left, bottom = (LETTER[0] - width * scale) / 2, (LETTER[1] - height * scale) / 2
        move = f"q {scale:.6f} 0 0 {scale:.6f} {left:.4f} {bottom:.4f} cm ".encode()
        for page in document.pages:
            page.contents_add(move, prepend=True)
            page.contents_add(b" Q", prepend=False)
            for name in ("/MediaBox", "/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
                if name in page.obj:
                    page.obj[name] = Array([0, 0, *LETTER])
            for note in page.obj.get("/Annots", []):
                note.Rect = _moved(note.Rect, scale, left, bottom)
        for place in _places(document):
            if place[1] == Name.XYZ:
                place[2], place[3] = float(place[2]) * scale + left, float(place[3]) * scale + bottom
        for element in _elements(document.Root.get("/StructTreeRoot")):
            attributes = element.get("/A", [])
            for each in [attributes] if isinstance(attributes, Dictionary) else attributes:
                if isinstance(each, Dictionary) and "/BBox" in each:
                    each.BBox = _moved(each.BBox, scale, left, bottom)
        return _saved(document)


def imposed(pdf: bytes, sides: Iterable[Side], title: str) -> bytes:
    """Two half-Letter pages side by side on each Letter sheet, in the order of `sides`. Tags and links do not survive."""
    with Pdf.open(io.BytesIO(pdf)) as source, Pdf.new() as document:
        forms: dict[int, Object] = {}
        for side in sides:
            resources, content = Dictionary(), []
            for number, left in ((side.left, 0.0), (side.right, HALF_LETTER[0])):
                if number is None:
                    continue
                if number not in forms:
                    forms[number] = document.copy_foreign(source.pages[number - 1].as_form_xobject())
                name = f"/P{number}"  # a name of our own: pikepdf would invent one by chance
                resources[name] = forms[number]
                content.append(f"q 1 0 0 1 {left:.1f} 0 cm {name} Do Q")
            page = Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, LETTER[1], LETTER[0]]),
                Resources=Dictionary(XObject=resources),
                Contents=document.make_stream("\n".join(content).encode()),
            )
            document.pages.append(Page(document.make_indirect(page)))
        _name(document, title)
        return _saved(document)


def fronts(sheets: Iterable[BookletSheet]) -> list[Side]:
    """The sides to print first, on a printer that can't turn paper."""
    return [sheet.front for sheet in sheets]


def backs(sheets: Iterable[BookletSheet]) -> list[Side]:
    """The sides to print on the back of the same stack, in the same order."""
    return [sheet.back for sheet in sheets]


def both(sheets: Iterable[BookletSheet]) -> list[Side]:
    """Fronts and backs in turn, for a printer that turns the paper over its short edge."""
    return [side for sheet in sheets for side in (sheet.front, sheet.back)]


def key(parts: Iterable[str]) -> str:
    """The key of what is bound from parts with these keys; each holds the press's own source already."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def pages(pdf: bytes) -> int:
    """How many pages it has."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


_PRINTED = 4  # the third flag of an annotation: it is there on paper too (ISO 32000-2, 12.5.3)


def finished(pdf: bytes) -> bytes:
    """One document as WeasyPrint 70 wrote it, packed tighter, with what it tags wrongly put right (ISO 14289-1, 7.1 and 7.3).

    Artifacts become: the foot of each page, whose tags hang nowhere (that of a single sheet is read aloud), and drawings
    that have no words of their own because they only repeat those beside them. The place of a drawing is
    given in points from below. Elements that say nothing are left out: they are two thirds of all, and the book would
    need their memory.
    """
    with Pdf.open(io.BytesIO(pdf)) as document:
        tree = document.Root.StructTreeRoot
        if len(document.pages) == 1:
            _hang(tree, document.pages[0])
        hanging = {element.objgen for element in _elements(tree)}
        _lift(tree)
        known = _placed(tree)
        parents = NumberTree(tree.ParentTree)
        for page in document.pages:
            for note in page.obj.get("/Annots", []):
                note.F = int(note.get("/F", 0)) | _PRINTED
                parents[int(note.StructParent)] = _kept(parents[int(note.StructParent)])
            owners = parents[int(page.obj.StructParents)]
            for mark in range(len(owners)):
                if owners[mark].objgen in hanging:
                    owners[mark] = _kept(owners[mark])
            loose = {mark for mark in range(len(owners)) if owners[mark].objgen not in known}
            if loose:
                page.obj.Contents = document.make_stream(_without_tags(page, loose))
                for mark in loose:
                    owners[mark] = Object.parse(b"null")
        document.remove_unreferenced_resources()  # what is made from this paper needs it no more
        return _saved(document)


def _placed(tree: Any) -> set[tuple[int, int]]:
    """The elements that stay, drawings at their place in points from below; those without words of their own go."""
    known = set()
    for element in list(_elements(tree)):
        if element.get("/S") == Name.Figure and "/Alt" not in element:
            element.P.K = Array([child for child in element.P.K if not _same(child, element)])
            continue
        if element.get("/S") == Name.Figure:
            height, box = float(element.Pg.MediaBox[3]), [float(value) * 0.75 for value in element.A.BBox]
            element.A.BBox = Array([round(each, 3) for each in (box[0], height - box[3], box[2], height - box[1])])
        known.add(element.objgen)
    return known


def _hang(tree: Any, page: Page) -> None:
    """Put what stands in a sheet's margins into the tree, where the text has it: on a single sheet it says something.

    Its elements know the one they hang on, which does not know them.
    """
    known = {element.objgen for element in _elements(tree)}
    for element in NumberTree(tree.ParentTree)[int(page.obj.StructParents)]:
        while element.objgen not in known and element.P.objgen not in known:
            element = element.P
        if element.objgen not in known:
            below = element.P.get("/K", Array())
            element.P.K = Array([*(below if isinstance(below, Array) else [below]), element])
            known.update([element.objgen, *(child.objgen for child in _elements(element))])


def _lift(element: Any) -> None:
    """Hang what is below elements that say nothing on the next one above that says something."""
    if "/K" in element:
        element.K = Array(list(_lifted(element)))
    for child in element.get("/K", []):
        if _is_element(child):
            child.P = element
            _lift(child)


def _lifted(element: Any) -> Iterator[Any]:
    below = element.K
    for child in below if isinstance(below, Array) else [below]:
        if not (_is_element(child) and _says_nothing(child)):
            yield child
            continue
        for piece in _lifted(child):
            if isinstance(piece, int) and not ("/Pg" in element and _same(element.Pg, child.Pg)):
                yield Dictionary(Type=Name.MCR, Pg=child.Pg, MCID=piece)
            else:
                yield piece


def _kept(element: Any) -> Any:
    """The element itself, or the one that took over what hung below it."""
    while _is_element(element) and _says_nothing(element):
        element = element.P
    return element


def _is_element(child: Any) -> bool:
    return isinstance(child, Dictionary) and "/S" in child


def _says_nothing(element: Any) -> bool:
    return element.S in (Name.Span, Name.NonStruct) and set(element.keys()) == {"/K", "/P", "/Pg", "/S", "/Type"}


def _same(one: Any, other: Object) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen


def _without_tags(page: Page, marks: set[int]) -> bytes:
    """The page's content with these pieces marked as artifacts. WeasyPrint writes one word a line."""

    def artifact(match: re.Match[bytes]) -> bytes:
        return b"/Artifact\nBMC" if int(match[1]) in marks else match[0]

    return re.sub(rb"^/\w+\s+<</MCID (\d+)>>\s+BDC$", artifact, page.obj.Contents.read_bytes(), flags=re.MULTILINE)


def joined(parts: Iterable[bytes], title: str) -> bytes:
    """One document from several: structure tree, named destinations and outline are kept (PDF 32000-1, 14.7 and 12.3).

    Ids have to differ between the parts. Fonts are carried once a part.
    """
    with Pdf.new() as book:
        tree = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        whole = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
        children: list[Object] = []
        parents: dict[int, Object] = {}
        places: dict[str, Object] = {}
        chains: list[Object] = []
        sources = []
        for part in parts:
            source = Pdf.open(io.BytesIO(part))
            sources.append(source)  # kept open: pages are copied when the book is saved
            shift = max(parents, default=-1) + 1
            for page in source.pages:
                _shift(page.obj, "/StructParents", shift)
                for note in page.obj.get("/Annots", []):
                    _shift(note, "/StructParent", shift)
            with warnings.catch_warnings():  # it says that destinations are lost; they are brought along below
                warnings.simplefilter("ignore", PageCopyWarning)
                book.pages.extend(source.pages)
            copied = book.copy_foreign(source.Root.StructTreeRoot)  # after the pages, or its links to them are lost
            for child in copied.K if isinstance(copied.K, Array) else [copied.K]:
                child.P, child.S = whole, Name.Part
                children.append(child)
            parents.update({int(key) + shift: value for key, value in NumberTree(copied.ParentTree).items()})
            if "/Names" in source.Root and "/Dests" in source.Root.Names:
                named = book.copy_foreign(source.make_indirect(source.Root.Names.Dests))
                places.update({str(name): place for name, place in NameTree(named).items()})
            if "/Outlines" in source.Root and "/First" in source.Root.Outlines:
                chains.append(book.copy_foreign(source.Root.Outlines))
        whole.K, tree.K = Array(children), Array([whole])
        numbers = Array([each for key in sorted(parents) for each in (key, parents[key])])
        tree.ParentTree = book.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = max(parents, default=-1) + 1
        book.Root.StructTreeRoot = tree
        book.Root.MarkInfo = Dictionary(Marked=True)
        names = Array([each for key in sorted(places) for each in (String(key), places[key])])
        book.Root.Names = Dictionary(Dests=book.make_indirect(Dictionary(Names=names)))
        if chains:
            book.Root.Outlines = _chained(book, chains)
        for name in ("/Author", "/Producer"):
            book.docinfo[name] = str(sources[0].docinfo[name])
        _name(book, title, tagged=True)
        return _saved(book)


def _chained(book: Pdf, chains: list[Object]) -> Object:
    """One outline from several, one after the other."""
    outline = book.make_indirect(Dictionary(Type=Name.Outlines))
    items: list[Object] = []
    for chain in chains:
        item: Object | None = chain.First
        while item is not None:
            items.append(item)
            item = item.get("/Next")
    for item, following in zip(items, [*items[1:], None], strict=True):
        item.Parent = outline
        if following is not None:
            item.Next, following.Prev = following, item
    outline.First, outline.Last, outline.Count = items[0], items[-1], len(items)
    return outline


def _shift(owner: Any, name: str, by: int) -> None:
    if name in owner:
        owner[name] = int(owner[name]) + by


def _moved(box: Any, scale: float, left: float, bottom: float) -> Array:
    shift = (left, bottom, left, bottom)
    return Array([round(float(value) * scale + by, 3) for value, by in zip(box, shift, strict=True)])


def _places(document: Pdf) -> Iterator[Any]:
    """Every destination: those with names, and those written into outline items and links."""
    if "/Names" in document.Root and "/Dests" in document.Root.Names:
        for _, place in NameTree(document.Root.Names.Dests).items():
            yield place.D if isinstance(place, Dictionary) else place
    waiting = [document.Root.Outlines.First] if "/Outlines" in document.Root and "/First" in document.Root.Outlines else []
    while waiting:
        item = waiting.pop()
        if isinstance(item.get("/Dest"), Array):
            yield item.Dest
        waiting += [item[name] for name in ("/First", "/Next") if name in item]
    for page in document.pages:
        for note in page.obj.get("/Annots", []):
            if isinstance(note.get("/Dest"), Array):
                yield note.Dest


def _elements(element: Any) -> Iterator[Any]:
    if not isinstance(element, Dictionary):
        return
    yield element
    below: Any = element.get("/K", [])
    for child in below if isinstance(below, Array) else [below]:
        yield from _elements(child)


def _name(document: Pdf, title: str, *, tagged: bool = False) -> None:
    document.Root.Lang = String("en-CA")
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    document.docinfo["/Title"] = title
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["dc:language"] = {"en-CA"}
        if tagged:
            metadata["pdfuaid:part"] = "1"  # what WeasyPrint says of each of its parts; ISO 14289-1, not certified


def _saved(document: Pdf) -> bytes:
    """The document's bytes: the same document gives the same bytes."""
    out = io.BytesIO()
    document.save(
        out, min_version="1.7", object_stream_mode=ObjectStreamMode.generate, compress_streams=True, deterministic_id=True
    )
    return out.getvalue()

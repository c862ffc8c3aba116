"""One document from several: the book with the tags, links and outline of its parts."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Iterable, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Object, PageCopyWarning, Pdf, String

from reader.press.pdf.document import name_it, saved


def joined(parts: Iterable[bytes], title: str) -> bytes:
    """One document from several, as `together` makes it."""
    with together(parts, title) as book:
        return saved(book)


@contextlib.contextmanager
def together(parts: Iterable[bytes], title: str) -> Iterator[Pdf]:
    """One document from several, not yet saved.

    Structure tree, named destinations and outline are kept (PDF 32000-1, 14.7 and 12.3). Ids have to differ between the
    parts. Fonts are carried once a part. Each part is let go when its pages are copied (qpdf 8.3 and newer need only the bytes
    that it was read from): all at once take as much room again as the book.
    """
    with Pdf.new() as book:
        tree = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        whole = book.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
        children: list[Object] = []
        parents: dict[int, Object] = {}
        places: dict[str, Object] = {}
        chains: list[Object] = []
        said: dict[str, str] = {}
        for part in parts:
            source = Pdf.open(io.BytesIO(part))
            said = said or {name: str(source.docinfo[name]) for name in ("/Author", "/Producer")}
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
        for name, value in said.items():
            book.docinfo[name] = value
        name_it(book, title, tagged=True)
        yield book


def under(pdf: bytes, title: str) -> bytes:
    """The same document; its outline is one entry, with what it had below that."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        if "/Outlines" not in document.Root:
            return pdf
        entries = document.Root.Outlines
        first, last, count = entries.First, entries.Last, int(entries.Count)
        top = document.make_indirect(
            Dictionary(Title=String(title), Parent=entries, First=first, Last=last, Count=-abs(count),
                       Dest=Array([document.pages[0].obj, Name.Fit]))
        )  # fmt: skip
        item: Object | None = first
        while item is not None:
            item.Parent = top
            item = item.get("/Next")
        entries.First = entries.Last = top
        entries.Count = 1
        return saved(document)


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

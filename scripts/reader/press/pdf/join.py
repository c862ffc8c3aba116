"""One document from several: the book with the tags, links and outline of its parts."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Iterable

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from reader.press.pdf.builder import Builder, Known, dictionary, listed, moved
from reader.press.pdf.document import saved
from reader.press.pdf.parts import REFERENCE, TEXT, Entries, Part, entries, numbers, read

_OWNED = re.compile(rb"(\d+) (\[[^\]]*\]|\d+ 0 R)")  # whose a page's marks are, or a link (ISO 32000-2, 14.7.5.4)
_MARKED = re.compile(rb"(/StructParents? )(\d+)")  # where that stands for a page, or a link
_PLACE = re.compile(rb"(%b|<[0-9A-Fa-f]*>)\s*(\[[^\]]*\]|<<.*?>>|\d+ 0 R)" % TEXT, re.DOTALL)
_SAID = (b"Author", b"Producer")  # of the first part


def joined(parts: Iterable[bytes], title: str) -> bytes:
    """One document from several, all their pages in order. Raises StrangeError."""
    book = Joined(title)
    for part in parts:
        book.add(part)
    return book.saved()


class Joined:
    """A document that is put together from others, one after the other.

    Structure tree, named destinations and outline are kept (ISO 32000-2, 14.7 and 12.3). Ids have to differ between the parts.
    Fonts are carried once a part.
    """

    def __init__(self, title: str) -> None:
        self.title, self.builder = title, Builder()
        self.root, self.whole, self.outline = self.builder.number(), self.builder.number(), b""
        self.before = b""  # one for all pages that are drawn on
        self.pages: list[bytes] = []
        self.children: list[bytes] = []
        self.owners: dict[int, bytes] = {}
        self.places: dict[bytes, bytes] = {}
        self.items: list[bytes] = []
        self.said: Entries = {}

    def add(self, pdf: bytes) -> None:
        """All pages of one document, which is tagged. Raises StrangeError where our press has not written it."""
        part = read(pdf)
        catalog = part.catalog
        tree, names = part.at(catalog[b"StructTreeRoot"]), part.at(catalog.get(b"Names", b"<<>>"))
        self.said = self.said or {name: value for name, value in part.at(part.trailer[b"Info"]).items() if name in _SAID}
        if b"First" in part.at(catalog.get(b"Outlines", b"<<>>")):
            self.outline = self.outline or self.builder.number()
        instead = {b"Pages": self.root, b"StructTreeRoot": self.whole, b"Outlines": self.outline}
        known = {each: new for name, new in instead.items() if new for each in numbers(catalog.get(name, b""))}
        left = (part.trailer[b"Root"], part.trailer[b"Info"], tree[b"ParentTree"], catalog.get(b"Metadata", b""),
                catalog.get(b"Names", b""), names.get(b"Dests", b""))  # fmt: skip
        apart = {*known, *(value.removesuffix(REFERENCE) for value in left if value.endswith(REFERENCE))}
        own = [each for each in (*part.plain, *part.streams) if each not in apart]
        known |= {each: self.builder.number() for each in own}
        self.builder.take(part, known, own)
        self._tag(part, known, tree)
        self._lead(part, known, names)

    def _tag(self, part: Part, known: Known, tree: Entries) -> None:
        """Hang its structure tree into that of the whole, and let pages and links know where they stand in it."""
        plain, shift = self.builder.plain, max(self.owners, default=-1) + 1
        for each in numbers(tree[b"K"]):
            plain[known[each]] = dictionary(entries(plain[known[each]]) | {b"S": b"/Part"})
            self.children.append(known[each])
        owners = moved(part.at(tree[b"ParentTree"])[b"Nums"], known)
        self.owners |= {int(key) + shift: owner for key, owner in _OWNED.findall(owners)}
        for each in part.pages:
            self.pages.append(known[each])
            for marked in (known[each], *numbers(entries(plain[known[each]]).get(b"Annots", b""))):
                plain[marked] = _MARKED.sub(lambda found: found[1] + b"%d" % (int(found[2]) + shift), plain[marked], 1)

    def _lead(self, part: Part, known: Known, names: Entries) -> None:
        """Know what leads into it: its destinations by their names, and its outline."""
        if b"Dests" in names:
            self.places |= dict(_PLACE.findall(moved(part.at(names[b"Dests"])[b"Names"], known)))
        item = part.at(part.catalog.get(b"Outlines", b"<<>>")).get(b"First", b"")
        while item:
            self.items += (known[each] for each in numbers(item))
            item = part.at(item).get(b"Next", b"")

    def draw(self, at: int, drawings: Entries, content: bytes) -> None:
        """Draw on the page `at` (from 0), over what stands there. `drawings` are references, by what the content calls them."""
        page = entries(self.builder.plain[self.pages[at]])
        resources = entries(page[b"Resources"])
        resources[b"XObject"] = dictionary(entries(resources.get(b"XObject", b"<<>>")) | drawings)
        below = [each + REFERENCE for each in numbers(page[b"Contents"])]
        self.before = self.before or self.builder.put_stream(b"q")
        pieces = [self.before, *below, self.builder.put_stream(b"Q " + content)]
        page |= {b"Resources": dictionary(resources), b"Contents": listed(pieces)}
        self.builder.plain[self.pages[at]] = dictionary(page)

    def saved(self) -> bytes:
        """Its bytes: the same for the same parts."""
        out = self.builder
        owners = b" ".join(b"%d %b" % each for each in sorted(self.owners.items()))
        tree = out.put(dictionary({
            b"Type": b"/StructTreeRoot", b"K": listed([self.whole + REFERENCE]),
            b"ParentTree": out.put(dictionary({b"Nums": b"[%b]" % owners})),
            b"ParentTreeNextKey": b"%d" % (max(self.owners, default=-1) + 1),
        }))  # fmt: skip
        children = listed([each + REFERENCE for each in self.children])
        out.plain[self.whole] = dictionary({b"Type": b"/StructElem", b"S": b"/Document", b"P": tree, b"K": children})
        places = b" ".join(b"%b %b" % each for each in sorted(self.places.items()))
        more = {b"StructTreeRoot": tree, b"MarkInfo": b"<</Marked true>>",
                b"Names": dictionary({b"Dests": out.put(dictionary({b"Names": b"[%b]" % places}))})}  # fmt: skip
        if self.outline:
            self._chain()
            more[b"Outlines"] = self.outline + REFERENCE
        return out.finished(self.title, self.root, self.pages, tagged=True, catalog=more, info=self.said)

    def _chain(self) -> None:
        """One outline of those of all parts."""
        plain = self.builder.plain
        for before, after in itertools.pairwise(self.items):
            plain[before] = dictionary(entries(plain[before]) | {b"Next": after + REFERENCE})
            plain[after] = dictionary(entries(plain[after]) | {b"Prev": before + REFERENCE})
        plain[self.outline] = dictionary({
            b"Type": b"/Outlines", b"First": self.items[0] + REFERENCE, b"Last": self.items[-1] + REFERENCE,
            b"Count": b"%d" % len(self.items),
        })  # fmt: skip


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

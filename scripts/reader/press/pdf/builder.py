"""A PDF put together from pieces of others."""

from __future__ import annotations

from reader.press.pdf import document
from reader.press.pdf.parts import REFERENCE, Entries, Part, entries, named, numbers, read
from reader.press.pdf.written import file_of, packed

_QUICK = 6  # of libdeflate's 12 levels: half the time of what `written` takes, for 1 byte in 100
Known = dict[bytes, bytes]  # the numbers that objects have elsewhere, by those they have here


class Builder:
    """A file that is put together from pieces of others: its objects get their numbers one after the other."""

    def __init__(self) -> None:
        self.count = 0
        self.plain: dict[bytes, bytes] = {}
        self.streams: dict[bytes, tuple[bytes, bytes]] = {}

    def number(self) -> bytes:
        """The number of one more object."""
        self.count += 1
        return b"%d" % self.count

    def put(self, body: bytes) -> bytes:
        """One more object. Returns what refers to it."""
        self.plain[each := self.number()] = body
        return each + REFERENCE

    def put_stream(self, content: bytes, said: Entries | None = None, *, is_packed: bool = False) -> bytes:
        """One more stream, with what is said of it. Returns what refers to it."""
        content = content if is_packed else packed(content, _QUICK)
        said = (said or {}) | {b"Filter": b"/FlateDecode", b"Length": b"%d" % len(content)}
        self.streams[each := self.number()] = dictionary(said), content
        return each + REFERENCE

    def take(self, part: Part, known: Known, wanted: list[bytes]) -> None:
        """Take objects over that have numbers here already, in `known` by those they had."""
        for each in wanted:
            if each in part.plain:
                self.plain[known[each]] = moved(part.plain[each], known)
            else:
                how, content = part.streams[each]
                self.streams[known[each]] = moved(how, known), content

    def bring(self, part: Part, known: Known, piece: bytes) -> bytes:
        """A piece of another file as it stands in this one, with all that it refers to."""
        waiting, new = [piece], list[bytes]()
        while waiting:
            for each in numbers(waiting.pop()):
                if each not in known:
                    known[each] = self.number()
                    new.append(each)
                    waiting.append(part.plain[each] if each in part.plain else part.streams[each][0])
        self.take(part, known, new)
        return moved(piece, known)

    def drawing(self, part: Part, known: Known, page: bytes, content: bytes | None = None) -> bytes:
        """A page of another file as something to draw: as it is, or with other content. Returns what refers to it."""
        said = entries(part.plain[page])
        form = {b"Type": b"/XObject", b"Subtype": b"/Form", b"BBox": said[b"MediaBox"],
                b"Resources": self.bring(part, known, said[b"Resources"])}  # fmt: skip
        pieces = numbers(said[b"Contents"])
        if content is None and len(pieces) == 1 and entries(part.streams[pieces[0]][0]).keys() == {b"Filter", b"Length"}:
            return self.put_stream(part.streams[pieces[0]][1], form, is_packed=True)
        return self.put_stream(part.content(page) if content is None else content, form)

    def finished(
        self, title: str, root: bytes, pages: list[bytes], *, tagged: bool = False, catalog: Entries | None = None,
        info: Entries | None = None,
    ) -> bytes:  # fmt: skip
        """The file, with these pages, whose parent has the number `root`; and with more in its catalog and of its making."""
        self.plain[root] = dictionary({
            b"Type": b"/Pages", b"Kids": listed([each + REFERENCE for each in pages]), b"Count": b"%d" % len(pages),
        })  # fmt: skip
        blank = read(document.blank(title, tagged=tagged))
        known = dict.fromkeys(numbers(blank.catalog[b"Pages"]), root)

        def said(key: bytes, more: Entries | None) -> bytes:
            [at] = numbers(blank.trailer[key])
            return self.put(dictionary(entries(self.bring(blank, known, blank.plain[at])) | (more or {})))

        root_at, info_at = said(b"Root", catalog), said(b"Info", info)
        streams = sorted((int(each), how, content) for each, (how, content) in self.streams.items())
        plain = sorted((int(each), body) for each, body in self.plain.items())
        return file_of(streams, plain, root_at, info_at, _QUICK)


def moved(body: bytes, known: Known) -> bytes:
    """A piece of a file with the numbers that its objects have elsewhere."""
    pieces = named(body).split(body)  # every second one is a number, or a text
    if b"(" in body:
        pieces[1::2] = [each if each[:1] == b"(" else known[each] for each in pieces[1::2]]
    else:
        pieces[1::2] = map(known.__getitem__, pieces[1::2])
    return b"".join(pieces)


def listed(values: list[bytes]) -> bytes:
    """A list of these values."""
    return b"[%b]" % b" ".join(values)


def dictionary(said: Entries) -> bytes:
    """A dictionary with these entries."""
    return b"<<%b>>" % b"".join([b"/%b %b" % each for each in said.items()])

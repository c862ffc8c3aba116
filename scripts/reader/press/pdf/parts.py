"""Finished PDFs as their objects, in bytes, to make others of them: what pikepdf does in twice the time.

Only for files that our own press has written (`written`, or pikepdf by `document.saved`): all that is no stream is packed in
streams (ISO 32000-2, 7.5.7), nothing is encrypted, lengths stand where they are asked for, brackets in texts are escaped.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

_STREAM = re.compile(rb"\s*(\d+) 0 obj\s*(<<.*?>>)\s*stream\r?\n", re.DOTALL)
_END = re.compile(rb"\s*endstream\s*endobj\s*")
_LENGTH = re.compile(rb"/Length (\d+)\b(?! \d+ R)")
TEXT = rb"\((?:[^\\()]|\\.)*+\)"
_NAMED = re.compile(rb"\b(\d+)(?= 0 R\b)")  # the number in a reference
_TEXT_OR_NAMED = re.compile(rb"(%b|\b\d+(?= 0 R\b))" % TEXT, re.DOTALL)
_WORD = rb"[^\s/<>\[\]()]++"
_TOKEN = re.compile(  # words that are no names, and lists of nothing but words, are one each
    rb"%b|<<|>>|\[[^<>\[\]()]*+\]|[\[\]]|<[0-9A-Fa-f\s]*>|/%b|%b(?:\s+%b)*+" % (TEXT, _WORD, _WORD, _WORD), re.DOTALL
)
_PLAIN_FILTER = (b"/FlateDecode", b"[ /FlateDecode ]")

REFERENCE = b" 0 R"

Entries = dict[bytes, bytes]


class StrangeError(ValueError):
    """A PDF that our press did not write."""


@dataclass
class Part:
    """A file's objects by their numbers: streams with their dictionaries, the others as they stand."""

    plain: dict[bytes, bytes] = field(default_factory=dict)
    streams: dict[bytes, tuple[bytes, bytes]] = field(default_factory=dict)
    trailer: Entries = field(default_factory=dict)

    def at(self, reference: bytes) -> Entries:
        """The entries of the dictionary that a reference names, or of one that stands there itself."""
        return entries(self.plain[reference[: -len(REFERENCE)]] if reference.endswith(REFERENCE) else reference)

    @cached_property
    def catalog(self) -> Entries:
        """What all else is found by."""
        return self.at(self.trailer[b"Root"])

    @cached_property
    def pages(self) -> list[bytes]:
        """The numbers of its pages, in their order."""
        return numbers(self.at(self.catalog[b"Pages"])[b"Kids"])

    def content(self, page: bytes) -> bytes:
        """What is drawn on a page: all pieces of it, unpacked."""
        return b"\n".join([_unpacked(*self.streams[each]) for each in numbers(entries(self.plain[page])[b"Contents"])])


def read(pdf: bytes) -> Part:
    """The objects of a file. Raises StrangeError."""
    part, at = Part(), pdf.find(b"\n", pdf.find(b"\n") + 1) + 1  # behind its version, and the line that says it is no text
    while not part.trailer:
        begin = _STREAM.match(pdf, at)
        length = _LENGTH.search(begin[2]) if begin else None
        end = _END.match(pdf, begin.end() + int(length[1])) if begin and length else None
        if begin is None or end is None:
            raise StrangeError(f"there is no stream at byte {at}")
        how, content, at = begin[2], pdf[begin.end() : begin.end() + int(length[1]) if length else 0], end.end()
        if b"/ObjStm" in how:
            part.plain |= _together(how, content)
        elif b"/XRef" in how:
            part.trailer = entries(how)
        else:
            part.streams[begin[1]] = how, content
    return part


def _together(how: bytes, content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The objects that are packed in one stream: first the number and the place of each, then all of them."""
    said, content = entries(how), _unpacked(how, content)
    first = int(said[b"First"])
    listed = content[:first].split()
    places = [first + int(at) for at in listed[1::2]]
    for each, begin, end in zip(listed[::2], places, [*places[1:], len(content)], strict=True):
        yield each, content[begin:end].rstrip()


def _unpacked(how: bytes, content: bytes) -> bytes:
    said = entries(how)
    if b"Filter" not in said:
        return content
    if said[b"Filter"] not in _PLAIN_FILTER or b"DecodeParms" in said:
        raise StrangeError(f"a stream is packed in another way: {said[b'Filter']!r}")
    return zlib.decompress(content)


def numbers(value: bytes) -> list[bytes]:
    """The numbers of all that a value refers to."""
    return [each for each in named(value).findall(value) if each[:1] != b"("]


def named(value: bytes) -> re.Pattern[bytes]:
    """What finds references: they are looked for past texts, where there are any."""
    return _TEXT_OR_NAMED if b"(" in value else _NAMED


def entries(dictionary: bytes) -> Entries:
    """What stands in a dictionary, each value as it stands."""
    found, key, begin, depth = Entries(), b"", -1, 0
    for token in _TOKEN.finditer(dictionary):
        word = token[0]
        if depth == 1 and (word == b">>" or word[:1] == b"/") and begin >= 0:
            found[key] = dictionary[begin : token.start()].strip()
            key, begin = b"", -1
        if depth == 1 and not key:
            key = word[1:]
        elif depth == 1 and begin < 0:
            begin = token.start()
        depth += (word in (b"<<", b"[")) - (word in (b">>", b"]"))
    return found

"""A PDF made small before it is written: each page knows only what it uses, and each stream is packed once."""

from __future__ import annotations

import re
from typing import Any

import pydyf

from reader.press.pdf.written import content_of, packed

_USED = {"Font": re.compile(rb"/([^\s/]+) [\d.]+ Tf\b"), "XObject": re.compile(rb"/([^\s/]+) Do\b")}


def make_lean(pdf: Any) -> None:
    """Fonts and drawings that a page does not use are not named on it, so that what is made from it needs them no more."""
    contents = {each.reference: each for each in pdf.objects if isinstance(each, pydyf.Stream)}
    data = {reference: content_of(stream) for reference, stream in contents.items()}
    for page in (pdf.objects[number] for number in pdf.pages["Kids"][::3]):
        page["Resources"] = _used(pdf.objects, page["Resources"], data[page["Contents"]])
    for reference, stream in contents.items():
        if "Resources" in stream.extra:
            stream.extra["Resources"] = _used(pdf.objects, stream.extra["Resources"], data[reference])
        if "Filter" not in stream.extra:
            stream.stream = [packed(data[reference])]
            stream.extra["Filter"] = "/FlateDecode"


def _used(objects: list[Any], resources: bytes, content: bytes) -> Any:
    """What a content uses of its resources."""
    own = pydyf.Dictionary(_at(objects, resources))
    for kind, name in _USED.items():
        if kind in own:
            names = {found.decode() for found in name.findall(content)}
            known = _at(objects, own[kind])
            own[kind] = pydyf.Dictionary({each: known[each] for each in known if each in names})
    return own


def _at(objects: list[Any], item: Any) -> Any:
    return objects[int(item[: -len(b" 0 R")])] if isinstance(item, bytes) else item

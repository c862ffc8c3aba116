"""Whether a drawing can be drawn: numbers are numbers, parts that are named exist, and nothing is made of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,2})?"
_LENGTH = re.compile(rf"\s*{_NUMBER}(?:px|pt|mm|cm|in|em|rem|%)?\s*")
_NUMBERS = re.compile(rf"\s*(?:{_NUMBER}(?:px|%)?(?:\s*,\s*|\s+|(?=[+-])|$))*")
_PATH = re.compile(r"\s*(?:[Mm][MmLlHhVvCcSsQqTtAaZz0-9eE+.,\s-]*)?")
_TRANSFORM = re.compile(rf"\s*(?:(?:matrix|translate|scale|rotate|skewX|skewY)\(\s*(?:{_NUMBER}[\s,]*)+\)[\s,]*)*")
_OWN = re.compile(r"url\(\s*[\"']?#([\w.-]+)[\"']?\s*\)")
_SIZES = ("width", "height", "r", "rx", "ry")
_LENGTHS = (*_SIZES, "x1", "y1", "x2", "y2", "cx", "cy", "fx", "fy", "offset", "stroke-width", "textLength")
_LISTS = ("x", "y", "dx", "dy", "rotate", "points")
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_LARGEST = 100_000.0


def faults(root: Element) -> Iterator[tuple[str, str]]:
    """What could not be drawn, or would be drawn without end: a sentence, and the word to look for."""
    box = _NUMBERS.fullmatch(root.get("viewBox", "")) and [float(part) for part in re.findall(_NUMBER, root.get("viewBox", ""))]
    if not box or len(box) != 4 or min(box[2:]) <= 0 or max(map(abs, box)) > _LARGEST:
        yield "its viewBox has to be four numbers, the last two more than 0; save it again as plain SVG", "viewBox"
    parts = {name: element for element in root.iter() if (name := element.get("id"))}
    for element in root.iter():
        for key, value in element.attrib.items():
            name = key.rpartition("}")[2]
            if not _is_drawn(name, value):
                yield f"“{name}={value[:40]}” can't be drawn; save it again as plain SVG", name
            for wanted in _OWN.findall(value):
                if wanted not in parts:
                    yield f"“{name}={value[:40]}” names no part of the drawing; draw that part, or delete this", name
        if wanted := next((element.get(key, "")[1:] for key in _HREFS if key in element.attrib), ""):
            yield from _taken(element, parts.get(wanted))
        if element.tag.endswith("}clipPath") and any("clip-path" in each.attrib for each in element.iter()):
            yield "“clip-path” stands inside a clipPath, which may have no end; draw it without", "clipPath"


def _is_drawn(name: str, value: str) -> bool:
    if name == "d":
        return _PATH.fullmatch(value) is not None
    if name in ("transform", "gradientTransform"):
        return _TRANSFORM.fullmatch(value) is not None
    if name in _LISTS:
        return _NUMBERS.fullmatch(value) is not None
    if name in _LENGTHS:
        if not _LENGTH.fullmatch(value):
            return False
        number = float(re.findall(_NUMBER, value)[0])
        return abs(number) <= _LARGEST and (number >= 0 or name not in _SIZES)
    return True


def _taken(element: Element, part: Element | None) -> Iterator[tuple[str, str]]:
    """A part that is used again uses no others: ten of ten of ten would never be drawn."""
    if part is not None and any(key in each.attrib for each in part.iter() for key in _HREFS):
        name = element.tag.rpartition("}")[2]
        yield f"“<{name}>” takes a part that takes another, which may have no end; draw that part where it is used", name

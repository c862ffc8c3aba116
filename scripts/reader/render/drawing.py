"""SVG drawings: only plain shapes and words are taken, whoever made the file, and each keeps its own colours and ids."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from reader.render import drawing_form

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}href"
# What drawing programs write for themselves. It draws nothing, and is left out of the page.
_THEIRS = (
    "{http://www.inkscape.org/", "{http://sodipodi.sourceforge.net/", "{http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "{http://creativecommons.org/ns#", "{http://purl.org/dc/", "{http://web.resource.org/cc/",
)  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _words(
    "svg g defs title desc path circle ellipse rect line polyline polygon text tspan use symbol clipPath "
    "linearGradient radialGradient stop"
)
LOOKS = _words(
    "fill fill-opacity fill-rule clip-path clip-rule color display font-family font-size font-style font-weight "
    "letter-spacing opacity stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor visibility"
)
ATTRIBUTES = LOOKS | _words(
    "id viewBox width height x y x1 y1 x2 y2 cx cy r rx ry dx dy d points transform offset fx fy gradientUnits "
    "gradientTransform clipPathUnits pathLength preserveAspectRatio version class href rotate textLength"
)
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)|<\?(?!xml[\s?])", re.IGNORECASE)
_RULES = re.compile(r"\s*(?:((?:\.[\w-]+\s*,?\s*)+)\{([^{}]*)\}\s*)*")
_RULE = re.compile(r"((?:\.[\w-]+\s*,?\s*)+)\{([^{}]*)\}")
_OWN = re.compile(r"url\(\s*[\"']?#([\w.-]+)[\"']?\s*\)")
_VALUE = re.compile(r"[\w\s.,#%()+\"'-]*")
_LEFT_OUT = re.compile(r"-inkscape-|-webkit-|-moz-")


class DrawingError(Exception):
    """A file that is no plain drawing: one sentence, and the line where that is known."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message, self.line = message, line


def read(content: bytes) -> Element:
    """The drawing in a file, when nothing in it could run, load or reach out of it. Raises DrawingError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DrawingError(
            "is not UTF-8 text; save it again as plain SVG, in UTF-8", content.count(b"\n", 0, error.start) + 1
        ) from error
    if match := _DOCTYPE.search(text):
        raise DrawingError(f"“{match[0]}…” can hold more than a drawing; delete that line, or save it again as plain SVG",
                           text.count("\n", 0, match.start()) + 1)  # fmt: skip
    try:
        root = ElementTree.fromstring(text.encode())
    except ElementTree.ParseError as error:
        raise DrawingError(f"this is not a whole SVG file ({error.msg}); save it again", error.position[0]) from error
    except (ValueError, LookupError) as error:  # an encoding that is named, and not the one it has
        raise DrawingError(
            "names another encoding than UTF-8 in its first line; save it again as plain SVG, in UTF-8", 1
        ) from error
    if root.tag != f"{_SVG}svg":
        raise DrawingError('does not begin with <svg xmlns="http://www.w3.org/2000/svg"; save it again as plain SVG', 1)
    if "viewBox" not in root.attrib:
        raise DrawingError("has no viewBox, so it can't be scaled; add one to its first tag", 1)
    for said, mark in (*_wrong(root), *drawing_form.faults(root)):
        raise DrawingError(said, _line(text, mark))
    return root


def _line(text: str, mark: str) -> int:
    at = re.search(rf"(?<![\w-]){re.escape(mark)}(?![\w-])", text)
    return text.count("\n", 0, at.start()) + 1 if at else 0


def _wrong(root: Element) -> Iterator[tuple[str, str]]:
    """What stands in the file and is not on the lists: a sentence, and the word to look for."""
    ids = {element.get("id") for element in root.iter()}
    for element in root.iter():
        if element.tag.startswith(_THEIRS) or element.tag == f"{_SVG}metadata":
            continue
        name = element.tag.rpartition("}")[2]
        if element.tag == f"{_SVG}style":
            if not _RULES.fullmatch(_bare(element.text)):
                yield "its <style> holds more than plain colours of classes; save it with “presentation attributes”", "style"
            for _, looks in _RULE.findall(_bare(element.text)):
                yield from _looks(looks)
            continue
        if not element.tag.startswith(_SVG) or name not in ELEMENTS:
            yield f"“<{name}>” could run or load something; keep plain lines, shapes and words", name
        yield from _attributes(element, ids)


def _attributes(element: Element, ids: set[str | None]) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        name = key.rpartition("}")[2]
        if key.startswith(_THEIRS) or key.startswith("{http://www.w3.org/XML/1998/namespace}space"):
            continue
        if key == "style":
            yield from _looks(value)
        elif key in ("href", _XLINK):
            if element.tag.rpartition("}")[2] not in ("use", "linearGradient", "radialGradient") or value[:1] != "#":
                yield f"“{name}={value[:40]}” leads out of the drawing; only #names of its own parts are taken", name
            elif value[1:] not in ids:
                yield f"“{name}={value[:40]}” leads to no part of the drawing; draw that part, or delete this one", name
        elif "}" in key or (name not in ATTRIBUTES and not name.startswith(("data-", "aria-")) and name != "role"):
            yield f"“{name}=” is not taken in a drawing; keep plain lines, shapes and colours", name
        elif key in LOOKS:
            yield from _looks(f"{key}:{value}")


def _looks(text: str) -> Iterator[tuple[str, str]]:
    """Colours and lines, written as `name: value; …`."""
    for name, value in _pairs(text):
        if not _VALUE.fullmatch(value) or "url(" in _OWN.sub("", value).lower():
            yield f"“{name}: {value[:40]}” could load something; write a plain colour or number", name


def _bare(text: str | None) -> str:
    return re.sub(r"/\*.*?\*/", " ", text or "", flags=re.DOTALL)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";"):
        name, _, value = part.partition(":")
        if name.strip() and not _LEFT_OUT.match(name.strip()):
            yield name.strip(), value.strip()


def inline(file: Path) -> Element:
    """A drawing for a page: no namespaces, its styles as attributes, its ids its own, hidden from assistive technology."""
    root = read(file.read_bytes())
    rules: dict[str, dict[str, str]] = {}
    for style in root.iter(f"{_SVG}style"):
        for names, looks in _RULE.findall(_bare(style.text)):
            for name in re.findall(r"\.([\w-]+)", names):
                rules.setdefault(name, {}).update(_pairs(looks))
    prefix = re.sub(r"[^\w-]", "-", file.stem)
    for element in list(root.iter()):
        for child in list(element):
            if child.tag.startswith(_THEIRS) or child.tag in (f"{_SVG}style", f"{_SVG}metadata"):
                element.remove(child)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        _set_attributes(element, rules, prefix)
        if not (element.text or "").strip():
            element.text = None
        element.tail = element.tail if element.tag == "tspan" else None
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    return root


def _set_attributes(element: Element, rules: dict[str, dict[str, str]], prefix: str) -> None:
    """Its attributes as a page takes them. A style goes before a class, and a class before an attribute, as in CSS."""
    values = {key: value for key, value in element.attrib.items() if "}" not in key and key not in ("class", "style")}
    if _XLINK in element.attrib:
        values.setdefault("href", element.attrib[_XLINK])
    for name in element.get("class", "").split():
        values |= {key: value for key, value in rules.get(name, {}).items() if key in LOOKS}
    values |= {key: value for key, value in _pairs(element.get("style", "")) if key in LOOKS}
    for key, value in values.items():
        if key == "id":
            values[key] = f"{prefix}-{value}"
        elif key == "href":
            values[key] = f"#{prefix}-{value[1:]}"
        else:
            values[key] = _OWN.sub(lambda match: f"url(#{prefix}-{match[1]})", value)
    element.attrib.clear()
    element.attrib.update(values)

"""Letters and e-mails to copy out: their words as plain text, and a link that opens the mail program."""

from __future__ import annotations

import html
import re
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown

from reader.render.context import Context

_STASHED = re.compile("\x02(?:wzxhzdk:(\\d+)|(\\d+)|amp)\x03")  # what Python-Markdown puts in its place until the page is made
_BLANK = "______"  # the same for all: an address takes two thousand letters, and no mail program asks for the width
_TO, _SUBJECT = "To:", "Subject:"


def add(root: Element, md: Markdown, context: Context) -> None:
    """Put its words on every `!!! letter`, for the page's script, and below it a link where an address is known."""
    if not context.medium.copies:
        return
    for box in list(root.iter("div")):
        if {"admonition", "letter"} <= set(box.get("class", "").split()):
            blocks = [part for child in box if child.get("class") != "admonition-title" for part in _blocks(child, md)]
            box.set("data-copy", "\n\n".join(blocks))
            heads = [child for child in box if child.tag == "p" and _words(child, md).startswith(_TO)]
            links = [link for head in heads for link in head.iter("a") if "email" in link.get("class", "").split()]
            if links:
                _link(box, _words(links[0], md), blocks)


def _link(box: Element, address: str, blocks: list[str]) -> None:
    """At the end of a letter: a mail to its first address, with its subject and the words below that."""
    subject = next((each.removeprefix(_SUBJECT).strip() for each in blocks if each.startswith(_SUBJECT)), "")
    body = "\r\n\r\n".join(each.replace("\n", "\r\n") for each in blocks if not each.startswith((_TO, _SUBJECT)))
    line = SubElement(box, "p", {"class": "send", "data-search-exclude": ""})
    link = SubElement(line, "a", {"href": f"mailto:{address}?subject={quote(subject)}&body={quote(body)}"})
    link.text = "Open in your mail program"


def _blocks(element: Element, md: Markdown) -> list[str]:
    """A paragraph, or a list with each entry on a line of its own, numbered if the list is."""
    if element.tag not in ("ul", "ol"):
        return [_words(element, md)]
    marks = [f"{number}. " if element.tag == "ol" else "- " for number in range(1, len(element) + 1)]
    lines = [_words(item, md) for item in element]
    return ["\n".join(line if line.startswith("[ ]") else mark + line for mark, line in zip(marks, lines, strict=True))]


def _words(element: Element, md: Markdown) -> str:
    """What stands in an element, in one line, with blanks and boxes as they are typed."""
    return " ".join(_STASHED.sub(lambda found: _stashed(found, md), _raw(element)).split())


def _raw(element: Element) -> str:
    kinds = element.get("class", "").split()
    if "blank" in kinds:
        return _BLANK
    if "box" in kinds:
        return "[ ] "
    if element.tag == "sup" or "hidden" in element.attrib:
        return ""
    return (element.text or "") + "".join(_raw(child) + (child.tail or "") for child in element)


def _stashed(found: re.Match[str], md: Markdown) -> str:
    if found[1]:
        return html.unescape(str(md.htmlStash.rawHtmlBlocks[int(found[1])]))
    return chr(int(found[2])) if found[2] else "&"

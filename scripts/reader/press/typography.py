"""What paper asks of text that a screen does not: what is kept together, where links lead, blanks that fill their line."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement

from reader.source import blank

_EM_A_LETTER, _EMS_A_ROW = 0.5, 46  # as wide as a letter is on average, and as a line is on a form
_STOPS = ".,;:!?)”’"
_SHORT = 24  # letters that may stay on one line with a mark
_LAST = 9  # letters that the last line of a title has at least
_START = 3  # a title and the two lines below it
_WHOLE, _WHOLE_TABLE = 300, 200  # points that are kept whole: taller things leave half a page empty before them
# About how many points high things are: a line of text with so many letters, what is between paragraphs; rows of a table.
_LINE, _LETTERS, _GAP = 15.3, 56, 6
_ROW_LINE, _ROW_EDGE, _CELL_LETTERS = 13, 7, 58


def refer(parent: Element, link: Element, number: str, place: str) -> None:
    """Write behind a link where it leads: (see 5.1), or inside the chapter (see 4.1, page 4-8).

    Not where the text beside it says it already. The folio is filled in when the chapter is laid out.
    """
    at = list(parent).index(link)
    before = (parent[at - 1].tail if at else parent.text) or ""
    nearby = f"{''.join(link.itertext())}{(link.tail or '')[:20]}"
    if re.search(rf"\bchapter {re.escape(number)}\b", nearby, re.IGNORECASE):
        return
    says_see = before.rstrip().lower().endswith("see")
    reference = Element("span", {"class": "reference"})
    reference.text, reference.tail, link.tail = f"({'' if says_see else 'see '}{number}", link.tail, None
    if place:
        folio = SubElement(reference, "a", {"class": "folio", "href": place, "data-no": number.partition(".")[0]})
        folio.text, folio.tail = ", page ", ")"
    else:
        reference.text += ")"
    link.tail = " "
    parent.insert(at + 1, reference)


def hold_marks(root: Element) -> None:
    """Keep marks of notes, stars and short blanks on the line of the word before them, and the full stop behind them too."""
    for parent in list(root.iter()):
        at = 0
        while at < len(parent):
            if _is_held(parent[at]):
                at = _held(parent, at)
            at += 1


def _held(parent: Element, at: int) -> int:
    """Wrap the marks from `at` on, and the word before them, in one element; returns its place."""
    run = [parent[at]]
    while not run[-1].tail and at + len(run) < len(parent) and _is_held(parent[at + len(run)]):
        run.append(parent[at + len(run)])
    held = Element("span", {"class": "held"})
    previous = parent[at - 1] if at else None
    before = (parent.text if previous is None else previous.tail) or ""
    space = r"\s?" if run[0].tag == "span" else ""
    if word := re.search(rf"(?:^|(?<=\s))\S{{1,30}}{space}$", before):
        held.text, before = word[0], before[: word.start()]
        if previous is None:
            parent.text = before
        else:
            previous.tail = before
    elif previous is not None and not before and len("".join(previous.itertext())) <= _SHORT:
        run.insert(0, previous)
        at -= 1
    for place, element in enumerate(run):
        behind = run[place - 1] if place else None if held.text or before else previous
        said = held.text or before if behind is None else "".join(behind.itertext())
        first = behind is None or behind.tag != "sup"
        address = behind is not None and behind.get("href")
        if element.tag == "sup" and not (first and (address or re.search(r"[\d%]$", said))):
            element.text = None  # the space in it keeps it off a figure or an address; elsewhere it is a gap
    tail = run[-1].tail or ""
    end = len(tail) - len(tail.lstrip(_STOPS))
    run[-1].tail, held.tail = tail[:end], tail[end:]
    for element in run:
        parent.remove(element)
    held.extend(run)
    parent.insert(at, held)
    return at


def _is_held(element: Element) -> bool:
    if element.tag == "sup":
        return "note" in element.get("class", "").split()
    if element.get("class") == "age":
        return element.find("b") is not None  # the star of a value without a date
    return element.get("class") == "blank" and (element.tail or " ")[0] in _STOPS


def hold_title(root: Element) -> None:
    """A page's title, behind its number, ends on more than a short word; not one with other marks in it."""
    for title in root.iter("h2"):
        if [part.get("class") for part in title] == ["number"]:
            title[0].tail, end = apart(title[0].tail or "")
            held = SubElement(title, "span", {"class": "held"})
            held.text = end


def apart(title: str) -> tuple[str, str]:
    """A title, and those of its last words that stay on one line: its last line is no single short word."""
    before, _, end = title.rpartition(" ")
    while before.strip() and len(end) < _LAST:
        before, _, word = before.rpartition(" ")
        end = f"{word} {end}"
    return f"{before} ", end


def keep_start_together(root: Element) -> None:
    """Put a page's title, the lines below it and its first box into one block: they are never parted."""
    block = Element("div", {"class": "start"})
    for element in list(root):
        if len(block) and (element.tag in ("h2", "h3") or (len(block) >= _START and not _is_box(element))):
            break
        root.remove(element)
        block.append(element)
        if _is_box(element):
            break
    root.insert(0, block)


def _is_box(element: Element) -> bool:
    return "admonition" in element.get("class", "").split()


def let_long_ones_break(root: Element) -> None:
    """Tables, numbered lists, letters and examples stay whole; those that take more than about half a page are marked as long.

    Tables from about a third of a page: their head comes again.
    """
    for element in root.iter():
        kinds = element.get("class", "").split()
        if element.tag == "table":
            heights: list[float] = [_lines(row) * _ROW_LINE + _ROW_EDGE for row in element.iter("tr")]
            most = _WHOLE_TABLE
        elif element.tag == "ol" or {"letter", "example"} & set(kinds):
            parts = [part for part in element.iter() if part.tag in ("li", "p") and not any(below.tag == "p" for below in part)]
            most = _WHOLE
            heights = [-(-len("".join(part.itertext())) // _LETTERS) * _LINE + _GAP for part in parts]
        else:
            continue
        if sum(heights) > most:
            element.set("class", " ".join((*kinds, "long")))


def _lines(row: Element) -> int:
    """How many lines a row of a table has, about: its cells share the width by what they say."""
    said = [len("".join(cell.itertext())) for cell in row]
    return max(1, round(sum(said) / _CELL_LETTERS + 0.3 * len(said)))


def spread_blanks(paragraph: Element) -> None:
    """A short paragraph with blanks becomes a row: its words go into elements of their own, and the blanks fill the line.

    A longer one, like a letter's, stays running text.
    """
    widths = [blank.ems(child.get("style", "")) for child in paragraph if child.get("class") == "blank"]
    if not widths or sum(widths) + len("".join(paragraph.itertext())) * _EM_A_LETTER > _EMS_A_ROW:
        return
    paragraph.set("class", "row")
    children, words = list(paragraph), Element("span")
    words.text, paragraph.text = paragraph.text, None
    paragraph[:] = [words]
    for child in children:
        if child.get("class") == "blank":
            words = Element("span")
            words.text, child.tail = child.tail, None
            paragraph.extend((child, words))
        else:
            words.append(child)
    paragraph[:] = [part for part in paragraph if part.get("class") == "blank" or len(part) or (part.text or "").strip()]


def lower_headings(root: Element) -> None:
    """Page titles are second to the chapter's: every heading goes down a level."""
    for element in root.iter():
        if element.tag in ("h1", "h2", "h3", "h4", "h5"):
            element.tag = f"h{int(element.tag[1]) + 1}"

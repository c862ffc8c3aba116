"""The notes of one page, or of one chapter on paper: which sources, in which order, for which values."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from reader.render.citation import about, cite
from reader.source.facts import Fact, Register


def called(number: int) -> str:
    """The id of the place in the text where the note with this number is called first."""
    return f"called-{number}"


class Notes:
    """Numbers sources in the order in which they are asked for, and remembers the facts that were used, the
    words that were explained, and if a value was given a star."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.numbers: dict[str, int] = {}
        self.facts: dict[str, Fact] = {}
        self.marked: set[int] = set()
        self.told: set[str] = set()
        self.starred = False

    def number(self, source_id: str) -> int:
        """The number of a source: the next one if it has none yet."""
        return self.numbers.setdefault(source_id, len(self.numbers) + 1)

    def listing(self, *, back: bool = False) -> Element:
        """The list of sources by number, each with what it adds about the values taken from it.

        `back`: each leads to the first mark of its number in the text, which has the id that `called` gives.
        """
        listing = Element("ol")
        for source_id, number in self.numbers.items():
            source = self.register.sources[source_id]
            item = SubElement(listing, "li", {"id": f"source-{number}"})
            cite(item, source)
            if back and number in self.marked:
                item[-1].tail = f"{item[-1].tail} "
                link = SubElement(item, "a", {"class": "back", "href": f"#{called(number)}"})
                link.set("aria-label", f"Back to note {number} in the text")
                link.text = "Back"
            facts = [fact for fact in self.facts.values() if fact.sources[0] == source_id]
            told = [text for fact in facts if (text := about(fact, source))]
            if number not in self.marked and not told:  # its number stands nowhere in the text, so say what it is for
                told = [f"{fact.value} ({fact.what})." for fact in facts]
            if told:
                below = SubElement(item, "ul")
                for text in told:
                    SubElement(below, "li").text = text
        return listing

"""Finished pages in their places on sheets of Letter paper, whose long edge lies across."""

from __future__ import annotations

from reader.press.pdf.builder import Builder, Known, dictionary
from reader.press.pdf.parts import REFERENCE, Entries, Part
from reader.press.pdf.sheets import LETTER


class Imposition:
    """A document of such sheets, for the pages of another one. Tags and links do not survive."""

    def __init__(self, source: Part) -> None:
        self.source, self.pages = source, source.pages
        self.builder, self.known = Builder(), Known()
        self.root = self.builder.number()
        self.drawn: dict[int, bytes] = {}
        self.sides: list[bytes] = []

    def add(self, places: list[tuple[int, str]], *more: str) -> None:
        """One side: pages, counted from 1, each with what puts it in its place (a matrix, ISO 32000-2, 8.3.4), and what is
        drawn beside them.
        """
        drawings, content = Entries(), []
        for number, matrix in places:
            if number not in self.drawn:
                self.drawn[number] = self.builder.drawing(self.source, self.known, self.pages[number - 1])
            drawings[b"P%d" % number] = self.drawn[number]
            content.append(f"q {matrix} cm /P{number} Do Q")
        page = {
            b"Type": b"/Page", b"Parent": self.root + REFERENCE, b"MediaBox": b"[0 0 %d %d]" % (LETTER[1], LETTER[0]),
            b"Resources": dictionary({b"XObject": dictionary(drawings)}),
            b"Contents": self.builder.put_stream("\n".join([*content, *more]).encode()),
        }  # fmt: skip
        self.sides.append(self.builder.put(dictionary(page)).removesuffix(REFERENCE))

    def saved(self, title: str) -> bytes:
        """Its bytes: the same for the same pages."""
        return self.builder.finished(title, self.root, self.sides)

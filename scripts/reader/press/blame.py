"""Where in the Markdown a fault on paper comes from."""

from __future__ import annotations

import re

from reader.source.finding import Finding
from reader.source.page import Page

_QUOTED = re.compile(r"“([^”]+)”")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)(?:\{[^}]*\})?|\[\^[^\]]*\]")
_OF_A_STYLE = re.compile(r"unsupported selector|\bIgnored `|unknown property|its style prints|Parse error")
_ENOUGH = 4  # letters that are worth looking for


def blame(pages: tuple[Page, ...], problem: str, otherwise: str = "") -> Finding:
    """A fault of these pages, with the file that holds the words it quotes, and their line where they stand once.

    `otherwise` is the file to name when it is none of them; without it, the first page.
    """
    if _OF_A_STYLE.search(problem):
        return Finding("overrides/print/print.css", 0, "press", f"{problem} (the style sheets of paper are in overrides/print)")
    quoted = _QUOTED.search(problem)
    wanted = _letters(quoted[1].partition(" | ")[0]) if quoted else ""
    places = [(page.file, line) for page in pages for line in _lines(page, wanted)] if len(wanted) >= _ENOUGH else []
    names = {file for file, _ in places}
    file = names.pop() if len(names) == 1 else otherwise or pages[0].file
    return Finding(file, places[0][1] if len(places) == 1 else 0, "press", problem)


def _lines(page: Page, wanted: str) -> list[int]:
    """The lines of the page's file on which these letters begin, whatever marks and line ends stand between them."""
    text, lines = "", []
    for number, row in page.lines():
        letters = _letters(_LINK.sub(lambda link: link[1] or "", row))
        text += letters
        lines += [number] * len(letters)
    return [lines[match.start()] for match in re.finditer(re.escape(wanted), text)]


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())

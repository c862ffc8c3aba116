"""What a page is rendered for. A pass that differs by medium asks one of these; a new medium is one more value."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Medium:
    """A way to read, by what differs there. Every field is a question that some pass of `reader.render` asks."""

    name: str
    alone: bool  # a page is read by itself: it lists its sources, and says how old and whose it is; else its chapter does
    calls: bool  # a press on a number that saves a life calls it
    leads: bool  # a press on a word leads to the glossary; else its meaning stands behind it, in brackets
    reflows: bool  # lines are as long as the window: a long address says where it may break
    styles: bool  # an element may hold a style of its own; the site's policy takes none
    pairs: bool  # a list of words and meanings is heard as one; a PDF's is not
    brackets: bool  # the marks of notes behind a phone number stand in brackets, or they would be dialled
    cites: bool  # sources are numbered and listed: a star behind the number of one without a date is enough
    ages: bool  # a script shows the date beside a value on the day on which it gets old
    searched: bool  # a search reads the page, and passes over what is marked so
    copies: bool  # a letter can be copied out, or opened in a mail program
    rules: bool  # a form's page says what must not be written on it, and who keeps it; else whoever makes the file does
    papers: bool  # a page may say where its papers are: whoever builds the site fills that in
    adds: bool = True  # lists, drawings, meanings of words, sources and a foot are put in; else there is what somebody wrote

    @property
    def aside(self) -> dict[str, str]:
        """The attributes of what a search passes over: marks, dates, the foot."""
        return {"data-search-exclude": ""} if self.searched else {}


SCREEN = Medium(
    "screen", alone=True, calls=True, leads=True, reflows=True, styles=False, pairs=True, brackets=False, cites=True,
    ages=True, searched=True, copies=True, rules=True, papers=True
)  # fmt: skip
PAPER = Medium(
    "paper", alone=False, calls=False, leads=False, reflows=False, styles=True, pairs=False, brackets=True, cites=True,
    ages=False, searched=False, copies=False, rules=False, papers=False
)  # fmt: skip
AS_WRITTEN = replace(SCREEN, name="as written", adds=False)

"""Cards to cut out, measured on the sheet: backs behind their fronts, letters big enough, nothing near the paper's edge."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace

import pytest

from press.measure import Word, words
from reader.press import cards, jobs, layout, style
from reader.press.formats import CARDS
from reader.press.material import Sheets, Text
from reader.press.pdf.sheets import LETTER
from reader.press.subjects import of_form
from reader.source import workspace
from reader.source.settings import Addresses, Settings
from small import ROOT

NAMES = ("numbers", "rights-card", "role-cards")
LEFT, TOP = (LETTER[0] - cards.ACROSS * cards.WIDTH) / 2, (LETTER[1] - cards.DOWN * cards.HEIGHT) / 2
FROM_THE_EDGE = 6 * cards.MM


@dataclass(frozen=True)
class Printed:
    sheets: Sheets
    pages: list[list[Word]]


@functools.cache
def printed(name: str, more: str = "") -> Printed:
    """The project's own cards of this name, with more words at the end of their page."""
    book, past = workspace.current(Settings(ROOT))
    page = next(page for page in book.pages if page.is_form and page.form == name)
    subject = of_form(replace(page, body=page.body + more))
    job = jobs.job_of(CARDS, Text(book, past, Addresses(), subject, "a press"))
    laid = layout.lay_out(job.html, style.sheet(ROOT, CARDS.style), root=ROOT, cache=ROOT / ".cache", name=name)
    sheets = Sheets(laid.pdf, laid.pages, name, page.title, job.html, "", ROOT, ROOT / ".cache")
    return Printed(sheets, words(sheets.pdf))


def place(word: Word) -> tuple[int, int]:
    """The row and the column of the card that a word stands on, counted from above and from the left."""
    return int((word.top - TOP) // cards.HEIGHT), int((word.left - LEFT) // cards.WIDTH)


@pytest.mark.parametrize("name", NAMES)
def test_one_sheet_and_all_of_it_fits(name: str) -> None:
    made = printed(name)
    assert made.sheets.pages == 2
    assert cards.too_full(made.sheets) == []


@pytest.mark.parametrize("name", NAMES)
def test_letters_are_big_enough_and_stay_off_the_edges(name: str) -> None:
    for word in (word for page in printed(name).pages for word in page):
        assert word.size >= 7.5 or word.text in ("Number", "For")  # the head of the table is heard, not seen
        assert FROM_THE_EDGE <= word.left <= LETTER[0] - FROM_THE_EDGE
        assert FROM_THE_EDGE <= word.top <= LETTER[1] - FROM_THE_EDGE
    assert min(LEFT, TOP) - 7 >= FROM_THE_EDGE  # the marks stand out 7 points


def test_numbers_are_ten_points() -> None:
    found = [word for word in printed("numbers").pages[1] if word.text in ("9-1-1", "1-888-688-6677", "8-1-1", "253787")]
    assert len(found) == 4 * cards.ON_A_SHEET
    assert min(word.size for word in found) >= 10


@pytest.mark.parametrize(
    ("name", "front", "back"), [("rights-card", "Police", "weapons."), ("role-cards", "Greeter", "Going:")]
)  # fmt: skip
def test_backs_are_behind_their_fronts(name: str, front: str, back: str) -> None:
    """The sheet is turned on its short edge: columns stay, rows count from below."""
    fronts, backs = printed(name).pages
    titles = {place(word) for word in fronts if word.text == front and word.size > 12}
    behind = {place(word) for word in backs if word.text == back}
    assert titles
    assert behind == {(cards.DOWN - 1 - row, column) for row, column in titles}


def test_few_words_are_set_bigger_and_many_smaller() -> None:
    sizes = {word.text: word.size for word in printed("role-cards").pages[0]}
    assert sizes["neighbours,"] > sizes["greeter."] > sizes["Ministerial"]


def test_a_card_with_too_many_words_is_named() -> None:
    [said] = cards.too_full(printed("role-cards", "\n" + "Many more words that will never fit. " * 40).sheets)
    assert said.startswith("the back of card 6 of Role cards is ")
    assert "points too full" in said

"""Paper: sizes in points (1/72 inch), and the order in which pages stand on sheets."""

from __future__ import annotations

from dataclasses import dataclass, replace

LETTER = (612.0, 792.0)
HALF_LETTER = (396.0, 612.0)
MOST_IN_ONE_BOOKLET = 48
SHEETS_IN_A_SIGNATURE = 8  # as many as a hand folds and a stapler goes through


@dataclass(frozen=True)
class Side:
    """One side of a sheet in a booklet: the page on the left and on the right, counted from 1; None is blank.

    `mark`: it is the outside of the signature with this number, and says so on its fold; 0 is none.
    """

    left: int | None
    right: int | None
    mark: int = 0


@dataclass(frozen=True)
class BookletSheet:
    """One sheet: printed on both sides, turned over its short edge, folded in the middle."""

    front: Side
    back: Side


def signature(first: int, last: int) -> list[BookletSheet]:
    """The sheets of one booklet of the pages `first` to `last`, outermost first (saddle stitch).

    Blank pages fill up to a multiple of four; they stand before the last page's place, so at the end.
    """
    count = -(-(last - first + 1) // 4) * 4

    def page(place: int) -> int | None:
        number = first + place
        return number if number <= last else None

    return [
        BookletSheet(
            front=Side(page(count - 1 - 2 * sheet), page(2 * sheet)),
            back=Side(page(2 * sheet + 1), page(count - 2 - 2 * sheet)),
        )
        for sheet in range(count // 4)
    ]


def booklets(pages: int) -> list[list[BookletSheet]]:
    """One booklet, or two where one would be too thick to fold: the first takes a multiple of four pages."""
    if pages <= MOST_IN_ONE_BOOKLET:
        return [signature(1, pages)]
    half = -(-pages // 8) * 4
    return [signature(1, half), signature(half + 1, pages)]


def booklets_of(sheets: int) -> int:
    """How many booklets are folded from so many sheets."""
    return 1 if sheets * 4 <= MOST_IN_ONE_BOOKLET else 2


def signatures(pages: int) -> list[list[BookletSheet]]:
    """The sheets of a book that is folded in parts, each about as thick as the others; a mark stands on the back of each."""
    sheets = -(-pages // 4)
    count = -(-sheets // SHEETS_IN_A_SIGNATURE)
    found, first = [], 1
    for number in range(1, count + 1):
        thick = sheets // count + (number <= sheets % count)
        outer, *inner = signature(first, min(first + 4 * thick - 1, pages))
        found.append([replace(outer, front=replace(outer.front, mark=number)), *inner])
        first += 4 * thick
    return found

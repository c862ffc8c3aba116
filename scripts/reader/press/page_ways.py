"""Which pages can follow each other in a chapter, and what each of them costs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reader.press import leading
from reader.press.strip import PAGE, Part

TRIED = (1.25, 1.28, 1.31, 1.36, 1.4, 1.45)
FULL = 0.685  # a page less full than that is thin
_SAFE = 0.4  # points by which something has to fit, or not to fit
_CUT, _THIN, _HOLE, _ODD, _CHANGE, _EARLY = 6.0, 2.5, 0.6, 0.6, 0.6, 0.3  # what is avoided, counted in pages


@dataclass(frozen=True)
class Sheet:
    """A page that is planned: its first part, the leading of what begins on it, how full it is, what it cuts.

    `carried` is the place in TRIED of the leading that goes on from the page before, -1 where nothing does; `early`: it ends
    although more would fit.
    """

    first: int
    leading: float
    fill: float
    cut: int | None
    carried: int
    early: bool = False


class Ways:
    """Which pages can follow. A state: the first part on a page, the leading carried into it (-1: none), the page's own."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.ends = [at for at in range(1, len(parts)) if parts[at].may_begin] + [len(parts)]

    def on(self, state: tuple[int, int, int]) -> Iterator[tuple[float, tuple[int, int, int], Sheet]]:
        """What a page in this state costs, with each state of the page that can follow."""
        first, carried, own = state
        forced = next((at for at in range(first + 1, len(self.parts)) if self.parts[at].must_begin), len(self.parts))
        for end, fill in self._room(first, carried, own, forced):
            within = self._number(end) >= 0 and self._piece(end) == self._piece(end - 1)
            going = (carried if self._piece(first) == self._piece(end) and carried >= 0 else own) if within else -1
            sheet = Sheet(first, TRIED[own], fill, self._cut(end), carried)
            cost = self._cost(sheet, end)
            if end == len(self.parts):
                yield cost, (end, -1, 0), sheet
                continue
            for then in range(len(TRIED)):
                state, change = (end, going, then), abs(TRIED[then] - TRIED[own]) * _CHANGE
                if end == forced or not self._fits_too(first, end, carried, own, going, then):
                    yield cost + change, state, sheet
                elif fill > FULL * PAGE and not within and self._number(end) >= 0:
                    yield cost + change + _EARLY, state, replace(sheet, early=True)

    def _room(self, first: int, carried: int, own: int, forced: int) -> Iterator[tuple[int, float]]:
        """The parts that a page can end before, and how full it is then. What is higher than a page, in one piece, has to go."""
        some = False
        for end in self.ends[bisect_right(self.ends, first) :]:
            fill = self._height(first, end, carried, own)
            if some and (end > forced or fill > PAGE - _SAFE):
                return
            some = True
            yield end, fill

    def _number(self, at: int) -> int:
        return self.parts[at].piece if at < len(self.parts) else -1

    def _piece(self, at: int) -> tuple[str, int]:
        return self.parts[at].article, self.parts[at].piece

    def _cut(self, end: int) -> int | None:
        """What is cut if a page ends before this part."""
        if end == len(self.parts) or self.parts[end].owner is None or self.parts[end].owner != self.parts[end - 1].owner:
            return None
        return self.parts[end].owner

    def _height(self, first: int, end: int, carried: int, own: int) -> float:
        """How far down its page the last part before `end` reaches."""
        middle = first
        if carried >= 0:
            while middle < end and self._piece(middle) == self._piece(first):
                middle += 1
        parts, high = self.parts, self.parts[first].head
        if middle > first:
            high += parts[middle - 1].bottoms[carried] - parts[first].tops[carried]
        if middle == end:
            return high
        if middle > first:
            high += self._gap(middle)
        return high + parts[end - 1].bottoms[own] - parts[middle].tops[own]

    def _gap(self, at: int) -> float:
        """What is between a part and the one before it, at any leading."""
        return self.parts[at].tops[0] - self.parts[at - 1].bottoms[0]

    def _fits_too(self, first: int, end: int, carried: int, own: int, going: int, then: int) -> bool:
        """Whether what begins the next page would find room at the foot of this one: it would stand there, then."""
        cut = self._cut(end)
        after = next(at for at in self.ends if at > end and self._cut(at) in (None, cut))
        high = self._height(first, end, carried, own) + self._gap(end)
        if going >= 0:
            last = end
            while last < after and self._piece(last) == self._piece(end):
                last += 1
            high += self.parts[last - 1].bottoms[going] - self.parts[end].tops[going]
            if last < after:
                high += self._gap(last) + self.parts[after - 1].bottoms[then] - self.parts[last].tops[then]
        else:
            high += self.parts[after - 1].bottoms[then] - self.parts[end].tops[then]
        return high < PAGE + _SAFE

    def _cost(self, sheet: Sheet, end: int) -> float:
        cost = 1 + _ODD * abs(sheet.leading - leading.USUAL) + (_CUT if sheet.cut is not None else 0)
        if end < len(self.parts):
            full = sheet.fill / PAGE
            cost += _HOLE * (1 - full) ** 2 + (_THIN if full < FULL else 0)
        return cost

"""How a chapter fills its sheets: where each page ends and how far apart its lines stand, found for all pages at once."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from reader.press import chapter, leading, strip
from reader.press.material import Text
from reader.press.strip import PAGE, Part

TRIED = (1.25, 1.28, 1.31, 1.36, 1.4, 1.45)
_FULL = 0.685  # a page less full than that is thin
_SAFE = 0.4  # points by which something has to fit, or not to fit
_CUT, _THIN, _HOLE, _ODD, _CHANGE, _SMALL, _EARLY = 6.0, 2.5, 0.6, 0.6, 0.6, 0.1, 0.3  # what is avoided, counted in pages
_NEAR = 5  # so many pages before one that is thin a smaller table may help


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


@dataclass(frozen=True)
class Plan:
    """The pages of a chapter behind its opening page."""

    sheets: tuple[Sheet, ...]
    parts: tuple[Part, ...]
    cost: float
    small: frozenset[tuple[str, int]] = frozenset()

    @property
    def thin(self) -> int:
        """Pages under two thirds full; the last one, with the slip to cut out, may be as it is."""
        return sum(sheet.fill < _FULL * PAGE for sheet in self.sheets[:-1])

    @property
    def pages(self) -> int:
        """All its pages, with the opening page."""
        return len(self.sheets) + 1

    @property
    def cut(self) -> int:
        """Letters, tables and short lists that a page ends in."""
        return sum(sheet.cut is not None for sheet in self.sheets)


def fitted(text: Text, cache: Path) -> tuple[dict[str, leading.Leadings], Plan]:
    """The best leadings for a chapter's pages, and what comes of them. Needs Pango."""
    from reader.press.paper_html import anchor

    parts = strip.measured(chapter.html(text, fitted=False), text.book.root, cache, TRIED)
    plan = with_smaller_tables(planned(parts))
    paths = {anchor(page.path): page.path for page in text.subject.pages}
    return {paths[name]: found for name, found in _by_article(plan) if name in paths}, plan


def planned(parts: list[Part]) -> Plan:
    """The cheapest way through all pages (Dijkstra's): paper, thin pages, what is cut, lines that stand otherwise than usual."""
    ways, order = _Ways(parts), count()
    queue: list[tuple[float, int, tuple[int, int, int], tuple[Sheet, ...]]] = []
    for at in range(len(TRIED)):
        heapq.heappush(queue, (0.0, next(order), (0, -1, at), ()))
    done = set[tuple[int, int, int]]()
    while queue:
        cost, _, state, sheets = heapq.heappop(queue)
        if state[0] == len(parts):
            return Plan(sheets, tuple(parts), cost)
        if state in done:
            continue
        done.add(state)
        for more, then, sheet in ways.on(state):
            if then not in done:
                heapq.heappush(queue, (cost + more, next(order), then, (*sheets, sheet)))
    raise ValueError("something is higher than a page and may not be parted")


def with_smaller_tables(plan: Plan) -> Plan:
    """The same chapter with some tables set a step smaller: one after the other, those that help most where a page is not well."""
    while True:
        better = plan
        for piece in _near_trouble(plan) - plan.small:
            tried = planned(_smaller(plan.parts, piece))
            tried = replace(tried, cost=tried.cost + _SMALL * (len(plan.small) + 1), small=plan.small | {piece})
            if tried.cost < better.cost - _SMALL:
                better = tried
        if better is plan:
            return plan
        plan = better


def _near_trouble(plan: Plan) -> set[tuple[str, int]]:
    """The tables on pages that are thin or cut something, on a few before them and on the next."""
    at = [number for number, sheet in enumerate(plan.sheets[:-1]) if sheet.fill < _FULL * PAGE or sheet.cut is not None]
    near = {number for each in at for number in range(each - _NEAR, each + 2)}
    ends = [sheet.first for sheet in plan.sheets[1:]] + [len(plan.parts)]
    spans = [plan.parts[sheet.first : end] for number, (sheet, end) in enumerate(zip(plan.sheets, ends, strict=True)) if number in near]
    return {(part.article, part.piece) for span in spans for part in span if part.small and part.small[0] == 0}


def _smaller(parts: tuple[Part, ...], piece: tuple[str, int]) -> list[Part]:
    """The parts with this table set smaller; all that follows moves up."""
    inside = [at for at, part in enumerate(parts) if (part.article, part.piece) == piece]
    start, last = parts[inside[0]].tops, parts[inside[-1]]
    moved = []
    for at, part in enumerate(parts):
        if at < inside[0]:
            moved.append(part)
        elif at <= inside[-1]:
            top, bottom = part.small or (0.0, 0.0)
            moved.append(replace(part, tops=[each + top for each in start], bottoms=[each + bottom for each in start]))
        else:
            saved = last.bottoms[0] - start[0] - (last.small or (0.0, 0.0))[1]
            tops, bottoms = [each - saved for each in part.tops], [each - saved for each in part.bottoms]
            moved.append(replace(part, tops=tops, bottoms=bottoms))
    return moved


class _Ways:
    """Which pages can follow. A state: the first part on a page, the leading carried into it (-1: none), the page's own."""

    def __init__(self, parts: list[Part]) -> None:
        self.parts = parts
        self.ends = [at for at in range(1, len(parts)) if self._may_end(at)] + [len(parts)]

    def on(self, state: tuple[int, int, int]) -> Iterator[tuple[float, tuple[int, int, int], Sheet]]:
        """What a page in this state costs, with each state of the page that can follow."""
        first, carried, own = state
        last = next((at for at in range(first + 1, len(self.parts)) if self.parts[at].must_begin), len(self.parts))
        ends = []
        for end in self.ends:
            if end <= first:
                continue
            fill = self._height(first, end, carried, own)
            if ends and (end > last or fill > PAGE - _SAFE):  # what is higher than a page, and in one piece, is printed so
                break
            ends.append((end, fill))
        for end, fill in reversed(ends):
            cut = self._cut(end)
            within = end < len(self.parts) and self._piece(end) == self._piece(end - 1) and self.parts[end].piece >= 0
            going = (carried if self._piece(first) == self._piece(end) and carried >= 0 else own) if within else -1
            sheet = Sheet(first, TRIED[own], fill, cut, carried)
            cost = self._cost(sheet, end)
            if end == len(self.parts):
                yield cost, (end, -1, 0), sheet
                continue
            for then in range(len(TRIED)):
                change = abs(TRIED[then] - TRIED[own]) * _CHANGE
                if end == last or not self._fits_too(first, end, carried, own, going, then):
                    yield cost + change, (end, going, then), sheet
                elif fill > _FULL * PAGE and self._piece(end) != self._piece(end - 1) and self.parts[end].piece >= 0:
                    yield cost + change + _EARLY, (end, going, then), replace(sheet, early=True)

    def _may_end(self, at: int) -> bool:
        return self.parts[at].may_begin

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
        after = next(at for at in self.ends if at > end and (self._cut(at) is None or self._cut(at) == cut or at == len(self.parts)))
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
            cost += _HOLE * (1 - full) ** 2 + (_THIN if full < _FULL else 0)
        return cost


def _by_article(plan: Plan) -> Iterator[tuple[str, leading.Leadings]]:
    """For each page of text the leading of its pieces, where it differs from the piece before, and which ones may be cut."""
    found: dict[str, dict[int, float]] = {}
    cuts: dict[str, set[int]] = {}
    early: dict[str, set[int]] = {}
    ends = [sheet.first for sheet in plan.sheets[1:]] + [len(plan.parts)]
    for sheet, end in zip(plan.sheets, ends, strict=True):
        for part in plan.parts[sheet.first : end]:
            if part.piece >= 0:
                found.setdefault(part.article, {}).setdefault(part.piece, sheet.leading)
            if part.long:
                cuts.setdefault(part.article, set()).add(part.piece)
        if sheet.early:
            early.setdefault(plan.parts[end].article, set()).add(plan.parts[end].piece)
        if sheet.cut is not None:
            cuts.setdefault(plan.parts[end].article, set()).add(plan.parts[end].piece)
    for name, values in found.items():
        small = frozenset(piece for article, piece in plan.small if article == name)
        yield name, leading.Leadings(leading.runs(values), frozenset(cuts.get(name, ())), small, frozenset(early.get(name, ())))

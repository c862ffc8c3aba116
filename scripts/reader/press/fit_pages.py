"""How a chapter fills its sheets: where each page ends and how far apart its lines stand, found for all pages at once."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from reader.press import chapter, leading, strip
from reader.press.material import Text
from reader.press.page_ways import FULL, TRIED, Sheet, Ways
from reader.press.strip import PAGE, Part

_SMALL = 0.1  # a page that is saved is worth ten tables set smaller
_NEAR = 5  # so many pages before one that is thin a smaller table may help


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
        return sum(sheet.fill < FULL * PAGE for sheet in self.sheets[:-1])

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
    ways, order = Ways(parts), count()
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
    """The same chapter with some tables set a step smaller: one after the other, those that help most near bad pages."""
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
    at = [number for number, sheet in enumerate(plan.sheets[:-1]) if sheet.fill < FULL * PAGE or sheet.cut is not None]
    near = {number for each in at for number in range(each - _NEAR, each + 2)}
    ends = [sheet.first for sheet in plan.sheets[1:]] + [len(plan.parts)]
    spans = [(plan.sheets[number].first, ends[number]) for number in near if 0 <= number < len(ends)]
    beside = [part for first, end in spans for part in plan.parts[first:end]]
    return {(part.article, part.piece) for part in beside if part.small and part.small[0] == 0}


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


def _by_article(plan: Plan) -> Iterator[tuple[str, leading.Leadings]]:
    """For each page of text the leading of its pieces, where it differs from the piece before, and which ones may be cut."""
    found: dict[str, dict[int, float]] = {}
    cuts: dict[str, set[int]] = {}
    early: dict[str, set[int]] = {}
    of = {part.article: part.of for part in plan.parts}
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
        marks = (frozenset(cuts.get(name, ())), small, frozenset(early.get(name, ())))
        yield name, leading.Leadings(leading.changes(values), *marks, of[name] if name in early else 0)

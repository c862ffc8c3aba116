"""Folios that name pages: WeasyPrint 70 knows them when all pages are laid out, and lays out twice more each page with one.

A folio of a page before is written before the page that names it is laid out. For one of a page to come stands a guess, which
is only as long as the folio will be: figures are all as wide as each other, so the folio takes its place where it stands.
Only where that is not so is a page laid out again. A table with such folios gets columns as wide as they need; WeasyPrint
leaves them as wide as without.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from weasyprint import layout
from weasyprint.css import targets
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

_A_PAGE = 1050  # letters on a page of ours, about; counted as soon as some are laid out
_COUNTED = 3  # pages


def apply() -> None:
    """Put it into WeasyPrint."""
    layout.initialize_page_maker = _begun(layout.initialize_page_maker)
    layout.make_all_pages = _passed(layout.make_all_pages)
    targets.copy = SimpleNamespace(deepcopy=_copied)  # of counters, once for each place


class _Counters(dict[str, list[int]]):
    """Page counters that are equal when all but the number of pages in total is.

    The total is not known in the first pass, so that WeasyPrint takes every page with a folio on it as changed in the
    second. No paper of ours prints the total; `lay_out` refuses a style that would.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict) and {**self, "pages": 0} == {**other, "pages": 0}

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None


def _copied(counters: dict[str, list[int]]) -> dict[str, list[int]]:
    return type(counters)({name: [*values] for name, values in counters.items()})


def _begun(begin: Any) -> Any:
    def initialize_page_maker(context: Any, root_box: Any) -> None:
        begin(context, root_box)
        resume_at, next_page, right, (quotes, counters, *scopes), remake = context.page_maker[0]
        context.page_maker[0] = (resume_at, next_page, right, (quotes, _Counters(counters), *scopes), remake)

    return initialize_page_maker


def _passed(make: Any) -> Any:
    def make_all_pages(context: Any, root_box: Any, html: Any, pages: Any) -> Iterator[Any]:
        before, waiting, made = _places(context), _Waiting(context, root_box), []
        if not pages:
            waiting.guess(0)
        for page in make(context, root_box, html, pages):
            waiting.tell()
            made.append(page)
            if not pages:
                waiting.guess(len(made))
            yield page
        waiting.forget()
        if _places(context) == before:
            return
        for (box, _), lookup in context.target_collector.counter_lookup_items.items():
            if lookup.missing_target_counters and lookup.page_maker_index is not None:
                said = _said(box)
                lookup.parse_again(lookup.cached_page_counter_values)
                if (says := _said(box)) != said and not _written(context, made[lookup.page_maker_index], box, said, says):
                    context.page_maker[lookup.page_maker_index][-1]["content_changed"] = True

    return make_all_pages


class _Waiting:
    """What waits for folios, by the name of the place whose folio that is."""

    def __init__(self, context: Any, root_box: Any) -> None:
        self.targets, self.found = context.target_collector.target_lookup_items, dict[str, list[Any]]()
        self.at: dict[str, int] = {}
        lookups = context.target_collector.counter_lookup_items
        if lookups:
            self._walk(root_box)
        for (box, _), lookup in lookups.items():
            if any(lookup.missing_counters is missing for missing in lookup.missing_target_counters.values()):
                lookup.missing_counters = []  # it was mistaken for one that names the page it stands on
            name = box.element.get("href", "")[1:]
            if lookup.missing_target_counters and name in self.targets:
                self.found.setdefault(name, []).append(lookup)

    def _walk(self, root_box: Any) -> None:
        """Note how many letters come before each place."""
        waiting, before = [root_box], 0
        while waiting:
            box = waiting.pop()
            if isinstance(name := box.style["anchor"], str):
                self.at.setdefault(name, before)
            if isinstance(box, boxes.TextBox):
                before += len(box.text)
            waiting += reversed(box.children)

    def tell(self) -> None:
        """Write the folios of places that are laid out by now into what is not."""
        for name in [name for name in self.found if self.targets[name].page_maker_index is not None]:
            self._write(self.found.pop(name))

    def guess(self, made: int) -> None:
        """Write guesses where a folio of a place is not known yet, when so many pages are made."""
        if not self.found:
            return
        placed = [at for name, at in self.at.items() if name in self.targets and self.targets[name].page_maker_index == made - 1]
        a_page = max(placed) / (made - 0.5) if placed and made >= _COUNTED and max(placed) else _A_PAGE
        for name, lookups in self.found.items():
            page = max(made, int(self.at.get(name, 0) / a_page)) + 1
            before = self.targets[name].cached_page_counter_values.get("page", [0])[0]
            if len(str(before)) != len(str(page)):
                self.targets[name].cached_page_counter_values = {"page": [page]}
                self._write(lookups)

    def forget(self) -> None:
        """Take back guesses for places that stand on no page: a folio that was not found has to be seen."""
        for name in self.found:
            self.targets[name].cached_page_counter_values = {}

    def _write(self, lookups: list[Any]) -> None:
        for lookup in lookups:
            if lookup.page_maker_index is None:
                lookup.parse_again(lookup.cached_page_counter_values)


def _written(context: Any, page: Any, box: Any, before: list[str], now: list[str]) -> bool:
    """Whether a folio could be written where another stands on a page that is laid out: both are as wide."""
    if len(before) != 1 or len(now) != 1:
        return False
    copies = [child for child in page.descendants(placeholders=True) if child.missing_link is box]
    texts = [text for copy in copies for text in copy.descendants() if isinstance(text, boxes.TextBox)]
    if len(copies) != 1 or [text.text for text in texts] != before:
        return False
    [text] = texts
    line, _, rest, width, height, _ = inline.split_first_line(now[0], text.style, context, None, text.justification_spacing)
    if rest is not None or (width, height) != (text.width, text.height):
        return False
    text.text, text.pango_layout = now[0], line
    return True


def _said(box: Any) -> list[str]:
    """The texts in a box."""
    return [each.text for each in box.descendants() if isinstance(each, boxes.TextBox)]


def _places(context: Any) -> dict[str, int | None]:
    """The page, counted from 0, that each anchor was last seen on."""
    return {name: target.page_maker_index for name, target in context.target_collector.target_lookup_items.items()}

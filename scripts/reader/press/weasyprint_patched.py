"""WeasyPrint 70, loaded once for all helpers of a build: two of its ways mended, one thing more told, and less work.

It lays out pages with folios three times where two are enough, and one if all those folios are of pages before; and it
breaks a line after its first word where all of it would fit, but for the space before the bold word or the note that comes
next. The tag of what is filled in on a form gets its name as a title, so that its field finds it. The `quick_` modules
make the same bytes with less work. Raises ImportError where Pango is missing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from reader.export import fields

try:
    import weasyprint
    from weasyprint import layout
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import inline
    from weasyprint.pdf import tags

    from reader.press import quick_draw, quick_pdf, quick_styles, quick_text
    from reader.render import html5  # noqa: F401 (mended for all who read pages)
except OSError as error:
    raise ImportError(str(error)) from error

__all__ = ["weasyprint"]

_RESUME = 2  # where in what `split_first_line` returns the place is from which the next line goes on; None: there is none


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


def _begun(begin: Any) -> Any:
    def initialize_page_maker(context: Any, root_box: Any) -> None:
        begin(context, root_box)
        resume_at, next_page, right, (quotes, counters, *scopes), remake = context.page_maker[0]
        context.page_maker[0] = (resume_at, next_page, right, (quotes, _Counters(counters), *scopes), remake)

    return initialize_page_maker


def _passed(make: Any) -> Any:
    def make_all_pages(context: Any, root_box: Any, html: Any, pages: Any) -> Iterator[Any]:
        """One pass, and then the folios: WeasyPrint writes one into its place only after that page was laid out again.

        Of places that come before, they are written before their page is laid out; and only pages on which one turns out
        to be another are made again.
        """
        before, waiting, targets = _places(context), _by_target(context, root_box), context.target_collector.target_lookup_items
        for page in make(context, root_box, html, pages):
            for name in [name for name in waiting if targets[name].page_maker_index is not None]:
                for lookup in waiting.pop(name):
                    if lookup.page_maker_index is None:
                        lookup.parse_again(lookup.cached_page_counter_values)
            yield page
        if _places(context) == before:
            return
        for (box, _), lookup in context.target_collector.counter_lookup_items.items():
            if lookup.missing_target_counters and lookup.page_maker_index is not None:
                said = _said(box)
                lookup.parse_again(lookup.cached_page_counter_values)
                if _said(box) != said:
                    context.page_maker[lookup.page_maker_index][-1]["content_changed"] = True

    return make_all_pages


def _by_target(context: Any, root_box: Any) -> dict[str, list[Any]]:
    """What waits for folios, by the name of the place whose folio that is.

    Those in tables are left to the end: a table's columns are as wide as they were when it was first laid out.
    """
    found: dict[str, list[Any]] = {}
    known, waiting = context.target_collector.target_lookup_items, context.target_collector.counter_lookup_items
    in_tables = set(_in_tables(root_box)) if waiting else ()
    for (box, _), lookup in waiting.items():
        if any(lookup.missing_counters is missing for missing in lookup.missing_target_counters.values()):
            lookup.missing_counters = []  # it was mistaken for one that names the page it stands on
        name = box.element.get("href", "")[1:]
        if lookup.missing_target_counters and name in known and box not in in_tables:
            found.setdefault(name, []).append(lookup)
    return found


def _in_tables(box: Any, inside: bool = False) -> Iterator[Any]:
    """All boxes below one that stand in a table."""
    for child in getattr(box, "children", ()):
        if inside:
            yield child
        yield from _in_tables(child, inside or isinstance(child, boxes.TableBox))


def _said(box: Any) -> list[str]:
    """The texts in a box."""
    return [each.text for each in box.descendants() if hasattr(each, "text")]


def _places(context: Any) -> dict[str, int | None]:
    """The page, counted from 0, that each anchor was last seen on."""
    return {name: target.page_maker_index for name, target in context.target_collector.target_lookup_items.items()}


def _fitted(split: Any) -> Any:
    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *others: Any, **more: Any) -> Any:
        line = split(text, style, context, max_width, *others, **more)
        words = text.rstrip(" ")
        if words == text or line[_RESUME] is None or style["white_space"] != "normal":
            return line
        fits = split(words, style, context, max_width, *others, **more)[_RESUME] is None
        return split(text, style, context, math.inf, *others, **more) if fits else line

    return split_first_line


def _titled(build: Any) -> Any:
    def _build_box_tree(box: Any, *others: Any) -> Iterator[Any]:
        for tag in build(box, *others):
            name = "" if box.element is None else box.element.get(fields.NAME, "")
            if name and tag["S"] != "/NonStruct":  # the box inside a table's cell has the element of the cell
                tag["T"] = tags.pydyf.String(name)
            yield tag

    return _build_box_tree


layout.initialize_page_maker = _begun(layout.initialize_page_maker)
layout.make_all_pages = _passed(layout.make_all_pages)
quick_text.apply()
inline.split_first_line = _fitted(inline.split_first_line)
quick_styles.apply()
quick_pdf.apply()
quick_draw.apply()
tags._build_box_tree = _titled(tags._build_box_tree)

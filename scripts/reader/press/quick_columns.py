"""WeasyPrint 70, whose columns are laid out once where none has to be as long as the others: the same pages, the same bytes.

Columns are laid out twice at least: to find out how high they have to be, then in their places. With `column-fill: auto` they
are as high as the page lets them, whatever is found out. Where the first try comes to nothing, WeasyPrint goes on with the
second; so the try is answered so. Could go upstream as a condition before the loop of `columns_layout`.
"""

from __future__ import annotations

import functools
from typing import Any

from weasyprint.layout import block, column

_block: Any = block


def apply() -> None:
    """Put it into WeasyPrint."""
    _block.columns_layout = _filled(column.columns_layout)


def _filled(lay_out: Any) -> Any:
    @functools.wraps(lay_out)
    def columns_layout(context: Any, box: Any, *others: Any) -> Any:
        """Lay out a box with columns; those that are filled one after the other without a try."""
        if box.style["column_fill"] != "auto" or any(child.style["column_span"] == "all" for child in box.children):
            return lay_out(context, box, *others)
        real = _block.block_box_layout

        def block_box_layout(*given: Any, **named: Any) -> Any:
            if _block.block_box_layout is real:
                return real(*given, **named)
            _block.block_box_layout = real  # what is laid out inside is laid out as ever
            return (None,) * 6

        _block.block_box_layout = block_box_layout
        try:
            return lay_out(context, box, *others)
        finally:
            _block.block_box_layout = real

    return columns_layout

"""WeasyPrint 70, loaded once for all helpers of a build: one of its ways mended, and less work.

It breaks a line after its first word where all of it would fit, but for the space before the bold word or the note that comes
next. `folios`, `shared_styles` and the `quick_` modules make the same pages with less work. Raises ImportError where Pango is
missing.
"""

from __future__ import annotations

import math
from typing import Any

from reader.press import quick_load

try:
    with quick_load.by_their_names():
        import weasyprint
    from weasyprint.layout import inline

    from reader.press import (
        folios,
        quick_boxes,
        quick_columns,
        quick_draw,
        quick_lines,
        quick_paint,
        quick_pdf,
        quick_rules,
        quick_styles,
        quick_tags,
        quick_text,
        shared_styles,
    )
    from reader.render import html5  # noqa: F401 (mended for all who read pages)
except OSError as error:
    raise ImportError(str(error)) from error

__all__ = ["weasyprint"]

_RESUME = 2  # where in what `split_first_line` returns the place is from which the next line goes on; None: there is none


def _fitted(split: Any) -> Any:
    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *others: Any, **more: Any) -> Any:
        line = split(text, style, context, max_width, *others, **more)
        words = text.rstrip(" ")
        if words == text or line[_RESUME] is None or style["white_space"] != "normal":
            return line
        fits = split(words, style, context, max_width, *others, **more)[_RESUME] is None
        return split(text, style, context, math.inf, *others, **more) if fits else line

    return split_first_line


folios.apply()
quick_text.apply()
inline.split_first_line = _fitted(inline.split_first_line)
quick_columns.apply()
quick_boxes.apply()
quick_lines.apply()
quick_styles.apply()
shared_styles.apply()
quick_rules.apply()
quick_pdf.apply()
quick_draw.apply()
quick_paint.apply()
quick_tags.apply()

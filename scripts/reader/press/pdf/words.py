"""The words on the pages of a PDF, to find a value on them (pypdfium2 reads them)."""

from __future__ import annotations

import re

_BREAK = r"[\s\u00ad\u0002\ufffe]*"  # a line may end anywhere in a value


def of_pages(pdf: bytes) -> list[str]:
    """What stands on each page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def holds(page: str, value: str) -> bool:
    """Whether a value stands on a page, and not as the end of a longer number; the mark of a note may follow it."""
    letters = _BREAK.join(map(re.escape, value.replace(" ", "")))
    return re.search(rf"(?<![0-9]){letters}(?![0-9]{{3}})", page) is not None

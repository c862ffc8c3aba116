"""The words on the pages of a PDF, to find a value on them (pypdfium2 reads them)."""

from __future__ import annotations

import re

_BROKEN = re.compile(r"[\s\u00ad\u0002\ufffe]+")  # a line ends here, perhaps within a word


def of_pages(pdf: bytes) -> list[str]:
    """What stands on each page, as one line without spaces: a value may be broken over two lines."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_BROKEN.sub("", page.get_textpage().get_text_range()) for page in document]
    finally:
        document.close()


def holds(page: str, value: str) -> bool:
    """Whether a value stands on a page, and not as a part of a longer number."""
    return re.search(rf"(?<![0-9]){re.escape(_BROKEN.sub('', value))}(?![0-9])", page) is not None

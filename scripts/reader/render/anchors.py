"""The ids that headings of a page get: a link may name them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown.extensions.toc import slugify, unique

from reader.source.page import Page
from reader.source.prose import Heading, prose

_OWN_ID = re.compile(r"\{[^}]*#([\w-]+)[^}]*\}\s*$")


def of_headings(page: Page) -> Iterator[tuple[Heading, str]]:
    """Each heading with its id, as Python-Markdown's toc gives it, or as somebody has written it behind the heading."""
    used: set[str] = set()
    for heading in prose(page).headings:
        own = _OWN_ID.search(heading.raw)
        yield heading, own[1] if own else unique(slugify(heading.words, "-"), used)

"""Where what is wrong on a finished page was written: in its Markdown, and on which line."""

from __future__ import annotations

import re
from dataclasses import replace

from reader.source.book import Book
from reader.source.finding import Finding

_QUOTED = re.compile(r"[“<]([^”<>]+)[”>]")
_PAGE = re.compile(r"site/(.*)index\.html")


def of(book: Book, finding: Finding) -> Finding:
    """The finding with the Markdown file and the line that holds what it quotes, if one does.

    Else it keeps its place in the site, for it may come from a template, and says which page that was made from.
    """
    match = _PAGE.fullmatch(finding.path)
    page = next((page for page in book.pages if match and page.url == match[1]), None)
    if page is None:
        return finding
    seen = f" (seen in {finding.path}{f':{finding.line}' if finding.line else ''})"
    for quoted in _QUOTED.findall(finding.message) or re.findall(r"https?://\S+|//\S+", finding.message):
        for line, row in page.lines():
            if quoted.strip() and quoted.strip().rstrip("…").lower() in row.lower():
                return replace(finding, path=page.file, line=line, message=finding.message + seen)
    return replace(finding, message=f"{finding.message} (the page is made from {page.file}, the frame around it from overrides/)")

"""The small pages at old addresses that lead on to where a page has moved."""

from __future__ import annotations

import html
import posixpath
from pathlib import Path
from urllib.parse import quote

from reader.site import policy
from reader.source.page import address

# The script goes at once and takes the #heading along; without it the page leads on after two seconds.
_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><title>This page has moved</title>
<meta name="robots" content="noindex"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="2; url={to}">
<link rel="canonical" href="{to}"><script src="{top}assets/js/moved.js" defer></script></head>
<body><main><h1>This page has moved</h1><p><a href="{to}">Go to its new place</a></p></main></body></html>
"""


def write(site: Path, moved: dict[str, tuple[str, int]], language: str) -> dict[Path, str]:
    """Write a page at every old address, and return them. It needs no script; with one, the #heading comes along.

    Raises FileExistsError rather than take the place of a page.
    """
    pages = {}
    for old, (new, _) in moved.items():
        page, mark, heading = new.partition("#")
        file, here = site / address(old) / "index.html", f"/{address(old)}"
        to = quote(posixpath.relpath(f"/{address(page)}", here) + "/") + mark + heading
        text = _PAGE.format(language=language, to=html.escape(to), top=posixpath.relpath("/", here) + "/")
        pages[file] = policy.policed(text)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as new_file:
            new_file.write(pages[file])
    return pages

"""Old addresses of pages that moved, and the small pages that lead on from them."""

from __future__ import annotations

import html
import posixpath
from pathlib import Path

from reader.source import schema
from reader.source.book import address
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping

FILE = "docs/redirects.yml"
_PAGE = """<!doctype html>
<html lang="en-CA"><head><meta charset="utf-8"><title>This page has moved</title>
<meta name="robots" content="noindex"><meta name="viewport" content="width=device-width">
<link rel="canonical" href="{to}"><meta http-equiv="refresh" content="0; url={to}"></head>
<body><main><h1>This page has moved</h1><p><a href="{to}">Go to its new place</a></p></main></body></html>
"""


def read(root: Path) -> tuple[dict[str, tuple[str, int]], list[Finding]]:
    """Old path → (new path, line), both relative to docs/, and what is wrong with the file."""
    content, problems = schema.document(root / FILE, FILE, "redirects")
    if content is None:
        return {}, problems
    if not isinstance(content, Mapping):
        return {}, [Finding(FILE, 1, "redirects", "has to be lines like old/page.md: new/page.md")]
    wrong = [line for line in content if not (_is_place(line) and _is_place(content[line]))]
    if wrong:
        return {}, [Finding(FILE, content.lines[line], "redirects", f"“{line}: {content[line]}” has to be like "
                            "old/page.md: new/page.md, both written from docs/") for line in wrong]  # fmt: skip
    return {old: (new, content.lines[old]) for old, new in content.items()}, []


def _is_place(path: object) -> bool:
    """Whether it is the path of a page below docs/, written or not: nothing is made outside the site."""
    return isinstance(path, str) and path.endswith(".md") and not path.startswith("/") and ".." not in path.split("/")


def write(site: Path, moved: dict[str, tuple[str, int]]) -> None:
    """Write a page at every old address. Works without JavaScript; the link stays if the browser does not move on."""
    for old, (new, _) in moved.items():
        folder = site / address(old)
        folder.mkdir(parents=True, exist_ok=True)
        to = posixpath.relpath(f"/{address(new)}", f"/{address(old)}") + "/"
        (folder / "index.html").write_text(_PAGE.format(to=html.escape(to)), encoding="utf-8")

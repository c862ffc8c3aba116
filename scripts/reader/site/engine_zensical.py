"""Zensical in the place of MkDocs. Only scripts/canary imports this, in an environment that has Zensical.

Zensical builds below the folder of its settings and nowhere else, so it gets a folder with the pages in it. It knows no
revision dates, so the pages get theirs at their top. Its skip link waits for an id of its own theme. Where mkdocs.yml
names no search, MkDocs has none; Zensical has one all the same, which takes its marks out of the pages, until told otherwise.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import zensical

from reader.site.engine import EngineError
from reader.site.rendered import Rendered
from reader.source import yamlfile

_NOT_PAGES = shutil.ignore_patterns("print")  # the templates of the papers, which it would publish
_TITLE = re.compile(r'<h1[^>]* id="([^"]+)"')


def build(
    root: Path, site: Path, *, days: dict[str, date] | None, timestamp: int, on_page: Callable[[], None],
    rendered: Rendered | None = None,
) -> None:  # fmt: skip
    """Build the pages of `root` into `site`, strictly, as reader.site.engine does.

    `timestamp` is nowhere in its pages, and `rendered` is left: those pages are MkDocs'.
    """
    work = site.with_name(f"{site.name}.zensical")
    shutil.rmtree(work, ignore_errors=True)
    try:
        shutil.copytree(root / "docs", work / "docs")
        shutil.copytree(root / "overrides", work / "overrides", ignore=_NOT_PAGES)
        settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
        searched = "search" in yamlfile.read(settings)["plugins"]
        if not searched:
            settings = settings.replace("\nplugins:\n", "\nplugins:\n  - search: {enabled: false}\n", 1)
        (work / "mkdocs.yml").write_text(settings, encoding="utf-8")
        for page in (work / "docs").rglob("*.md"):
            if day := (days or {}).get(page.relative_to(work).as_posix()):
                text = page.read_text(encoding="utf-8")
                page.write_text(text.replace("---\n", f'---\nrevision_date: "{day}"\n', 1), encoding="utf-8")
        _run(root, work)
        for file in (work / "site").rglob("*.html"):
            _lead_to_title(file)
            on_page()
        _move_search(work / "site", searched)
        shutil.copytree(work / "site", site, dirs_exist_ok=True)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _run(root: Path, work: Path) -> None:
    before = Path.cwd()
    os.chdir(root)  # the Markdown extension looks for the book in the current folder
    try:
        zensical.build(str(work / "mkdocs.yml"), {"clean": True, "strict": True})
    except Exception as error:  # it has no kind of its own; what it says above stands in the output
        raise EngineError([f"Zensical gave up: {str(error).partition(chr(10))[0]}"]) from error
    finally:
        os.chdir(before)


def _lead_to_title(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if title := _TITLE.search(text):
        page.write_text(text.replace('href="#__skip"', f'href="#{title[1]}"', 1), encoding="utf-8")


def _move_search(site: Path, searched: bool) -> None:
    """Put its search entries where MkDocs has them, and nothing where MkDocs has nothing."""
    entries = json.loads((site / "search.json").read_text(encoding="utf-8"))["items"]
    (site / "search.json").unlink()
    if searched:
        (site / "search").mkdir()
        (site / "search/search_index.json").write_text(json.dumps({"docs": entries}), encoding="utf-8")

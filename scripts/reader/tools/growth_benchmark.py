"""Whether a page costs more in a longer book: the small project of the tests, with chapters that are made for this."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from reader.tools import process_cost
from reader.tools.process_cost import Cost

_CHAPTERS, _PAGES, _TIMES = 3, 4, 10  # the short book; and how many times as long the other one is
_PART = """## What part {part} is about

People who use drugs look after each other. This page is made to be counted, not to be read: sentence {part} of chapter
{chapter} says what the others say, with other numbers. Read [the first page](index.md), ask whoever was there before you, and
write down what you learn. *Nobody* uses alone, **nobody** is left behind.[^sample-page] Call [9-1-1](fact:call-911).

1. Look at page {page}.
2. Count to {part}.
3. Go on.

Take along:

- What you need: paper, a pen, {part} chairs
- Who can help: somebody who did it before

| What | How many |
|---|---|
| Chairs | {part} |
| Tables | {page} |

"""


def growth(root: Path, folder: Path) -> Iterator[str]:
    """Site and papers of a short and of a long book, from an empty cache."""
    small = _cost(root, folder / "short", _CHAPTERS)
    large = _cost(root, folder / "long", _TIMES * _CHAPTERS)
    few, many = _CHAPTERS * _PAGES, _TIMES * _CHAPTERS * _PAGES
    yield f"\nSite and papers of {_CHAPTERS} chapters with {_PAGES} pages each, and of {_TIMES} times as many.\n"
    yield f"{'':32}{'long':>10}{'short':>10}{'ratio':>8}"
    for name, a, b in (
        ("CPU seconds a page", large.cpu / many, small.cpu / few),
        ("peak MB of a process", large.megabytes, small.megabytes),
    ):
        yield f"{name:32}{a:>10.2f}{b:>10.2f}{a / b:>8.2f}"


def _cost(root: Path, folder: Path, chapters: int) -> Cost:
    make(root, folder, chapters)
    return process_cost.cost([sys.executable, "-m", "reader.commands.build", "--quiet"], folder, {"READER_ROOT": str(folder)})


def make(root: Path, folder: Path, chapters: int) -> None:
    """Put a book with so many made chapters into a folder, around it our theme, fixed words and drawings."""
    shutil.copytree(root / "tests/project/docs", folder / "docs")
    for name in ("overrides", "docs/_words", "docs/assets"):
        shutil.copytree(root / name, folder / name, dirs_exist_ok=True)
    shutil.copy(root / "docs/language.yml", folder / "docs")
    nav = (root / "tests/project/nav.yml").read_text(encoding="utf-8")
    for chapter in range(5, 5 + chapters):
        nav += f"  - {chapter} Part {chapter}:\n"
        for page in range(_PAGES):
            name = f"part-{chapter}/{f'page-{page}' if page else 'index'}.md"
            nav += f"      - {name}\n"
            head = f"---\ntitle: Page {page} of {chapter}\nsummary: A page to be counted.\nalso: [page {chapter} {page}]\n---\n"
            parts = "".join(_PART.format(part=part, chapter=chapter, page=page) for part in range(1, 9))
            first = "" if page else '!!! tonight "If you only read one thing"\n    Call [9-1-1](fact:call-911).\n\n'
            file = folder / "docs" / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(f"{head}\n# Page {page} of {chapter}\n\n{first}{parts}", encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:\n")[0]
    (folder / "mkdocs.yml").write_text(f"{settings}\n{nav}", encoding="utf-8")

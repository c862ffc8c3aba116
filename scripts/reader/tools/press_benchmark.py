"""What site and papers cost, beside programs that make one tagged book of the same chapters in the same run."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from reader.tools import book_peers, browser, process_cost, stock_site
from reader.tools.benchmark import papers
from reader.tools.own_python import NotInstalledError
from reader.tools.process_cost import Cost

_EDITED = "docs/overdose/respond.md"
_MISSING = (NotInstalledError, browser.BrowserMissing)


def press(root: Path, folder: Path, rounds: int) -> Iterator[str]:
    """Site and all papers from nothing, after an edit, after one more, and once more; then each peer's one book."""
    copy = folder / "copy"
    shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns(".venv", ".cache", "site", "__pycache__"))
    (folder / "book").mkdir()
    told: list[str] = []
    peers = dict(_peers(root, folder, told))
    runs: dict[str, list[Cost]] = {}
    for number in range(rounds):
        for name, run in {**_ours(copy, number), **peers}.items():
            runs.setdefault(name, []).append(run())
    made = papers(copy, copy / "site")
    books = {
        "site, all papers": [copy / "site/print/reader.pdf"],
        "Typst": [folder / "book/typst.pdf"],
        "Chromium": [folder / "book/chromium.pdf"],
        "mkdocs-to-pdf": list((folder / "stock-book").rglob("*.pdf")),
    }
    yield f"\nSite and {len(made)} papers, {_megabytes(made):.1f} MB, from an empty cache; {os.cpu_count()} cores."
    yield "Typst, Chromium: pandoc's Markdown of our chapters and forms as one tagged book on half Letter, pandoc counted."
    yield "mkdocs-to-pdf: a stock site and one book, untagged. CPU: seconds of the processor, of all processes. Peak MB: the"
    yield "largest process."
    yield from told
    yield f"\n{'':24}{'CPU s':>9}{'wall s':>9}{'peak MB':>9}{'book MB':>9}{'x Typst':>9}{'x Chromium':>12}"
    middle = {name: process_cost.median(costs) for name, costs in runs.items()}
    for name, cost in middle.items():
        book = f"{_megabytes(books[name]):9.2f}" if name in books else " " * 9
        against = "".join(
            f"{cost.cpu / middle[peer].cpu:{width}.2f}" if peer in middle else " " * width
            for peer, width in (("Typst", 9), ("Chromium", 12))
        )
        yield f"{name:24}{cost.cpu:9.2f}{cost.seconds:9.2f}{cost.megabytes:9.0f}{book}{against}"


def _ours(copy: Path, number: int) -> dict[str, Callable[[], Cost]]:
    env, build = {"READER_ROOT": str(copy)}, [sys.executable, "-m", "reader.commands.build", "--quiet"]

    def full() -> Cost:
        shutil.rmtree(copy / ".cache", ignore_errors=True)
        return process_cost.cost(build, copy, env)

    def edited() -> Cost:
        page = copy / _EDITED
        page.write_text(f"{page.read_text(encoding='utf-8')}\nEdited {number}.\n", encoding="utf-8")
        return process_cost.cost(build, copy, env)

    def again() -> Cost:
        return process_cost.cost(build, copy, env)

    return {"site, all papers": full, "one page edited": edited, "edited once more": edited, "nothing changed": again}


def _peers(root: Path, folder: Path, told: list[str]) -> Iterator[tuple[str, Callable[[], Cost]]]:
    """Each peer that can be had, and what runs it. Of the others, `told` says why not."""
    book = folder / "book"
    try:
        typst = book_peers.python(root, "typst")
        pandoc = book_peers.prepare(root, typst, book)
        by_typst = book_peers.typst(typst, pandoc)
        yield "Typst", lambda: process_cost.costs(by_typst, book)
        by_chromium = book_peers.chromium(pandoc, book)
        yield "Chromium", lambda: process_cost.costs(by_chromium, book)
    except _MISSING as missing:
        told.append(f"Without Typst or Chromium: {missing}")
    try:
        stock = _with_book(root, folder, book_peers.python(root, "mkdocs-to-pdf"))
        yield "mkdocs-to-pdf", lambda: process_cost.cost(stock, folder, {**stock_site.QUIET, "PYTHONPATH": ""})
    except NotInstalledError as missing:
        told.append(f"Without mkdocs-to-pdf: {missing}")


def _with_book(root: Path, folder: Path, python: Path) -> list[str]:
    """The command that builds a stock site of the same pages with a book of them."""
    file = stock_site.make(root, folder / "stock")
    text = file.read_text(encoding="utf-8").replace("plugins:\n- search\n", "plugins:\n- search\n- to-pdf\n")
    file.write_text(text, encoding="utf-8")
    return [str(python), "-m", "mkdocs", "build", "-q", "-f", str(file), "-d", str(folder / "stock-book")]


def _megabytes(files: list[Path]) -> float:
    return sum(file.stat().st_size for file in files) / 1e6

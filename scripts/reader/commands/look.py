"""scripts/look: contact sheets of everything a reader may see, to judge the design by eye."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from reader.commands import ROOT, SETTINGS, fail, tell
from reader.tools.contact_sheets import SCHEMES, VIEWS

OUT = ROOT / ".cache" / "look"


@click.command(help="Show every page, twelve to an image, in .cache/look/: on a phone and wide, light and dark, and on paper.")
@click.option("--only", default="", help="Only pages whose address begins so: overdose/ (paper: whose file does).")
@click.option("--width", type=click.Choice([str(width) for width in VIEWS]), help="Only this width.")
@click.option("--scheme", type=click.Choice(SCHEMES), help="Only this one.")
def main(only: str, width: str | None, scheme: str | None) -> None:
    """Build the site if needed, take the pictures, print their paths."""
    from reader.source import workspace
    from reader.tools import contact_sheets
    from reader.tools.browser import BrowserMissing, started
    from reader.tools.static_server import serving

    site = ROOT / "site"
    _build(site)
    book, _ = workspace.current(SETTINGS)
    addresses = [page.url for page in book.pages if page.url.startswith(only)] + ([] if only else [contact_sheets.LOST])
    try:
        with started() as browser, serving(site) as host:
            for view, light in itertools.product([int(width)] if width else VIEWS, [scheme] if scheme else SCHEMES):
                cells = contact_sheets.screens(browser, host.url, addresses, view, light, search=not only)
                _tell(contact_sheets.sheets(OUT, f"{view}-{light}", cells))
    except BrowserMissing as missing:
        fail(str(missing))
    if width or scheme:
        return
    papers = contact_sheets.paper_files(book, site, only)
    if papers and not shutil.which("pdftoppm"):
        fail("pictures of the PDF files need pdftoppm; type: scripts/setup --for test (or: apt install poppler-utils)")
    _tell(contact_sheets.sheets(OUT, "paper", contact_sheets.papers(papers)))


def _tell(files: Iterator[Path]) -> None:
    """Say where each sheet is as soon as it is there."""
    for file in files:
        click.echo(file.relative_to(ROOT))


def _build(site: Path) -> None:
    from reader.progress import Progress
    from reader.site.build import Refused, Trouble, build

    progress = Progress()
    try:
        build(SETTINGS, site, progress)
    except Refused as refusal:
        progress.end()
        tell(refusal.findings)
        fail("the site can't be built; mend the above first")
    except Trouble as trouble:
        progress.end()
        fail(str(trouble))


if __name__ == "__main__":
    main()

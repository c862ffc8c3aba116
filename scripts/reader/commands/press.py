"""scripts/press CHAPTER: one chapter on paper, without building the site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.commands import ROOT, SETTINGS, fail, of_town, stop_politely_when_ended, tell, town_option

if TYPE_CHECKING:
    from reader.source.book import Book


@click.command(help="Print a chapter, by its folder or its number (scripts/press overdose), into .cache/press/.")
@click.argument("chapter", required=False)
@click.option("--all", "every", is_flag=True, help="All chapters, all forms, and the book.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=ROOT / ".cache/press", help="Another folder.")
@town_option
def main(chapter: str | None, every: bool, out: Path, place: Path | None) -> None:
    """Check the chapter's pages, print it, and say what came out."""
    stop_politely_when_ended()
    from reader import checks
    from reader.press.jobs import Jobs
    from reader.source import town, workspace

    book, past = workspace.current(of_town(SETTINGS, place))
    known = _known(book)
    if bool(chapter) == every:
        fail(f"say which chapter, or --all. There are {_listed(known)}")
    only = None
    if chapter:
        folder = known.get(chapter.strip("/"), chapter.strip("/"))
        if folder not in known.values():
            fail(f"there is no chapter “{chapter}”. There are {_listed(known)}")
        only = {folder}
    stops = [
        found
        for found in checks.of_sources(book, stops_only=True)
        if not only or found.rule in ("files", town.RULE) or _is_about(found.path, *only)
    ]
    if tell(stops):
        fail(f"{len(stops)} thing{'s' * (len(stops) != 1)} to mend first")
    try:
        jobs = Jobs(book, past, book.settings.addresses, only)
        if jobs.missing:
            fail(str(jobs.missing))
        try:
            count = jobs.begin()
            click.echo(f"Laying out {count} document{'s' * (count != 1)} …" if count else "Nothing has changed since last time.")
            papers, problems = jobs.finish(out.absolute(), lambda: None)
        finally:
            jobs.close()
    except KeyboardInterrupt:
        fail("interrupted. What was finished before stays", 130)
    if tell(problems):
        fail("it can't be printed like this")
    for paper in papers:
        pages = f"{paper.pages} page{'s' * (paper.pages != 1)}, " if paper.pages else ""
        click.echo(f"{out / paper.path}  {pages}{max(1, round(paper.bytes / 1000))} KB")


def _known(book: Book) -> dict[str, str]:
    """What a person may type: a chapter's number, or the folder of its pages; and forms."""
    from reader.press import subjects

    known = {chapter.number: chapter.folder for chapter in subjects.of(book, "chapter")}
    return known | ({"forms": "forms"} if any(page.is_form for page in book.pages) else {})


def _listed(known: dict[str, str]) -> str:
    return ", ".join(folder if folder == name else f"{name} {folder}" for name, folder in known.items()) or "none yet"


def _is_about(path: str, folder: str) -> bool:
    return path.startswith((f"docs/{folder}/", "docs/_words/", "mkdocs.yml"))


if __name__ == "__main__":
    main()

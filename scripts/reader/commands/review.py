"""scripts/review CHAPTER: what somebody needs to check a chapter, as a PDF, a Word document and a file for the answers."""

from __future__ import annotations

from pathlib import Path

import click

from reader.commands import ROOT, SETTINGS, fail


@click.command(help="Make the sheets to check a CHAPTER with (its folder or number), or --calls: the list of numbers to call.")
@click.argument("chapter", required=False)
@click.option("--calls", is_flag=True, help="The call list, the most needed and the oldest numbers first.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=ROOT / ".cache/review", help="Another folder.")
def main(chapter: str | None, calls: bool, out: Path) -> None:
    """Write them, and say where they are."""
    from reader.export import review as document
    from reader.living import reviewed
    from reader.press import review, subjects
    from reader.source import claims, workspace

    book, past = workspace.current(SETTINGS)
    known = {name: each for each in subjects.of(book, "chapter") for name in (each.number, each.folder)}
    if bool(chapter) == calls or (chapter and chapter.strip("/") not in known):
        fail(f"say which chapter, or --calls. There are {', '.join(sorted({each.folder for each in known.values()}))}")
    if chapter:
        subject = known[chapter.strip("/")]
        sheet = claims.review(book, subject.name, subject.title, subject.pages)
    else:
        sheet = claims.calls(book)
    out.mkdir(parents=True, exist_ok=True)
    made = {f"{sheet.name}.docx": document.written(sheet, past)}
    try:
        made[f"{sheet.name}.pdf"] = review.pressed(book, past, sheet)
    except review.NoPangoError as error:
        click.echo(f"No PDF this time: {error}.")
    if chapter:
        made[f"{sheet.name}-answers.yml"] = reviewed.blank(book, known[chapter.strip("/")].pages).encode()
    for name, content in made.items():
        (out / name).write_bytes(content)
        click.echo(f"{out / name}  {max(1, len(content) // 1000)} KB")
    click.echo(f"{len(sheet.rows)} lines to check.")


if __name__ == "__main__":
    main()

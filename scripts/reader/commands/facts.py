"""scripts/facts: bring text and register together, and see which facts are old."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TextIO

import click

from reader.commands import ROOT, SETTINGS, fail, tell

REGISTER = replace(SETTINGS, layers=())  # text and register, without what stands on top of it


@click.group(help="The register of facts: every value that can change, with its source and date.")
def main() -> None:
    """See the commands below."""


@main.command(help="Make text and register agree. --from register: the text is changed. --from text ID: the register is.")
@click.option("--from", "direction", type=click.Choice(["register", "text"]), required=True, help="Which one is right.")
@click.argument("fact_id", required=False)
@click.option("--source", help="With --from text: the id of the source that says so.")
@click.option("--as-of", help="With --from text: when the source was current (2026, 2026-11, 2026-11-21 or undated).")
@click.option("--read", default="", help="With an undated source: the month in which you read it.")
def sync(direction: str, fact_id: str | None, source: str | None, as_of: str | None, read: str) -> None:
    """Change one side; ask for what is missing. Nothing is changed without saying from where."""
    from reader.source import fact_sync as syncing
    from reader.source import workspace

    book, _ = workspace.current(REGISTER)
    if direction == "register":
        if fact_id:
            fail("--from register takes no id: it puts all pages right")
        changes = syncing.from_register(book)
        for change in changes:
            syncing.write(change)
            click.echo(f"{change.file.relative_to(ROOT)}:{change.line}  {change.before} → {change.after}")
        click.echo(f"{len(changes)} file{'s' * (len(changes) != 1)} changed.")
        return
    if not fact_id:
        fail("--from text needs the id of the fact: scripts/facts sync --from text nors-line")
    try:
        fact, value = syncing.value_in_text(book, fact_id)
        click.echo(f"{fact.what}: the text says {value}, the register says {fact.value}.")
        if not (source and as_of) and not sys.stdin.isatty():
            fail("say where the new value comes from: --source ID --as-of DATE")
        source = source or click.prompt("Id of the source that says so (in a facts.yml under sources:)")
        as_of = as_of or click.prompt("When was that source current? (2026, 2026-11, 2026-11-21 or undated)")
        if as_of == "undated" and not read and sys.stdin.isatty():
            read = click.prompt("In which month was it read? (2026-11)")
        change = syncing.from_text(book, fact, value, str(source), str(as_of), read)
    except syncing.SyncError as error:
        fail(str(error))
    syncing.write(change)
    click.echo(f"{change.file.relative_to(ROOT)}:{change.line}  {change.before} → {change.after}")
    for said in syncing.left_out(change, fact):
        click.echo(said)


@main.command(
    help="Turn a correction that somebody sent (an e-mail, a text, an issue, saved as FILE; - reads it here) into the change."
)
@click.argument("file", type=click.File(encoding="utf-8", errors="replace"))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def take(file: TextIO, dry_run: bool) -> None:
    """The change, or the one question to send back (exit code 3)."""
    from reader.living import mend, take
    from reader.source import fact_sync, letter, workspace

    book, _ = workspace.current(REGISTER)
    if tell(book.register.problems):
        fail("mend that first: as long as a facts.yml can't be read whole, a value may seem not to be in the reader")
    try:
        taken = take.understood(book, letter.read(file.read(letter.LONGEST)), date.today())
    except take.Question as question:
        click.echo(f"Ask: {question}")
        sys.exit(3)
    click.echo(f"{taken.fact.what}: {taken.fact.value} → {taken.value}")
    click.echo(f"Source: {taken.source.title}{f', {taken.source.url}' if taken.source.url else ''}")
    if dry_run:
        if taken.fact.note:
            click.echo(f"Its note would be taken out, as it speaks of {taken.fact.value}: {taken.fact.note}")
        return
    try:
        for said in mend.write(REGISTER, taken):
            click.echo(said)
    except fact_sync.SyncError as error:
        fail(str(error))
    click.echo("Look at it with git diff, and at the source with your own eyes. Then scripts/check, and commit it.")


@main.command(help="Take in the answers of somebody who checked pages: the FILE that scripts/review made, filled in.")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def reviewed(file: Path) -> None:
    """Mark the pages that are right as checked, and list what has to be mended on the others."""
    from reader.living import reviewed as taking
    from reader.source import workspace

    book, _ = workspace.current(REGISTER)
    answers, problems = taking.read(book, file, date.today())
    if tell(problems):
        fail("nothing was taken in")
    for answer in answers:
        for line in answer.mend:
            click.echo(line)
        if not answer.mend:
            taking.write(ROOT, answer)
            click.echo(f"{answer.page.file}: checked {answer.on} by {answer.by}.")
    if any(answer.mend for answer in answers):
        fail("pages with lines to mend are not marked as checked; mend them, and ask again")


@main.command(help="List facts that are old or undated: the oldest first, each with its line.")
def old() -> None:
    """What somebody could look for a newer source for."""
    from reader.source import workspace

    book, _ = workspace.current(REGISTER)
    found = [fact for fact in book.register.facts.values() if fact.is_old(date.today())]
    for fact in sorted(found, key=lambda fact: (fact.as_of.first if fact.as_of else date.min, fact.id)):
        click.echo(f"{fact.path}:{fact.line}  {fact.dated}: {fact.value} ({fact.what})")
    click.echo(f"{len(found)} of {len(book.register.facts)} facts.")


@main.command(help="What is due, by whom to ask, with the words to say: the text of the issue that is kept up to date.")
def due() -> None:
    """Markdown, what lives hang on first."""
    from reader.living import due as ages
    from reader.source import workspace

    for line in ages.report(workspace.current(REGISTER)[0], date.today()):
        click.echo(line)


if __name__ == "__main__":
    main()

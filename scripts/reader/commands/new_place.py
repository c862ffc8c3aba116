"""scripts/new-place FOLDER: the file of a town's own edition, question by question."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
import yaml

from reader import files
from reader.commands import fail
from reader.source import fact_fields, town


@click.command(help="Ask a few questions and write FOLDER/place.yml: whose edition it is, your own numbers, the box “Ours”.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def main(folder: Path) -> None:
    """Ask, write, and say what to type next."""
    file = folder / town.FILE
    if file.exists():
        fail(f"{file} is there already; change it with any editor, or name another folder")
    name = click.prompt("Whose edition is it? (your group's name)").strip()
    area = click.prompt("For which town or area?").strip()
    click.echo("The box “Ours”. Leave a line empty to fill it in by hand.")
    ours = {line: said for line in town.OURS if (said := click.prompt(line, default="", show_default=False).strip())}
    own = []
    click.echo("Your own numbers and places. The first phone number stands on the cards too. Leave “What is "
               "it?” empty when you have no more.")  # fmt: skip
    while what := click.prompt("What is it? (like: our drop-in)", default="", show_default=False).strip():
        kind = click.prompt("Which kind?", type=click.Choice(["phone", "email", "address", "hours"]), default="phone")
        value = click.prompt("The number or the words").strip()
        while wrong := fact_fields.fits(kind, value):
            click.echo(f"“{value}” {wrong}.")
            value = click.prompt("The number or the words").strip()
        source = click.prompt("How do you know? (like: we answer it ourselves)").strip()
        as_of = click.prompt("Since when?", default=date.today().isoformat()[:7])
        own.append({"what": what, "value": value, "kind": kind, "source": source, "as_of": as_of})
    folder.mkdir(parents=True, exist_ok=True)
    files.write(file, _text({"name": name, "area": area, "ours": ours, "own": own}).encode())
    click.echo(f"Wrote {file}. Next: scripts/build --place {folder}")


def _text(content: dict[str, object]) -> str:
    known = {key: value for key, value in content.items() if value}
    return (
        "# One town's own edition. Build it: scripts/build --place and this folder. Change this file with any editor.\n"
        + yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=10**6)
        + "# A common value that is another one here (`instead` is what the common text says now):\n"
        '# sources:\n#   our-page: {title: Our page, publisher: Our group, date: "2026-11", kind: peer-org}\n'
        "# facts:\n#   ID-OF-THE-FACT:\n#     value: 250-555-0100\n#     instead: 604-555-0100\n#     kind: phone\n"
        '#     what: What it is\n#     sources: [our-page]\n#     as_of: "2026-11"\n'
    )


if __name__ == "__main__":
    main()

"""scripts/check [FILES]: what stops a build, and what could be better."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reader.commands import ROOT, SETTINGS, of_town, tell, town_option
from reader.source.finding import Finding


@click.command(help="Check the text: all of it, or only what is said of some files and folders. Ends with 1 if something "
               "stops the build.")  # fmt: skip
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--rules", is_flag=True, help="List the rules and what each is for.")
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="How to say it: for people (text), "
              "or so that GitHub shows it beside the lines of a change.")  # fmt: skip
@town_option
def main(files: tuple[Path, ...], rules: bool, form: str, place: Path | None) -> None:
    """Run all rules that read the sources."""
    from reader import checks
    from reader.source import workspace

    if rules:
        for rule in (*checks.SOURCE_RULES, *checks.SITE_RULES):
            click.echo(f"{rule.SEVERITY}  {rule.NAME:<18} {(rule.__doc__ or '').strip().splitlines()[0]}")
        return
    book, _ = workspace.current(of_town(SETTINGS, place))
    asked = [_asked(file) for file in files]
    findings = [
        found for found in checks.of_sources(book)
        if not asked or any(path in (".", found.path) or found.path.startswith(f"{path}/") for path in asked)
    ]  # fmt: skip
    if form == "github":
        for found in sorted(findings):
            click.echo(annotation(found))
        sys.exit(1 if any(found.severity == "stop" for found in findings) else 0)
    stopped = tell(findings)
    tells = sum(found.severity == "tell" for found in findings)
    click.echo(f"{len(findings) - tells} to mend, {tells} to think about.")
    sys.exit(1 if stopped else 0)


def _asked(file: Path) -> str:
    """The place of a file or folder as findings name it."""
    path = file.absolute() if file.is_symlink() else file.resolve()
    if not path.is_relative_to(ROOT):
        raise click.ClickException(f"{file} is not a file of this project")
    return path.relative_to(ROOT).as_posix()


def annotation(found: Finding) -> str:
    """A finding as GitHub's runners read it, with the signs escaped that would end a part of it."""

    def escaped(text: str, more: str = "") -> str:
        for sign in f"%\r\n{more}":
            text = text.replace(sign, f"%{ord(sign):02X}")
        return text

    place = [f"file={escaped(found.path, ':,')}"]
    place += [f"line={found.line}"] if found.line else []
    place += [f"col={found.column}"] if found.column else []
    kind = "error" if found.severity == "stop" else "warning"
    return f"::{kind} {','.join(place)},title={escaped(found.rule, ':,')}::{escaped(found.message)}"


if __name__ == "__main__":
    main()

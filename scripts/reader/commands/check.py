"""scripts/check [FILE]: what stops a build, and what could be better."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reader.commands import ROOT, tell


@click.command(help="Check the text: all of it, or only what is said of FILE. Ends with 1 if something stops the build.")
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--rules", is_flag=True, help="List the rules and what each is for.")
def main(file: Path | None, rules: bool) -> None:
    """Run all rules that read the sources."""
    from reader import checks
    from reader.source import workspace

    if rules:
        for rule in (*checks.SOURCE_RULES, *checks.SITE_RULES):
            click.echo(f"{rule.SEVERITY}  {rule.NAME:<18} {(rule.__doc__ or '').strip().splitlines()[0]}")
        return
    book, _ = workspace.shelf(ROOT)
    findings = list(checks.of_sources(book))
    if file is not None:
        path = file.resolve()
        if not path.is_relative_to(ROOT):
            raise click.ClickException(f"{file} is not a file of this project")
        findings = [found for found in findings if found.path == path.relative_to(ROOT).as_posix()]
    stopped = tell(findings)
    tells = sum(found.severity == "tell" for found in findings)
    click.echo(f"{len(findings) - tells} to mend, {tells} to think about.")
    sys.exit(1 if stopped else 0)


if __name__ == "__main__":
    main()

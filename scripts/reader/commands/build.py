"""scripts/build: check everything, build the site, put it in place."""

from __future__ import annotations

import gc
from pathlib import Path

import click

from reader.commands import ROOT, SETTINGS, fail, of_town, stop_politely_when_ended, tell, town_option
from reader.site import up_to_date


@click.command(help="Build site and papers into site/. Nothing is replaced until the new one is complete.")
@click.option("--site", type=click.Path(path_type=Path), default=ROOT / "site", help="Another folder to build into.")
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.option("--papers/--no-papers", default=True, help="Also print chapters, the book and forms (the default).")
@town_option
@click.option("--quiet", is_flag=True, help="Say nothing but what is wrong.")
def main(site: Path, force: bool, papers: bool, place: Path | None, quiet: bool) -> None:
    """Run the build and say how it ended."""
    stop_politely_when_ended()
    settings = of_town(SETTINGS, place)
    key = up_to_date.fingerprint(settings, papers)
    if not force and up_to_date.has(settings.root, site.absolute(), key):
        if not quiet:
            click.echo(f"Nothing has changed; {site} is up to date.")
        return
    from reader.progress import Progress
    from reader.site.build import Refused, Trouble, build
    from reader.source import workspace

    progress = Progress(quiet)
    try:
        build(settings, site.absolute(), progress, force=True, papers=papers, key=key)
    except Refused as refusal:
        progress.end()
        tell(refusal.findings)
        count = len(refusal.findings)
        fail(f"{count} thing{'s' * (count != 1)} to mend first. The last good site stays as it was")
    except Trouble as trouble:
        progress.end()
        fail(str(trouble))
    except KeyboardInterrupt:
        progress.end()
        fail("interrupted. The last good site stays as it was", 130)
    if quiet:
        return
    book, past = workspace.current(settings)
    click.echo(f"Built {len(book.pages)} pages into {site} in {progress.seconds:.1f} s. Edition {past.edition or 'unknown'}.")
    if past.reason:
        click.echo(f"The pages show no dates: {past.reason}.")
    for conflict in book.town.conflicts if book.town else ():
        click.echo(conflict)
    click.echo("To see it: scripts/serve. To hear what could read better: scripts/check.")


if __name__ == "__main__":
    gc.disable()  # a build ends before garbage that leads to itself would fill much: 40 MB, and a twentieth of its time
    main()

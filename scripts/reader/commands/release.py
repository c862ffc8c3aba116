"""scripts/release: an edition, complete with sums and change log, and built a second time to compare every byte."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import click

from reader.commands import ROOT, SETTINGS, fail, stop_politely_when_ended


@click.command(
    help="Make an edition into a folder: site, papers, SHA256SUMS, change log. Publishing is the workflow's: release.yml."
)
@click.option("--dry-run", is_flag=True, help="Build a second time elsewhere and compare every byte.")
@click.option("--papers/--no-papers", default=True, help="With all papers (the default).")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=ROOT / ".cache/release", help="Another folder.")
def main(dry_run: bool, papers: bool, out: Path) -> None:
    """Build, pack, and say how it ended."""
    stop_politely_when_ended()
    from reader.living import edition
    from reader.progress import Progress
    from reader.site.build import Refused, Trouble, build
    from reader.source import workspace

    book, past = workspace.current(SETTINGS)
    if past.reason or past.changed:
        fail(past.reason or f"{len(past.changed)} files are not committed, and an edition is a commit; commit them first")
    made: list[Path] = []
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        for count in range(2 if dry_run else 1):
            site = Path(folder) / f"site-{count}"
            try:
                build(SETTINGS, site, Progress(True), force=True, papers=papers)
            except (Refused, Trouble) as error:
                fail(f"the site can't be built ({error}); type scripts/build to see what to mend")
            if count and edition.sums(site) != edition.sums(Path(folder) / "site-0"):
                fail("the second build has other bytes than the first; compare the SHA256SUMS of both")
            if not count:
                shutil.rmtree(out, ignore_errors=True)
                try:
                    made = edition.write(site, out, book, past)
                except edition.SameNameError as error:
                    fail(str(error))
    for file in made:
        click.echo(f"{file.name}  {max(1, file.stat().st_size // 1000)} KB")
    click.echo(f"{edition.tag(past)}: {len(made)} files and {edition.SUMS} in {out}.")
    click.echo("Built twice, byte for byte the same." if dry_run else "Check them anywhere: sha256sum --check SHA256SUMS")


if __name__ == "__main__":
    main()

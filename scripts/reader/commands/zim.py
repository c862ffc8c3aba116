"""scripts/zim: the finished site as one file for Kiwix."""

from __future__ import annotations

from pathlib import Path

import click

from reader.commands import ROOT, SETTINGS, fail


@click.command(help="Pack the finished site into one file for Kiwix, which shows it on any phone or computer, without internet.")
@click.option("--site", type=click.Path(path_type=Path, file_okay=False), default=ROOT / "site", help="The folder of the site.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), default=ROOT / ".cache/reader.zim", help="The file to write."
)
def main(site: Path, out: Path) -> None:
    """Pack it, and say how big it is."""
    from reader.press.material import Site
    from reader.source import workspace
    from reader.tools import zim

    if not (site / "index.html").is_file():
        fail(f"there is no finished site in {site}; type scripts/build first")
    book, past = workspace.current(SETTINGS)
    try:
        count = zim.write(Site(site.resolve(), book, past), out.resolve())
    except zim.ZimMissing as missing:
        fail(str(missing))
    click.echo(f"{out}  {count} files, {out.stat().st_size / 1e6:.1f} MB. Edition {past.edition}.")


if __name__ == "__main__":
    main()

"""scripts/changed COMMIT: what readers would see otherwise than in that commit, and what would be gone."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import click

from reader.commands import ROOT, SETTINGS, fail


@click.command(help="Say which pages say something else than in COMMIT, and which pages and headings are gone. With --out: copy "
               "those pages and their papers out of the built site, to look at.")  # fmt: skip
@click.argument("commit", default="HEAD")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="A new folder to copy them into.")
@click.option("--site", type=click.Path(path_type=Path), default=ROOT / "site", help="Where the site was built.")
@click.option("--format", "form", type=click.Choice(["text", "github"]), default="text", help="As for scripts/check.")
def main(commit: str, out: Path | None, site: Path, form: str) -> None:
    """Compare, tell, copy. Never ends with 1 for what it found: whoever reads it decides."""
    from reader.commands.check import annotation
    from reader.living import changed
    from reader.press import products
    from reader.source import workspace

    book, _ = workspace.current(SETTINGS)
    try:
        old = changed.before(book, commit)
    except (subprocess.CalledProcessError, FileNotFoundError):
        fail(f"git has no “{commit}” to compare with; in a shallow clone type: git fetch --unshallow")
    for finding in changed.gone(old, book):
        click.echo(annotation(finding) if form == "github" else str(finding))
    pages = changed.pages(old, book)
    click.echo(f"{len(pages)} pages say something else: {', '.join(page.path for page in pages) or 'none'}.")
    if out is None:
        return
    if out.exists():
        fail(f"{out} is there already; name a new folder")
    wanted = [f"{page.url}index.html" for page in pages if not page.is_zine]
    wanted += [
        item.path for item in products.items(book) if item.row.each in ("chapter", "form") and {*item.subject.pages} & {*pages}
    ]
    for path in wanted:
        if (site / path).is_file():
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / path, out / path)
    if wanted and (site / "assets").is_dir():
        shutil.copytree(site / "assets", out / "assets", dirs_exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    (out / "CHANGED.txt").write_text("".join(f"{path}\n" for path in wanted) or "No page says anything else.\n", encoding="utf-8")


if __name__ == "__main__":
    main()

"""scripts/serve: the pages while writing them, on this machine only, made anew whenever a file is saved."""

from __future__ import annotations

import click

from reader.commands import ROOT, SETTINGS, fail, tell


@click.command(help="Show the pages at http://127.0.0.1:8000, new whenever a page or a fact is saved. Ctrl-C ends it.")
@click.option("--port", default=8000, help="Another port.")
def main(port: int) -> None:
    """Build into .cache/serve, serve it, and build again on every change; what is wrong is said here."""
    from reader.progress import Progress
    from reader.site import engine
    from reader.site.build import Refused, Trouble, build

    site = ROOT / ".cache" / "serve"

    def rebuild() -> None:
        progress = Progress(quiet=True)
        try:
            build(SETTINGS, site, progress, papers=False)
        except Refused as refusal:
            tell(refusal.findings)
            click.echo("The pages stay as they were until this is mended.", err=True)
        except Trouble as trouble:
            click.echo(f"Stopped: {trouble}.", err=True)
        else:
            click.echo(f"Built in {progress.seconds:.1f} s.")

    rebuild()
    if not site.is_dir():
        fail("there are no pages to show yet; mend the above and type scripts/serve again")
    click.echo(f"Open http://127.0.0.1:{port} in a browser. Ctrl-C ends it.")
    try:
        engine.serve(ROOT, site, port, rebuild)
    except OSError as error:
        fail(f"port {port} can't be used ({error.strerror}); type scripts/serve --port {port + 1}")


if __name__ == "__main__":
    main()

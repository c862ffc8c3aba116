"""scripts/serve: the pages while writing them, on this machine only, made anew whenever a file is saved."""

from __future__ import annotations

import subprocess
import sys
import threading
import time

import click

from reader.commands import ROOT, SETTINGS, fail, stop_politely_when_ended, tell


@click.command(help="Show the pages at http://127.0.0.1:8000, new whenever a page or a fact is saved. Ctrl-C ends it.")
@click.option("--port", default=8000, help="Another port.")
def main(port: int) -> None:
    """Build into .cache/serve, serve it, and build again on every change; what is wrong is said here.

    Where only the words of one page are new, that page is shown at once, and a second process builds the rest.
    """
    stop_politely_when_ended()
    from reader.site import engine
    from reader.site.again import Writing
    from reader.site.build import Refused, Trouble

    site = ROOT / ".cache" / "serve"
    writing, rest = Writing(SETTINGS, site), _Rest()

    def rebuild() -> None:
        rest.stop()
        start = time.monotonic()
        try:
            page = writing.page()
        except engine.EngineError:
            page = None  # the whole build says file and line
        if page is not None:
            click.echo(f"{page.file}: shown after {time.monotonic() - start:.1f} s; looking it over …")
            rest.start()
            return
        try:
            seconds = writing.whole().seconds
        except Refused as refusal:
            tell(refusal.findings)
            click.echo("The pages stay as they were until this is mended.", err=True)
        except Trouble as trouble:
            click.echo(f"Stopped: {trouble}.", err=True)
        else:
            click.echo(f"Built in {seconds:.1f} s.")

    rebuild()
    if not site.is_dir():
        fail("there are no pages to show yet; mend the above and type scripts/serve again")
    click.echo(f"Open http://127.0.0.1:{port} in a browser. Ctrl-C ends it.")
    try:
        engine.serve(ROOT, site, port, rebuild)
    except OSError as error:
        fail(f"port {port} can't be used ({error.strerror}); type scripts/serve --port {port + 1}")
    finally:
        rest.stop()


class _Rest:
    """The build of everything behind a page that is shown already: search, lists, and what the checks say."""

    def __init__(self) -> None:
        self.running: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Begin it; how it ends is said where scripts/serve was typed, if it is not ended before."""
        command = ["-m", "reader.commands.build", "--no-papers", "--quiet", "--site", str(ROOT / ".cache" / "serve")]
        self.running = subprocess.Popen(
            [sys.executable, "-P", *command], stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        threading.Thread(target=_say, args=(self.running,), daemon=True).start()

    def stop(self) -> None:
        """End it, if it has not ended; the site stays whole."""
        if self.running is not None:
            self.running.terminate()
            self.running.wait()
            self.running = None


def _say(build: subprocess.Popen[str]) -> None:
    said = build.stderr.read() if build.stderr else ""
    if build.wait() == 1:
        click.echo(said, err=True, nl=False)
    elif build.returncode == 0:
        click.echo("The rest is built too.")


if __name__ == "__main__":
    main()

"""scripts/bench: time, memory and weight, as ratios against a named peer in the same run."""

from __future__ import annotations

import tempfile
from pathlib import Path
from types import ModuleType

import click

from reader.commands import ROOT, SETTINGS, fail


@click.command(help="Measure the build against plain `mkdocs build`, and the papers against Typst, Chromium's print and "
               "mkdocs-to-pdf, with the same pages. They are put into .cache/bench; takes minutes a round.")  # fmt: skip
@click.option("--rounds", default=3, show_default=True, help="How often each is run; medians are printed.")
@click.option("--search", is_flag=True, help="Only put the queries of tests/queries.yml to our search and to Material's own.")
@click.option("--serve", is_flag=True, help="Only measure how soon scripts/serve shows a page that is saved.")
@click.option("--growth", is_flag=True, help="Only compare what a page costs in a short book and in one ten times as long.")
@click.option("--papers", is_flag=True,
              help="Only look at the chapters' papers in site/print: how full they are, what sources take, what is cut in two."
)  # fmt: skip
def main(rounds: int, search: bool, serve: bool, growth: bool, papers: bool) -> None:
    """Run ours and the peer's in turn, so that both meet the same weather."""
    from reader.tools import benchmark, growth_benchmark, paper_figures, press_benchmark, search_benchmark, serve_benchmark
    from reader.tools.browser import BrowserMissing

    if papers:
        _look_at_papers(paper_figures)
        return

    with tempfile.TemporaryDirectory() as first, tempfile.TemporaryDirectory() as second:
        alone = {
            search_benchmark.search: search,
            serve_benchmark.serve: serve,
            growth_benchmark.growth: growth,
        }
        if any(alone.values()):
            tables = [measure(ROOT, Path(first) / measure.__name__) for measure, asked in alone.items() if asked]
        else:
            tables = [
                benchmark.site(ROOT, Path(first) / "site", rounds),
                press_benchmark.press(ROOT, Path(second), rounds),
                search_benchmark.search(ROOT, Path(first) / "search"),
            ]
        try:
            for table in tables:
                for line in table:
                    click.echo(line)
        except (serve_benchmark.NotServedError, BrowserMissing) as error:
            fail(str(error))


def _look_at_papers(paper_figures: ModuleType) -> None:
    from reader.press import subjects
    from reader.press.material import Text
    from reader.source import workspace

    book, past = workspace.current(SETTINGS)
    texts = [Text(book, past, book.settings.addresses, chapter) for chapter in subjects.of(book, "chapter")]
    files = [ROOT / f"site/print/{text.subject.name}.pdf" for text in texts]
    if missing := [file for file in files if not file.is_file()]:
        fail(f"there is no {missing[0].relative_to(ROOT)} yet; type scripts/build first")
    try:
        for line in paper_figures.table(files):
            click.echo(line)
        for line in paper_figures.cut(texts, ROOT / ".cache"):
            click.echo(line)
    except paper_figures.NoPoppler as error:
        fail(str(error))


if __name__ == "__main__":
    main()

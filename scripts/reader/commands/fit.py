"""scripts/fit: where pages end and how far apart their lines stand on paper, so that chapters fill their sheets."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor

import click

from reader.commands import ROOT, SETTINGS, fail, stop_politely_when_ended


@click.command(help="Plan where pages end, chapter by chapter: how far apart lines stand, which tables are set smaller, so that "
               "no letter, table or short list is cut in two. Kept in overrides/print/leading.yml. For all chapters this takes "
               "a few minutes; name those whose text has changed.")  # fmt: skip
@click.argument("chapters", nargs=-1)
def main(chapters: tuple[str, ...]) -> None:
    """Fit chapters, by their folders, and write what came out. Others keep what they have."""
    stop_politely_when_ended()
    from reader.press import fit_pages, layout, leading, subjects
    from reader.press.errors import NoPangoError, TemplateFault
    from reader.press.material import Text
    from reader.source import workspace

    book, past = workspace.current(SETTINGS)
    known = {each.name: each for each in subjects.of(book, "chapter")}
    if strange := [name for name in chapters if name not in known]:
        fail(f"there is no chapter “{strange[0]}”. There are {', '.join(known)}")
    try:
        layout.libraries()
        kept = leading.chosen(ROOT)
    except NoPangoError as error:
        fail(str(error))
    except TemplateFault as error:
        fail(f"{error.finding.path}:{error.finding.line}  {error.finding.message}")
    texts = [Text(book, past, book.settings.addresses, known[name]) for name in chapters or known]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        running = [(text, pool.submit(fit_pages.fitted, text, ROOT / ".cache")) for text in texts]
        for text, job in running:
            found, plan = job.result()
            kept |= found
            leading.write(ROOT, {page.path: kept[page.path] for page in book.pages if page.path in kept})
            thin = f"{plan.thin} page{'s' * (plan.thin != 1)} under two thirds full" if plan.thin else "all well filled"
            whole = f"{plan.cut} letters, tables or lists cut" if plan.cut else "no letter, table or short list cut"
            click.echo(f"{text.subject.title}: {plan.pages} pages, {thin}, {whole}")
    click.echo(f"Kept in {leading.FILE}. scripts/bench --papers shows what it does once scripts/build has made the papers.")


if __name__ == "__main__":
    main()

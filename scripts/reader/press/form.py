"""A blank form: one Letter sheet from one Markdown page."""

from __future__ import annotations

import re

from reader.press import template
from reader.press.material import Text
from reader.press.paper_html import manuscript
from reader.render.title import translated
from reader.source import now
from reader.source.engine_settings import book_name
from reader.source.facts import Source
from reader.source.syntax import STEPS

_COLUMNS_OF_A_WIDE_SHEET = 6
_HEAD_CELL = re.compile(r"<th[ >]")


def html(text: Text) -> str:
    """Set a form's page into its template. A log with many columns lies on its side; cards and slips come several times."""
    book, [page], addresses = text.book, text.subject.pages, text.addresses
    script = manuscript(book, text.history, (page,))
    shown, name = script.pages[0][1], text.subject.name
    title, end, rest = shown.partition("</h1>")
    cited = [book.register.sources[source_id] for source_id in script.notes.numbers]
    columns = max((len(_HEAD_CELL.findall(table)) for table in shown.split("<table")[1:]), default=0)
    poster, live = f'class="{STEPS}"' in shown, now.live(page, addresses.site)
    return template.filled(
        book.root,
        "form.html",
        name=name,
        title=page.title,
        book_name=book_name(book.root),
        title_line=title + end,
        text=rest if page.copies == 1 else shown,
        copies=page.copies,
        poster=poster,
        wide=columns >= _COLUMNS_OF_A_WIDE_SHEET,
        keeps=page.keeps,
        never_write=page.never_write,
        independent=book.words.get("independent", ""),
        translated=translated(page),
        sources=_by_publisher(cited),
        live=live.partition("://")[2].rstrip("/"),
        qr=template.qr(live) if live else "",
    )


def _by_publisher(sources: list[Source]) -> list[str]:
    """Each publisher once, with the dates of what was used of it: the foot of a sheet has three or four lines.

    Those of whom nothing has a date come last, after one word that says so.
    """
    days: dict[str, dict[str, None]] = {}
    for source in sources:
        days.setdefault(source.publisher, {})[source.dated] = None
    dated = {source.publisher for source in sources if source.date}
    undated = [publisher for publisher in days if publisher not in dated]
    said = [", ".join((publisher, *days[publisher])) for publisher in days if publisher in dated]
    return [*said, f"undated: {'; '.join(undated)}"] if undated else said

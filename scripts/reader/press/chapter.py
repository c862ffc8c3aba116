"""A chapter on paper: its pages, their sources and dates, set into the template."""

from __future__ import annotations

from datetime import date

from reader.press import template, typography
from reader.press.material import Text
from reader.press.paper_html import anchor, manuscript
from reader.source import dates, now, town
from reader.source.book import Chapter
from reader.source.engine_settings import book_name


def html(text: Text, *, large: bool = False, fitted: bool = True) -> str:
    """Set a chapter's pages into the template. Folios in its list of pages are filled in when it is laid out.

    `large` says on it that its page numbers are those of large print, whose lines are all as far apart as usual, as without
    `fitted` they are too.
    """
    book, history, pages = text.book, text.history, text.subject.pages
    chapter = Chapter(pages[0].chapter, text.subject.number, pages)
    script = text.script if fitted else manuscript(book, history, pages)
    day = last_changed(text)
    unknown = next((each.reason for page in pages if not (each := history.of_page(page, book)).day), "")
    dated = [fact.as_of for fact in script.notes.facts.values() if fact.as_of]
    dated += [source.date for name in script.notes.numbers if (source := book.register.sources[name]).date]
    newest = max(dated, key=lambda each: each.last, default=None)
    oldest = min(dated, key=lambda each: each.first, default=None)
    live = now.live(pages[0], text.addresses.site)
    return template.filled(
        book.root,
        "chapter.html",
        large=large,
        book_name=book_name(book.root),
        chapter=chapter,
        title=typography.apart(chapter.title),
        folder=text.subject.name,
        summary=pages[0].summary,
        pages=[
            {
                "anchor": anchor(page.path),
                "number": page.number,
                "title": page.title,
                "html": html,
            }
            for page, (_, html) in zip(pages, script.usual if large else script.pages, strict=True)
        ],
        sources=script.sources,
        starred=script.notes.starred,
        independent=book.words.get("independent", ""),
        not_checked="" if any(page.reviewed for page in pages) else book.words.get("not-checked", ""),
        changed=day.isoformat() if day else "not known",
        changed_line=f"Last changed {dates.in_words(day)}." if day else f"When it last changed is not known: {unknown}.",
        newest=newest.words() if newest else "none",
        newest_month=newest.text[:7] if newest else "none",
        oldest=oldest.words() if oldest else "none",
        live=live.partition("://")[2].rstrip("/"),
        since=f"{text.addresses.site.partition('://')[2]}/changes/{text.subject.name}/"
        if text.addresses.site and book.strings is None
        else "",
        qr=template.qr(live) if live else "",
        contact=text.addresses.contact,
        ours=pages[0].ours,
        ours_lines=[(line, book.town.ours.get(line, "") if book.town else "") for line in town.OURS],
        town=book.town.line if book.town else "",
    )


def last_changed(text: Text) -> date | None:
    """The day of the newest change to any of its pages; None if that is not known of all of them."""
    days = [text.history.of_page(page, text.book).day for page in text.subject.pages]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None

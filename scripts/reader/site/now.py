"""now/: what to do in an overdose, as one file that asks for nothing else, made from the text of the pages themselves."""

from __future__ import annotations

import base64
import posixpath
import re
from dataclasses import replace
from html import escape
from pathlib import Path
from string import Template

from markdown import Markdown

from reader.render.context import Context
from reader.render.medium import SCREEN
from reader.site import policy
from reader.source import extensions, now
from reader.source.book import Book
from reader.source.history import History
from reader.source.page import Page, address

_ONE_FILE = replace(SCREEN, name="one file", alone=False, cites=False, papers=False)
_LINK = re.compile(r'href="([^":#]+\.md)(#[^"]*)?"')
_TERM = re.compile(r'<a class="term"[^>]*>(.*?)</a>', re.DOTALL)
_NOTE = re.compile(r'<sup class="note[^>]*>.*?</sup>', re.DOTALL)
_YOUNG = re.compile(r'<span class="age"[^>]*\bhidden\b[^>]*>.*?</span>', re.DOTALL)
_SEARCH = re.compile(r' data-search-exclude(?:="")?')


def write(site: Path, book: Book, past: History) -> dict[Path, str]:
    """Write now/index.html, and return it by its file. Without the six steps among the fixed words there is none."""
    if "six-steps" not in book.words:
        return {}
    file = site / now.PLACE / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = page(book, past)
    file.write_text(text, encoding="utf-8")
    return {file: text}


def led(html: str, up: str, one: Page | None) -> str:
    """A page with its link to now/: where it asks for one, and at the foot of pages whose text is in it."""
    link = f'<a href="{up}{now.PLACE}/">Someone won’t wake up? Do this now</a>'
    html = html.replace('<p class="keep-here"></p>', f'<p>{link}</p><p class="keep-here"></p>')
    if one is not None and one.now:
        line = f'<p class="print">To save or send, as one small page that needs no network: {link}.</p>'
        html = html.replace('<footer class="foot"', f'{line}<footer class="foot"', 1)
    return html


def page(book: Book, past: History) -> str:
    """The page: the six steps, the parts that pages name in their field `now`, its date; style and script within it."""
    folder = book.root / now.FOLDER
    style, script = ((folder / name).read_text(encoding="utf-8") for name in now.WRITTEN_IN)
    home, home_page = book.settings.addresses.site, now.home(book)
    filled = Template((folder / "page.html").read_text(encoding="utf-8")).substitute(
        language=book.settings.language,
        icon=base64.b64encode((book.root / "docs/assets/favicon.png").read_bytes()).decode(),
        style=style,
        script=script,
        steps=_steps(book, past),
        parts="\n".join(_part(book, past, one, heading) for one, heading in now.parts(book)),
        checked=escape(book.words.get("not-checked", "")),
        independent=escape(book.words.get("independent", "")),
        edition=_edition(past),
        keep=_keep(home),
        more=_more(book, home_page),
    )
    return policy.policed(filled, style=style, script=script)


def _steps(book: Book, past: History) -> str:
    context = {"reader.markdown": {"context": Context(book, past, None)}}
    return Markdown(extensions=["reader.markdown"], extension_configs=context).convert(book.words["six-steps"])


def _part(book: Book, past: History, one: Page, heading: str) -> str:
    """A section of a page without the marks of its sources: its links lead to the pages of the site."""
    names, settings = extensions.named(book.root)
    ours = {"reader.markdown": {"context": Context(book, past, one, _ONE_FILE)}}
    html = Markdown(extensions=names, extension_configs={**settings, **ours}).convert(now.section(one, heading))
    for marks in (_NOTE, _YOUNG, _SEARCH):
        html = marks.sub("", html)
    home = book.settings.addresses.site or ".."
    folder = posixpath.dirname(one.path)

    def led(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(folder, match[1]))
        return f'href="{home}/{address(path)}{match[2] or ""}"'

    return _LINK.sub(led, _TERM.sub(r"\1", html))


def _more(book: Book, home: Page | None) -> str:
    if home is None:
        return ""
    where = f"{book.settings.addresses.site or '..'}/{home.url}"
    return f'More, with its sources: <a href="{where}">{escape(home.title)}</a>.'


def _edition(past: History) -> str:
    return f"Edition {escape(past.edition)}. A saved copy stays as old as that." if past.edition else "Its date is not known."


def _keep(home: str) -> str:
    newer = f" Look for a newer one at {escape(home.partition('://')[2])}/{now.PLACE}/" if home else ""
    return f"Save this page, or send the file on. It needs no network.{newer}"

"""404.html, whole at any address of any host: without SITE_URL nobody knows in which folder of its host the site lives."""

from __future__ import annotations

import re

from markdown import Markdown

from reader.render.context import Context
from reader.site import policy
from reader.source import lost
from reader.source.book import Book
from reader.source.history import History
from reader.source.syntax import STEPS

_WORDS = f"<!-- words: {STEPS} -->"
_HEAD_ENDS, _BODY_ENDS = "</head>", "</body>"


def with_steps(text: str, book: Book, past: History) -> str:
    """The page with the six steps, where its template asks for them."""
    if _WORDS not in text:
        return text
    context = {"reader.markdown": {"context": Context(book, past, None)}}
    return text.replace(_WORDS, Markdown(extensions=["reader.markdown"], extension_configs=context).convert(book.words[STEPS]))


def policed(text: str, book: Book) -> str:
    """The page with its policy. With SITE_URL its links begin at the folder that this names. Without, they begin at the root of
    the host, which may be wrong: then our style stands in the page itself, and a script that looks for the site from its own
    address upwards, and leads links, style sheets and scripts there.
    """
    if book.settings.addresses.site:
        return policy.policed(text)
    style, script = lost.style(book.root), lost.script(book.root)
    text = _before(_HEAD_ENDS, f"<style>{style}</style>", text)
    text = _before(_BODY_ENDS, f"<script>{script}</script>", text)
    return policy.policed(text, style=style, script=script, besides=True)


def _before(mark: str, addition: str, text: str) -> str:
    return re.sub(mark, lambda found: addition + found[0], text, count=1)

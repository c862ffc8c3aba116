"""The pocket copy: the finished site as a zip that opens with a double click, with and without script."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from string import Template

from reader import archive, files
from reader.press import pocket_page, products
from reader.press.material import Made, Site
from reader.source.engine_settings import book_name

FOLDER = "reader"  # what the zip unpacks to
START = "START-HERE.html"
_LEFT_OUT = ("download/", "print/", "worker", "manifest.webmanifest", "keep/", "facts.json", "facts.ics", "sitemap.xml",
             "404.html", ".made-by-build", "assets/js/keep.js", "assets/icons/", "assets/social.png")  # fmt: skip
FOR_PAPERS = ("assets/js/binder.js", "assets/js/pdf-lib.min.js", "papers.js")  # of no use without them
_TWICE = ("fronts", "backs", "book", "book-folded", "book-cover", "ebook")  # papers that hold what another one in the zip holds
_HEAD = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>|<link rel="stylesheet"[^>]*>')
_SAYS = {
    True: "<p>The papers are in it too: booklets to fold, files for a phone, large print, forms.</p>",
    False: "<p>This copy holds the pages alone. Papers to print are in a bigger one, reader-with-papers.zip.</p>",
}


def pages(site: Site) -> Made:
    """All pages and what they need, without papers."""
    return Made(_zipped(site, papers=False))


def pages_and_papers(site: Site) -> Made:
    """The same with the papers, each once: no file that only holds what another one holds."""
    return Made(_zipped(site, papers=True))


def _zipped(site: Site, *, papers: bool) -> bytes:
    """Same site, same bytes: files in the order of their names, all of them of the edition's own time."""
    made = {item.path: item for item in products.items(site.book)}
    wanted = {path for path, item in made.items() if papers and item.row.each != "site" and item.row.kind not in _TWICE}
    names = sorted(
        name
        for name in files.below(site.folder)
        if (name in wanted or _is_site(name, made)) and (papers or name not in FOR_PAPERS)
    )
    gone = [item for path, item in made.items() if path not in names]
    own, note = site.book.settings.addresses.site, _SAYS[papers]

    def entries() -> Iterator[tuple[str, bytes]]:
        yield f"{FOLDER}/{START}", _start(site, note).encode()
        for name in names:
            content = (site.folder / name).read_bytes()
            if name.endswith(".html"):
                content = pocket_page.packed(content.decode(), name, gone, own, note).encode()
            elif name == "assets/js/reader.js":  # there is nothing to keep: it is kept
                content = content.replace(b"const KEEPS = true", b"const KEEPS = false")
            yield f"{FOLDER}/{name}", content

    return archive.packed(entries(), timestamp=site.history.timestamp, smallest=True, squeeze=site.squeeze)


def _is_site(name: str, made: dict[str, products.Item]) -> bool:
    return not name.startswith(_LEFT_OUT) and name not in made


def _start(site: Site, papers: str) -> str:
    """The first page: what this is, its edition, how to pass it on. Policy and styles are those of the cover."""
    head = _HEAD.findall((site.folder / "index.html").read_text(encoding="utf-8"))
    edition, own = site.history.edition, site.book.settings.addresses.site
    newer = f" Look for a newer one at {html.escape(own.partition('://')[2])}." if own else ""
    form = (site.book.root / "overrides/pocket/start.html").read_text(encoding="utf-8")
    return Template(form).substitute(
        language=site.book.settings.language,
        policy="".join(each for each in head if each.startswith("<meta")),
        styles="\n".join(each for each in head if each.startswith("<link")),
        name=html.escape(book_name(site.book.root)),
        edition=(f"Edition {html.escape(edition)}." if edition else "Its date is not known.") + newer,
        papers=papers,
        independent=html.escape(site.book.words.get("independent", "")),
    )

"""A page of the site as it stands in the pocket copy: links name files, and nothing leads to what is not there."""

from __future__ import annotations

import functools
import posixpath
import re

from reader.press.products import Item

_HREF = re.compile(r'(<(?:a|link)\b[^>]*?\bhref=")([^"#]*)([^"]*")')
_LINK = re.compile(r'href="([^"]*)">')
_META = re.compile(r'\s*<meta (?:property="og:|name="(?:description|revised|theme-color)")[^>]*>')
_NEEDLESS = re.compile(r'\s*<link rel="(?:prev|next)"[^>]*>|\s*<link rel="icon" [^>]*sizes="48x48">')
_UNSEARCHED = (' data-search-exclude=""', " data-search-exclude")
# A line without a paper; where it says how to fold goes too.
_LINE = re.compile(r'<p class="print">[^<]*(?:: \.(?: <a [^>]*>[^<]*</a>)?)?</p>')
_ROW = re.compile(r"<li>(?:(?!</li>|<a ).)*</li>")
_LIST = re.compile(r'<ul class="papers">\s*</ul>')
_ALONE = {"<li>": "</li>", "<p>": "</p>", '<p class="log-paper">': "</p>"}  # what goes with a link that it holds beside words
_EMPTY_ROW = re.compile(r"<tr>(?:(?!</tr>).)*<ul></ul></td></tr>")
_EMPTY_TABLE = re.compile(r'<table class="papers">(?:(?!<tbody>).)*<tbody></tbody></table>')
_SPACE = re.compile(r"\n\s+")
BINDER = '<p class="binder-here"></p>'  # where a page's script offers to put papers together
_COVER = '<p><a href="START-HERE.html">This is a copy to keep and pass on. What it is, how old, and how to pass it on</a></p>'


def packed(page: str, name: str, gone: list[Item], own: str, note: str) -> str:
    """The page with the path `name`. `gone` is not in the copy, `own` is the site's address; `note` says what the copy holds."""
    page = _with_files(page, name, own)
    named = {"/".join(link.split("/")[-2:]) for link in _LINK.findall(page)}
    for item in gone:
        if item.path in named:
            page = _without(page, item)
    page = _LINE.sub("", page.replace(":  · ", ": ").replace(": , ", ": "))
    head, papers, rest = page.partition('<ul class="papers">')
    if papers:
        listed, end, rest = rest.partition("</ul>")
        page = head + _LIST.sub(note, f"{papers}{_ROW.sub('', listed)}{end}") + rest
        page = _EMPTY_TABLE.sub("" if note in page else note, _EMPTY_ROW.sub("", page))
    if any(item.row.kind == "phone" for item in gone):
        page = page.replace(BINDER, "")
    if name == "index.html":
        page = page.replace("</article>", f"{_COVER}</article>", 1)
    return page if "<pre" in page else _SPACE.sub("\n", page)


@functools.lru_cache(1000)  # both copies, one after the other, are made from the same pages
def _with_files(page: str, name: str, own: str) -> str:
    """The page without what only the web needs; its links name files."""
    head, body, rest = page.partition("</head>")
    page = _NEEDLESS.sub("", _META.sub("", head)) + body + rest
    for mark in _UNSEARCHED:
        page = page.replace(mark, "")
    if own:  # the one file, which leads to the web when it is sent on alone
        page = page.replace(f'<a href="{own}/', f'<a href="{posixpath.relpath(".", posixpath.dirname(name) or ".")}/')
    return _HREF.sub(_filed, page)


def _filed(match: re.Match[str]) -> str:
    """A link to a folder names the file in it."""
    path, mark, query = match[2].partition("?")
    if not path or re.match(r"[a-z][a-z0-9+.-]*:|//", path, re.IGNORECASE):
        return match[0]
    if path.endswith("/"):
        path += "index.html"
    elif posixpath.basename(path) in (".", ".."):
        path += "/index.html"
    return f"{match[1]}{path}{mark}{query}{match[3]}"


def _without(page: str, item: Item) -> str:
    """The page without what it says of one file: what a print line says, as reader.site.print_lines writes it, with what
    stands before it; or all of a paragraph or an entry that holds nothing but words and the link.

    It is looked for around the link: a pattern that may begin anywhere takes longer than all else that is done to a page.
    """
    row, end = item.row, f'{item.path}">'
    link = rf'<a href="[^"]*{re.escape(end)}[^<]*</a>(?: \([^)]*\))?'
    needs = r"[^<·.]*?(?=, then | ·|[.<]|$)"  # it has commas of its own; so far as a row follows, or the line ends
    said = re.compile(re.escape(row.line).replace(r"\{link\}", link).replace(r"\{needs\}", needs))
    lead = len(row.line.partition("{link}")[0])
    at = page.find(end)
    while at >= 0:
        begin = page.rfind('<a href="', 0, at)
        if begin < 0 or "<" in page[begin + 1 : at]:  # it stands in another tag
            at += 1
        elif alone := _alone(page, begin):
            page, at = page[: alone.start] + page[alone.stop :], alone.start
        elif begin >= lead and (found := said.match(page, begin - lead)):
            at = begin - lead - len(row.before)
            page = page[: begin - lead].removesuffix(row.before) + page[found.end() :]
        else:
            at += 1
        at = page.find(end, max(at, 0))
    return page


def _alone(page: str, begin: int) -> slice | None:
    """Where the paragraph or the entry stands that holds the link which begins here, and beside it nothing but words."""
    opens, after = page.rfind("<", 0, begin), page.find("<", page.find("</a>", begin) + 1)
    for opening, closing in _ALONE.items():
        if page.startswith(opening, opens) and page.startswith(closing, after):
            return slice(opens, after + len(closing))
    return None

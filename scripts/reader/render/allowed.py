"""What a page may be made of: a list of elements, attributes and addresses. Everything that is not on it is refused.

The page is read as a browser reads it (tinyhtml5, which WeasyPrint brings along, is a parser by the HTML standard),
so what counts is what a browser would make of the tags, not how somebody wrote them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reader.render import balance, drawing, html5, plain_html

_TEXT = (
    "a abbr b blockquote br cite code dd del div dl dt em footer h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s section"
    " small span strong sub sup table tbody td tfoot th thead time tr u ul wbr"
)
_FRAME = "html head body title meta link script header nav main article button svg input label"
_ANYWHERE = frozenset(("id", "class", "title", "lang", "dir", "role", "hidden", "data-search-exclude"))
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset(("href", "rel", "data-fill-href")), "img": frozenset(("src", "alt", "width", "height", "loading")),
    "ol": frozenset(("start", "type", "reversed")), "li": frozenset(("value",)),
    "td": frozenset(("colspan", "rowspan", "align", "data-label")), "th": frozenset(("colspan", "rowspan", "align", "scope")),
    "time": frozenset(("datetime",)), "span": frozenset(("data-as-of", "data-months")), "strong": frozenset(("data-fill",)),
    "p": frozenset(("data-fill-when", "data-form", "data-many", "data-one", "data-papers")),
    "div": frozenset(("data-papers", "data-copy")),
    "svg": frozenset(("focusable",)),
    # only in the frame around a page:
    "meta": frozenset(("charset", "name", "content", "media", "property", "http-equiv")),
    "link": frozenset(("rel", "href", "type", "sizes")), "script": frozenset(("src", "defer")),
    "button": frozenset(("type", "data-search")), "input": frozenset(("type", "autocomplete")), "label": frozenset(("for",)),
}  # fmt: skip
_LINKS = frozenset(("http", "https", "mailto", "tel", "sms"))
_RELS = frozenset(("canonical", "prev", "next", "icon", "stylesheet", "noopener", "noreferrer", "nofollow"))
_SCHEME = re.compile(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SHOWN_LATER = ("age", "ages")  # what the page's own script shows
_HTML = frozenset(
    f"{_TEXT} {_FRAME} address applet area aside audio base bdi bdo bgsound big canvas caption center col colgroup data"
    " datalist details dialog embed fieldset figcaption figure font form frame frameset hgroup iframe input label legend map"
    " mark marquee math menu meter noembed noframes noscript object optgroup option output param picture plaintext portal"
    " progress rp rt ruby samp search select slot source strike style summary template textarea track tt var video xmp".split()
)
_MARK = "reader-the-end"
_ARTICLE = re.compile(r'(?<=<article class="text">).*(?=</article>)', re.DOTALL)
_CONTENTS = re.compile(r'(?<=<nav class="contents" id="contents" )([^<>]*>)(.*?)(?=</nav>)', re.DOTALL)


@dataclass(frozen=True)
class Stranger:
    """Something in a page that is not on the list: a sentence, and the text to look for in what somebody wrote."""

    message: str
    mark: str


def in_text(html: str) -> Iterator[Stranger]:
    """What is not on the list in the text of a page, as Markdown makes it."""
    if _is_plain(html):
        return
    document = html5.parse(f"<!doctype html><body><article>{html}</article><i id={_MARK}></i>")
    elements = frozenset(_TEXT.split()) | {"svg"}
    seen = list(_strangers(document, elements | {"html", "head", "body", "article"}, frame=False))
    body = document.find("body")
    outside = [child.get("id") or child.tag for child in body if isinstance(child.tag, str)] if body is not None else []
    if not seen and outside != ["article", _MARK]:
        yield Stranger("a tag is opened and not closed, or closed and not opened, and takes the rest of the page with it; "
                       "write this part in Markdown, without tags", "<")  # fmt: skip
    yield from seen
    if not seen:
        for message, mark in balance.faults(html):
            yield Stranger(message, mark)


def in_page(html: str, ours: frozenset[str] = frozenset()) -> Iterator[Stranger]:
    """What is not on the list in a whole built page, the frame around the text included.

    `ours` are styles and scripts that a page may hold, letter by letter.
    """
    article = _ARTICLE.search(html)
    if article and _is_plain(article[0]):
        behind = _CONTENTS.sub(lambda part: part[1] + ("" if _is_plain(part[2]) else part[2]), html[article.end() :])
        html = html[: article.start()] + behind
    document = html5.parse(html)
    if ours:
        for parent in document.iter():
            for child in [each for each in parent if each.tag in ("style", "script") and (each.text or "") in ours]:
                parent.remove(child)
    yield from _strangers(document, frozenset(f"{_TEXT} {_FRAME}".split()), frame=True)


def _is_plain(html: str) -> bool:
    """Whether a quick look can tell that all of a text is on the list; what it can't take needs the long one."""
    body = plain_html.body(html.strip())
    return body is not None and next(_strangers(body, frozenset(f"{_TEXT} body".split()), frame=False), None) is None


def _strangers(document: Element, elements: frozenset[str], *, frame: bool) -> Iterator[Stranger]:
    drawn = {part for svg in document.iter("{http://www.w3.org/2000/svg}svg") for part in svg.iter()}
    for element in document.iter():
        if not isinstance(element.tag, str):  # a comment
            continue
        tag = element.tag.rpartition("}")[2]
        if element in drawn:
            if tag not in drawing.ELEMENTS:
                yield _tag(tag)
                continue
        elif (tag not in elements and not _is_fold(element, tag)) or "}" in element.tag:
            yield _tag(tag)
            continue
        if tag == "script" and ("src" not in element.attrib or (element.text or "").strip()):
            yield _tag(tag)
        if tag == "pre" and not frame:
            first = next(iter("".join(element.itertext()).strip("\n").split("\n")), "")
            yield Stranger("four spaces before a line make it code, on a line that does not break; take them out, or put an "
                           "empty line and ``` above and below it", first.rstrip())  # fmt: skip
        for key, value in element.attrib.items():
            name = key if isinstance(key, str) else ":".join(str(part) for part in key)
            if said := _attribute(element, tag, name.rpartition("}")[2], value, drawn=element in drawn, frame=frame):
                yield Stranger(said, value if "leads" in said or "loads" in said else f"{name.rpartition('}')[2]}=")


def _is_fold(element: Element, tag: str) -> bool:
    """Whether this is the fold of the list of sources below a page: nothing else on it may stand folded away."""
    return (tag, element.get("class")) == ("details", "sources") or (tag, element.get("id")) == ("summary", "sources")


def _short(value: str) -> str:
    return " ".join(value.split())[:60]


def _tag(tag: str) -> Stranger:
    if tag in _HTML or tag in ("feimage", "feImage", "foreignObject", "animate", "set", "image", "filter", "mask"):
        return Stranger(f"the tag <{tag}> has no place in a page: it could act or hide something; write this in Markdown, "
                        "or, to show the tag itself, put it between two backticks (`)", f"<{tag}")  # fmt: skip
    return Stranger(f"the words in <{tag} …> would not be seen, because they look like a tag; write ( ) instead of < >, or "
                    "____ for a blank to write on", f"<{tag}")  # fmt: skip


def _attribute(element: Element, tag: str, name: str, value: str, *, drawn: bool, frame: bool) -> str:
    """Why an attribute is not taken; nothing if it is."""
    known = name in _ANYWHERE or name in _ATTRIBUTES.get(tag, ()) or name.startswith("aria-")
    if drawn and (name in drawing.ATTRIBUTES or name == "focusable"):
        known = True
        if name == "href" and not value.startswith("#"):
            return f"“{_short(value)}” leads out of a drawing; take it out"
    if not known and not (frame and name.startswith("data-md-")):
        return f"“{name}=” has no place in a page: it could act or hide something; take it out"
    if name in ("href", "data-fill-href", "src"):
        return _address(tag, name, value)
    classes = element.get("class", "").split()
    if name == "class" and not frame and any(each.startswith("md-") for each in classes):
        return "“class=md-…” could cover the page; take it out"
    if name == "hidden" and not frame and not ({*classes} & {*_SHOWN_LATER} or "data-fill-when" in element.attrib):
        return "“hidden” hides words that nobody finds again; take it out"
    if name == "rel" and not {*value.lower().split()} <= _RELS:
        return f"“rel={_short(value)}” has no place in a page; take it out"
    if name == "http-equiv" and value != "Content-Security-Policy" and not _moved(element, value):
        return f"“http-equiv={_short(value)}” has no place in a page; take it out"
    return ""


def _moved(element: Element, value: str) -> bool:
    """Whether this is the line of an old address that leads to the new one, inside this site."""
    return (
        value == "refresh" and re.fullmatch(r"2; url=(?:\.\./|[\w-]+/|\./)*(?:#[\w-]+)?", element.get("content", "")) is not None
    )


def _address(tag: str, name: str, value: str) -> str:
    if tag == "script":
        if "//" in value or value.endswith(("assets/js/reader.js", "assets/js/moved.js")):
            return ""  # of another host the rule on third parties speaks, with the line
        return f"the script {_short(value)} is not ours; the reader has one, assets/js/reader.js"
    scheme = _SCHEME.match(re.sub(r"[\t\n\r]", "", value))
    far = scheme is not None or value.strip().replace("\\", "/").startswith("//")
    if tag == "link" and value.startswith("data:image/png;"):
        return ""  # the icon of a page that is one file
    if tag == "a" or (tag == "link" and far):
        if scheme is None and far:
            return f"“{_short(value)}” leads to another host without saying how; begin it with https://"
        if scheme is not None and scheme[1].lower() not in _LINKS:
            return (f"“{_short(value)}” leads to something that could run; a link begins with https://, http://, mailto:, tel: "
                    "or sms:, or is the path of a page")  # fmt: skip
        return ""
    if far and not value.startswith("data:image/png;"):
        return (f"loads {_short(value)} from another host, which then knows the reader, or from elsewhere; put a copy into "
                "docs/assets, or make it a link")  # fmt: skip
    return ""

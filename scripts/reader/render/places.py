"""What `<!-- here: … -->` stands for: lists made from the register, the glossary and the list of words."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

import click

from reader.render.context import Context
from reader.render.fact_list import fact_list
from reader.render.footer import reporting
from reader.source import language, moved, syntax, translation
from reader.source.page import way

KNOWN = "facts, contact, return, papers, binder, sheets, keep, translations, language and glossary a-z"


def kept(text: str) -> str:
    """Markdown with its places as paragraphs that no other pass knows."""
    return syntax.HERE.sub(rf"{syntax.KEPT}\1", text)


def fill(root: Element, context: Context) -> None:
    """Put what they ask for in their place. Raises click.ClickException for one that is not known."""
    for at, child in enumerate(list(root)):
        if child.tag == "p" and (child.text or "").startswith(syntax.KEPT):
            name, *words = (child.text or "").removeprefix(syntax.KEPT).split()
            if name not in MADE or (name == "glossary" and not words):
                raise click.ClickException(f"there is no “here: {name}”; known are {KNOWN}")
            root[at] = MADE[name](context, words)


def _facts(context: Context, folders: list[str]) -> Element:
    return fact_list(context.book, context.path, folders)


def _contact(context: Context, _: list[str]) -> Element:
    return reporting(context.book.settings.addresses)


def _return(context: Context, _: list[str]) -> Element:
    """Where a slip goes that is filled in: by hand, and as a photo where an address is known."""
    told, contact = Element("p"), context.book.settings.addresses.contact
    told.text = "Give it to whoever gave you the paper."
    if contact:
        told.text += " Or send a photo of it to "
        address = SubElement(told, "b")
        address.text, address.tail = contact, "."
    return told


def _line(context: Context, _: list[str]) -> Element:
    return Element("p", {"class": "line"})


def _papers(context: Context, _: list[str]) -> Element:
    return Element("div", {"class": "papers", "data-papers": "all"})


def _binder(context: Context, words: list[str]) -> Element:
    """A booklet of one's own; with the word `forms` also the file that holds them all. The build fills it in."""
    return Element("p", {"class": "print", "data-papers": " ".join(["binder", *words])})


def _sheets(context: Context, names: list[str]) -> Element:
    """The forms of these names: what each is for. The build adds a small picture of the sheet, and its files."""
    forms = {page.form: page for page in context.book.pages if page.is_form}
    listing = Element("ul", {"class": "sheets", **context.medium.aside})
    for name in names:
        if name not in forms:
            raise click.ClickException(f"there is no form “{name}” for “here: sheets”; known are {', '.join(forms)}")
        form = forms[name]
        item = SubElement(listing, "li")
        if context.medium.papers:
            SubElement(item, "p", {"class": "sheet", "data-papers": form.path})
        title = SubElement(SubElement(item, "p", {"class": "sheet-title"}), "a", {"href": way(context.path, form.path)})
        title.text = form.title
        SubElement(item, "p").text = form.summary
        if context.medium.papers:
            SubElement(item, "p", {"class": "print", "data-papers": form.path})
    return listing


def _keep(context: Context, _: list[str]) -> Element:
    """Where the page's script puts the button for a copy on the phone; whoever builds the site adds the link to now/."""
    return Element("p", {"class": "keep-here"})


def _language(context: Context, _: list[str]) -> Element:
    """The list of words as people read it."""
    listing = Element("table")
    head = SubElement(SubElement(listing, "thead"), "tr")
    for name in ("Instead of", "We say", "Why"):
        SubElement(head, "th").text = name
    body = SubElement(listing, "tbody")
    for entry in context.book.language.entries:
        row = SubElement(body, "tr")
        why = f"{entry.why[:1].upper()}{entry.why[1:]}. {entry.but}"
        for text in (entry.shown or language.spoken(entry.instead_of), entry.say, why.strip()):
            SubElement(row, "td").text = text
    return listing


def _translations(context: Context, _: list[str]) -> Element:
    """How far each other language is: its pages, what they wait for, and how much of their English has moved."""
    book = context.book
    languages = translation.of_project(book.root)
    if not languages:
        none = Element("p")
        none.text = "There is no other language yet."
        return none
    listing = Element("ul")
    for found in languages:
        item = SubElement(listing, "li")
        name = SubElement(item, "b", {"lang": found.code})
        name.text = found.strings.name
        name.tail = f": {len(found.published)} of {len(book.texts)} pages can be read."
        below = SubElement(item, "ul")
        for part in found.parts.values():
            wait, rows = found.waits(part), moved.lines(book.root, part) if part.moved else []
            said = f"Not published: {wait}." if wait else ""
            if part.moved:
                said += f" The English has moved: {len(rows)} lines." if rows else " The English has moved."
            if said:
                SubElement(below, "li").text = f"{part.path}. {said.strip()}"
        if not len(below):
            item.remove(below)
    return listing


def _glossary(context: Context, words: list[str]) -> Element:
    """Words, meanings, and where to read on: those that begin with the letters `a-c`."""
    pairs = context.medium.pairs
    whole, each, word, says = ("dl", "div", "dt", "dd") if pairs else ("ul", "li", "b", "span")
    listed = Element(whole, {"class": "glossary"})
    first, _, last = words[0].partition("-")
    for term in context.book.glossary.terms:
        if not term.is_among(first, last):
            continue
        pair = SubElement(listed, each)
        SubElement(pair, word, {"id": term.id}).text = term.word
        meaning = SubElement(pair, says)
        meaning.text = f"{term.means} "
        if term.read:
            link = SubElement(meaning, "a", {"href": way(context.path, term.read)})
            link.text = context.book.title_of(term.read.partition("#")[0])
    return listed


MADE: dict[str, Callable[[Context, list[str]], Element]] = {
    "facts": _facts, "contact": _contact, "return": _return, "papers": _papers, "binder": _binder, "sheets": _sheets,
    "keep": _keep, "language": _language, "glossary": _glossary, "line": _line, "translations": _translations,
}  # fmt: skip

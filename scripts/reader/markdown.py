"""The Python-Markdown extension: facts, notes, fixed words and dates become part of the page.

Named in mkdocs.yml like any extension, it works the same under MkDocs, its successors and plain Python-Markdown.
It only replaces: what can be wrong in a page is said by `reader.checks`, which know file and line. Raising here
is the net below them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

import click
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from reader.render.drawing import DrawingError, inline
from reader.render.fact_list import ledger
from reader.render.footer import foot, reporting
from reader.render.notes import Notes
from reader.source import glossary, language, own_files, phone, settings, workspace
from reader.source.book import FACT_LINK, NOTE_MARK, Book, Page
from reader.source.facts import Fact
from reader.source.history import History

_BLANK = r"_{3,}"
BLANKS = (3, 4, 6, 8, 10, 12, 16, 20, 24, 28, 32)  # underscores; their widths stand in reader.css
_BOX = r"\[ \]"
_LINE = re.compile(r"^ {0,3}_{3,}[ \t]*$")
_HERE = re.compile(r"^<!-- here: ([a-z-]+(?: [a-z-]+)*) -->$")
_QUIET = ("tonight", "six-steps", "example")  # no marks where somebody is in a hurry, or copies the words out


class ReaderExtension(Extension):
    """Replaces `[value](fact:id)`, `[^source]` and `<!-- here: … -->`, and writes notes and dates below the page."""

    def __init__(self, **settings: Any) -> None:
        self.config = {
            "root": ["", "The project's folder; the current one when empty"],
            "given": ["", "The book, its history and the page, where the caller has them; else the folder is asked"],
            "notes": ["", "A chapter's notes (reader.render.notes.Notes): the page is for paper, and lists none itself"],
        }
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (the name is Python-Markdown's)
        """Put our steps between those of Python-Markdown; the numbers are its priorities."""
        root, notes, given = (self.getConfig(name) for name in ("root", "notes", "given"))
        sheet = Sheet(Path(root or Path.cwd()), notes or None, given or None)
        md.preprocessors.register(_Whose(md, sheet), "reader-page", 100)  # before snippets (32) change the text
        md.inlinePatterns.register(_FactLink(FACT_LINK.pattern, md), "reader-fact", 177)  # after code (190), before links (160)
        md.inlinePatterns.register(_Unbroken(phone.EMERGENCY, md), "reader-emergency", 175)
        md.inlinePatterns.register(_Blank(_BLANK, md, sheet.paper), "reader-blank", 179)
        md.inlinePatterns.register(_Box(_BOX, md), "reader-box", 178)
        md.inlinePatterns.register(_NoteMark(NOTE_MARK.pattern, md), "reader-note", 176)
        md.treeprocessors.register(_Dress(md, sheet), "reader-dress", 19)  # after inline (20), before toc (5)
        md.treeprocessors.register(_Title(md, sheet), "reader-title", 3)  # after toc, or the number is in the slug


def makeExtension(**settings: Any) -> ReaderExtension:  # noqa: N802 (the name is Python-Markdown's)
    """How Python-Markdown finds the extension in this module."""
    return ReaderExtension(**settings)


class Sheet:
    """What is known of the page being rendered; with the notes of a chapter it is one for paper."""

    def __init__(self, root: Path, notes: Notes | None, given: tuple[Book, History, Page] | None = None) -> None:
        self.root, self.paper = root, notes is not None
        self.given = given is not None
        self.page: Page | None = given[2] if given else None
        self.book: Book
        self.history: History
        self.book, self.history = given[:2] if given else workspace.shelf(root)
        self.notes = notes or Notes(self.book.register)


class _Whose(Preprocessor):
    """Finds out which page this is, by its text: no engine tells an extension the file."""

    def __init__(self, md: Markdown, sheet: Sheet) -> None:
        super().__init__(md)
        self.sheet = sheet

    def run(self, lines: list[str]) -> list[str]:
        if not self.sheet.given:
            self.sheet.page = self.sheet.book.page_of("\n".join(lines))
        page = self.sheet.page
        if page is not None and page.is_form:  # elsewhere such a line is a rule across the page
            lines = [_LINE.sub("\n<!-- here: line -->\n", line) for line in lines]
        return [_HERE.sub(r"reader-here-\1", line) for line in "\n".join(lines).split("\n")]


class _FactLink(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        span = Element("span", {"data-fact": m[2]})
        span.text = AtomicString(" ".join(m[1].split()))
        return span, m.start(0), m.end(0)


class _NoteMark(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        return Element("sup", {"data-note": m[1]}), m.start(0), m.end(0)


class _Unbroken(InlineProcessor):
    """A number that saves a life stays on one line."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        span = Element("span", {"class": "emergency"})
        span.text = AtomicString(m[0])
        return span, m.start(0), m.end(0)


class _Blank(InlineProcessor):
    """`____` is a blank to write on; more underscores are a longer one.

    On a page its width is a class of reader.css, the next longer one of the list: the page's own policy takes no styles
    written into a tag. On paper it is as long as it was typed.
    """

    def __init__(self, pattern: str, md: Markdown, paper: bool) -> None:
        super().__init__(pattern, md)
        self.paper = paper

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        count = len(m[0])
        if self.paper:
            return Element("span", {"class": "blank", "style": f"width:{count * 0.6:.1f}em"}), m.start(0), m.end(0)
        width = next((each for each in BLANKS if each >= count), BLANKS[-1])
        return Element("span", {"class": f"blank b{width}"}), m.start(0), m.end(0)


class _Box(InlineProcessor):
    """`[ ]` is a box to tick."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: N802
        return Element("span", {"class": "box"}), m.start(0), m.end(0)


class _Dress(Treeprocessor):
    """Walks the finished page: values, marks, drawings, tables; then the sources and the foot below it."""

    def __init__(self, md: Markdown, sheet: Sheet) -> None:
        super().__init__(md)
        self.sheet = sheet

    def run(self, root: Element) -> None:
        sheet, page = self.sheet, self.sheet.page
        for steps in _step_lists(root, sheet.book):
            steps.set("class", "six-steps")
            _draw(steps, sheet.root)
        self._terms(root)
        self._generated(root)
        numbers = {fact.id for fact in sheet.book.register.facts.values() if fact.kind in ("phone", "email")}
        for table in root.iter("table"):
            _label(table, numbers)
        if page is not None and page.is_form and not sheet.paper:
            _point_to_paper(root, page)
        _inline_drawings(root, sheet.root / "docs", sheet.root / "docs" / (page.path if page else "page.md"))
        self._marks(root, quiet=False)
        if sheet.paper:
            return
        _make_pressable(root)
        if sheet.notes.numbers:
            section = SubElement(root, "section", {"class": "sources", "data-search-exclude": ""})
            SubElement(section, "h2", {"id": "sources"}).text = "Sources"
            section.append(sheet.notes.listing())
        if page is not None:
            old = sum(element.get("class") == "age" and "hidden" not in element.attrib for element in root.iter())
            root.append(foot(page, sheet.book, sheet.history, settings.from_environment(), old))

    def _terms(self, root: Element) -> None:
        """Lead to the glossary from every page but its own, and from no form: people write on those."""
        page, home = self.sheet.page, self.sheet.book.glossary_page
        if page is not None and home is not None and page != home and not page.is_form:
            paper, told = self.sheet.paper, self.sheet.notes.told
            glossary.Leading(self.sheet.book.glossary, home.path, page.path, paper, told).walk(root)

    def _generated(self, root: Element) -> None:
        """Put what `<!-- here: … -->` asks for in its place."""
        for at, child in enumerate(list(root)):
            text = child.text or ""
            if child.tag != "p" or not text.startswith("reader-here-"):
                continue
            name, *folders = text.removeprefix("reader-here-").split()
            if name == "facts":
                here = self.sheet.page.path if self.sheet.page else "about/facts.md"
                root[at] = ledger(self.sheet.book, here, settings.from_environment(), folders)
            elif name == "contact":
                root[at] = reporting(settings.from_environment())
            elif name == "line":
                root[at] = Element("p", {"class": "line"})
            elif name == "papers":
                root[at] = Element("div", {"class": "papers", "data-papers": "all"})
            elif name == "language":
                root[at] = language.table(language.read(self.sheet.root)[0])
            elif name == "glossary" and folders:
                here = self.sheet.page.path if self.sheet.page else "directory/glossary.md"
                terms, title_of, paper = self.sheet.book.glossary.terms, self.sheet.book.title_of, self.sheet.paper
                root[at] = glossary.listing(terms, folders[0], here, title_of, paper=paper)
            else:
                known = "facts, contact, papers, language and glossary a-z"
                raise click.ClickException(f"there is no “here: {name}”; known are {known}")

    def _marks(self, element: Element, quiet: bool) -> None:
        """Replace every fact and note below `element`, in reading order."""
        quiet = quiet or any(name in element.get("class", "").split() for name in _QUIET)
        for child in list(element):
            if child.get("data-fact"):
                self._fact(element, child, quiet)
            elif child.get("data-note"):
                source = self._known(self.sheet.book.register.sources, child.attrib.pop("data-note"), "source")
                number = self.sheet.notes.number(source.id)  # also of a quiet one: its source stands in the list
                if quiet:
                    _remove(element, child)
                else:
                    self._mark(element, child, number)
            else:
                self._marks(child, quiet)

    def _fact(self, parent: Element, span: Element, quiet: bool) -> None:
        fact = self._known(self.sheet.book.register.facts, span.attrib.pop("data-fact"), "fact")
        if span.text != fact.value:
            raise click.ClickException(f"the text says {span.text}, the register says {fact.value} for {fact.id}")
        address = _address(fact)
        if address:
            span.tag = "a"
            span.set("href", address)
        span.set("class", f"fact {fact.kind}")
        if fact.kind == "email" and not self.sheet.paper:  # long ones break here first
            name, at, rest = fact.value.partition("@")
            span.text = name + at
            SubElement(span, "wbr").tail = rest
        self.sheet.notes.facts.setdefault(fact.id, fact)
        numbers = [self.sheet.notes.number(name) for name in fact.sources]
        if quiet or fact.kind == "emergency":
            return
        tail, span.tail = span.tail, None
        at = list(parent).index(span) + 1
        marks = [Element("sup") for _ in numbers]
        for mark, number in zip(marks, numbers, strict=True):
            parent.insert(at, mark)
            self._mark(parent, mark, number)
            at += 1
        if fact.kind == "phone" and self.sheet.paper:  # it would be read as the end of the number, and dialled
            marks[0].text = None
            marks[0].set("class", f"{marks[0].get('class')} opens")
            marks[-1].set("class", f"{marks[-1].get('class')} closes")
        parent.insert(at, self._age(fact))
        parent[at].tail = tail

    def _age(self, fact: Fact) -> Element:
        """Its date beside the value: shown if old on the edition's day; the page's script shows it when it gets old."""
        age = Element("span", {"class": "age", "data-search-exclude": ""})
        age.text = f" ({fact.dated})"
        if fact.as_of:
            age.set("data-as-of", fact.as_of.text)
            age.set("data-months", str(fact.months_until_old))
        if self.sheet.history.day and not fact.is_old(self.sheet.history.day):
            age.set("hidden", "")
        return age

    def _mark(self, parent: Element, sup: Element, number: int) -> None:
        self.sheet.notes.marked.add(number)
        before = list(parent).index(sup) - 1
        follows = before >= 0 and parent[before].tag == "sup" and not parent[before].tail
        sup.set("class", "note more" if follows else "note")
        sup.set("data-search-exclude", "")
        sup.text = "\u00a0"  # a number that is copied with a phone number would be dialled
        link = SubElement(sup, "a", {"href": f"#source-{number}", "aria-label": f"Source {number}"})
        link.text = str(number)

    def _known(self, among: dict[str, Any], name: str, noun: str) -> Any:
        if name not in among:
            where = f"{self.sheet.page.file}: " if self.sheet.page else ""
            raise click.ClickException(f"{where}there is no {noun} “{name}” in any facts.yml")
        return among[name]


class _Title(Treeprocessor):
    """Below the title: who has checked the page. Before it: its number."""

    def __init__(self, md: Markdown, sheet: Sheet) -> None:
        super().__init__(md)
        self.sheet = sheet

    def run(self, root: Element) -> None:
        page, words, paper = self.sheet.page, self.sheet.book.words, self.sheet.paper
        title = next((child for child in root if child.tag == "h1"), None)
        if page is None or title is None:
            return
        if page.is_form and not paper:
            _rules(root, title, page)
        below: list[tuple[str, str]] = []
        if page.is_opening and not paper:  # on paper, the chapter's opening page says both for all its pages
            below.append(("independent", words.get("independent", "")))
        if page.number:
            number = Element("span", {"class": "number", "data-search-exclude": ""})
            number.text, number.tail = page.number, f" {title.text or ''}"
            title.text = None
            title.insert(0, number)
            below += [("checked", f"Checked {review.on} by {review.by}: {review.checked}.") for review in page.reviewed]
            if not page.reviewed and not paper:
                below.append(("checked", words.get("not-checked", "")))
        at = list(root).index(title) + 1
        for name, text in reversed(below):
            line = Element("p", {"class": name, "data-search-exclude": ""})
            line.text = text
            root.insert(at, line)


def _rules(root: Element, title: Element, page: Page) -> None:
    """On a form: where its paper is (the build fills that in), what must not be written on it, and who keeps it."""
    paper = Element("p", {"class": "print", "data-papers": page.path})
    never, keep = (Element("p", {"class": name, "data-search-exclude": ""}) for name in ("never", "keep"))
    for line, label, text in ((never, "Never write here:", page.never_write), (keep, "Keep:", page.keeps)):
        strong = SubElement(line, "strong")
        strong.text, strong.tail = label, f" {text}"
    steps = any(element.get("class") == "six-steps" for element in root)  # nothing stands before those
    at = list(root).index(title) + 1
    root[at:at] = [paper] if steps else [paper, never]
    end = next((at for at, child in enumerate(root) if child.get("class") in ("sources", "foot")), len(root))
    root[end:end] = [never, keep] if steps else [keep]


def _address(fact: Fact) -> str:
    """What a press on the value does: call, text or write."""
    if fact.kind == "email":
        return f"mailto:{fact.value}"
    return phone.read(fact.value).address if fact.kind in ("phone", "emergency") else ""


def _make_pressable(element: Element) -> None:
    """A number that saves a life is called by a press on it, unless it stands in a link already."""
    for child in element:
        if child.tag == "span" and child.get("class") == "emergency":
            child.tag = "a"
            child.attrib = {"class": "emergency", "href": phone.read(child.text or "").address}
        elif child.tag not in ("a", "button", "summary", "label"):
            _make_pressable(child)


def _step_lists(root: Element, book: Book) -> Iterator[Element]:
    """The lists that are the six steps: they are known by their words, wherever they are included."""
    steps = [plain(line) for line in re.findall(r"^\d+\. (.+)$", book.words.get("six-steps", ""), re.MULTILINE)]
    for listing in root.iter("ol"):
        if steps and [plain("".join(item.itertext())) for item in listing] == steps:
            yield listing


def plain(text: str) -> str:
    """Text without Markdown's stars and doubled spaces."""
    return " ".join(text.replace("*", "").split())


def _draw(steps: Element, root: Path) -> None:
    """Put each step's drawing before its words; the words beside it say the same, so it is hidden from speech."""
    for count, item in enumerate(steps, 1):
        file = root / f"docs/assets/steps/{count}.svg"
        if own_files.is_own(root, file):
            drawing = drawn(file)
            drawing.set("class", "step")
            drawing.tail, item.text = item.text, None
            item.insert(0, drawing)


def _inline_drawings(root: Element, docs: Path, page: Path) -> None:
    """Put our SVG drawings into the page itself: they take the colour of the text, and cost no further request."""
    for parent in root.iter():
        for at, child in enumerate(list(parent)):
            name = child.get("src", "")
            if child.tag != "img" or not name.endswith(".svg"):
                continue
            file = page.parent / unquote(name)
            if not own_files.is_own(docs, file):
                continue
            drawing = drawn(file)
            del drawing.attrib["aria-hidden"]
            drawing.attrib |= {"class": "drawing", "role": "img", "aria-label": child.get("alt", "")}
            drawing.tail = child.tail
            parent[at] = drawing


def drawn(file: Path) -> Element:
    """A drawing for a page. The rule on drawings says with file and line what is wrong with one; this is the net below it."""
    try:
        return inline(file)
    except DrawingError as error:
        raise click.ClickException(f"{file.name}: {error.message}") from error


def _label(table: Element, numbers: Container[str]) -> None:
    """Make a table fit for a phone: cells that know their heading, and logs that are known as such.

    `numbers` are the ids of facts to call or write to: beside those, words would have a third of a phone's width.
    """
    heads = [" ".join("".join(head.itertext()).split()) for head in table.iter("th")]
    rows = [list(row) for row in table.iter("tr") if any(cell.tag == "td" for cell in row)]
    if rows and all(not "".join(cell.itertext()).strip() and not len(cell) for row in rows for cell in row):
        table.set("class", "log")
    elif len(heads) > 2:
        table.set("class", "stack")
        for row in rows:
            for head, cell in zip(heads, row, strict=False):
                cell.set("data-label", head)
    elif heads and any(span.get("data-fact") in numbers for row in rows for span in row[-1].iter("span")):
        table.set("class", "stack calls")
        for row in rows:
            row[-1].set("data-label", heads[-1])


def _point_to_paper(root: Element, page: Page) -> None:
    """Behind each empty log: where its paper is. The build fills it in when there is one."""
    for at, child in reversed(list(enumerate(root))):
        if child.tag == "table" and child.get("class") == "log":
            name = page.path.removeprefix("forms/").removesuffix(".md")
            root.insert(at + 1, Element("p", {"class": "log-paper", "data-form": name}))


def _remove(parent: Element, child: Element) -> None:
    """Take a child out without losing the text behind it."""
    at = list(parent).index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)

"""A form as a Word document: to change, to type into, to print. From the same Markdown as the sheet of paper."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Inches, Length, Pt, RGBColor
from docx.text.paragraph import Paragraph

from reader.export import fields, foot, office_xml, words
from reader.export.manuscript import last_changed, leads, manuscript, target
from reader.export.medium import TEXT
from reader.source.book import Book
from reader.source.history import History
from reader.source.page import Page

_FONT = "Arial"  # every office program has it, or one as wide
_WIDE = 6  # columns from which a sheet lies on its side
_MARGIN = 0.6  # inches
_LINE = 82  # underscores a line
_LEAST = 5  # and of the shortest place that takes a word
_RUNS_ON = 45  # letters behind a box up to which the next box stands beside it, as on paper
_ROW = 20  # points a row is high that is written in
_NARROWEST, _WIDEST = 12, 60  # letters that a column counts for
_EMPTY = 90  # letters that all columns to be filled in share

_NOT_KNOWN = date(2000, 1, 1)  # what office programs are told where nobody knows the day


def written(book: Book, history: History, page: Page, site: str = "") -> bytes:
    """A form's page as a .docx file; `site` is where links into the book lead, if that is known."""
    script = manuscript(book, history, (page,), TEXT)
    [(_, body)] = script.pages
    fields.name_all(body)
    document = office_xml.empty()
    columns = max((len(words.rows(table)[0]) for table in body.iter("table")), default=0)
    _set_up(document, book, history, page, columns >= _WIDE)
    writer = _Writer(document, book, page, site)
    never = document.add_paragraph()
    never.add_run("Never write here: ").bold = True
    never.add_run(page.never_write)
    office_xml.frame(never)
    writer.blocks(body)
    title = next(each for each in document.paragraphs if each.style and each.style.name == "Heading 1")
    title._p.addnext(never._p)
    keep, *rest = foot.lines(book, page, script.notes)
    for at, (label, text) in enumerate((("Keep: ", keep), *(("", line) for line in rest))):
        paragraph = document.add_paragraph()
        paragraph.add_run(label).bold = True
        paragraph.add_run(text)
        for run in paragraph.runs:
            run.font.size = Pt(9)
        if not at:
            office_xml.frame(paragraph, "top")
    return office_xml.packed(document)


def _set_up(document: Document, book: Book, history: History, page: Page, wide: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = (Inches(11), Inches(8.5)) if wide else (Inches(8.5), Inches(11))
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Inches(_MARGIN)
    for name, size in (("Normal", 10.5), ("Heading 1", 22), ("Heading 2", 12.5), ("Heading 3", 10.5)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.color.rgb = _FONT, Pt(size), RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt(0 if name == "Normal" else 7)
        style.paragraph_format.space_after = Pt(4)
        fonts = style.element.rPr.rFonts
        for each in list(fonts.attrib):
            if "Theme" in each:
                del fonts.attrib[each]
    office_xml.speak(document.styles.element, book.settings.language)
    pictured = document.part.package.rels  # python-docx begins with a document that has a picture of itself
    for name in [name for name, rel in pictured.items() if rel.reltype.endswith("/thumbnail")]:
        pictured.pop(name)
    about = document.core_properties
    day = datetime.combine(last_changed(book, history, (page,)) or _NOT_KNOWN, time())
    about.title, about.subject, about.author, about.comments = page.title, page.summary, "", ""
    about.language, about.created, about.modified, about.revision = book.settings.language, day, day, 1


class _Writer:
    """Writes a form's elements into a document. `site` may be empty."""

    def __init__(self, document: Document, book: Book, page: Page, site: str) -> None:
        self.document, self.page, self.site, self.number = document, page, site, 0
        self.known, self.leads = {each.path: each for each in book.pages}, leads(book, page)

    def blocks(self, element: Element) -> None:
        """All below an element. Text that stands in it bare gets a paragraph."""
        if (element.text or "").strip():
            self._run(self.document.add_paragraph(), element.text, False, False)
        for child in element:
            if words.is_seen(child):
                self._block(child)

    def _block(self, element: Element) -> None:
        name = words.tag(element)
        if heading := re.fullmatch("h([1-6])", name):
            self._fill(self.document.add_heading(level=min(3, int(heading[1]))), element)
        elif name == "table":
            self._table(element)
        elif name in ("ul", "ol"):
            self._list(element, name)
        elif name == "hr":
            office_xml.frame(self.document.add_paragraph(), "bottom", "dashed")
        elif name == "p" and "line" in words.classes(element):
            self._place(self.document.add_paragraph(), element, _LINE)
        elif name in ("p", "summary"):
            paragraph = self.document.add_paragraph()
            self._fill(paragraph, element, bold="admonition-title" in words.classes(element))
        else:
            self.blocks(element)

    def _list(self, listing: Element, name: str) -> None:
        """An entry a paragraph; short ones with a box stand side by side."""
        line: Paragraph | None = None
        for item in listing:
            if words.tag(item) != "li":
                continue
            ticked, runs_on = words.is_ticked(item), len(words.said(item)) <= _RUNS_ON
            if line is not None and ticked and runs_on:
                line.add_run("\u2003 ")  # a line may end here, and nowhere inside an entry
            else:
                line = self.document.add_paragraph(style=None if ticked else "List Number" if name == "ol" else "List Bullet")
                line.paragraph_format.space_after = Pt(2)
            before = len(line.runs)
            self._fill(line, item)
            if not (ticked and runs_on):
                line = None
                continue
            for run in line.runs[before:]:
                run.text = run.text.replace(" ", "\u00a0")

    def _table(self, table: Element) -> None:
        heads, rows = words.rows(table)
        made = self.document.add_table(0, len(heads), style="Table Grid")
        made.autofit = False
        section = self.document.sections[0]
        widths = _widths(rows, len(heads), Length((section.page_width or 0) - 2 * (section.left_margin or 0)))
        for number, row in enumerate([heads, *rows]):
            line = made.add_row()
            if not number:
                office_xml.repeat_heads(line._tr)
            elif any(not words.said(cell) for cell in row):
                line.height, line.height_rule = Pt(_ROW), WD_ROW_HEIGHT_RULE.AT_LEAST
            for cell, element, width in zip(line.cells, row, widths, strict=False):
                cell.width = width
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(2)
                self._fill(paragraph, element, bold=not number)
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        gap = self.document.add_paragraph().paragraph_format  # Word joins two tables that nothing parts
        gap.line_spacing, gap.space_after = Pt(5), Pt(0)

    def _fill(self, paragraph: Paragraph, element: Element, bold: bool = False, italic: bool = False) -> None:
        """Everything inside an element, as runs at the end of a paragraph."""
        self._run(paragraph, element.text, bold, italic)
        for child in element:
            if words.is_seen(child):
                self._inline(paragraph, child, bold, italic)
            tail = child.tail or ""
            self._run(paragraph, f"\u00a0{tail.lstrip()}" if "box" in words.classes(child) else tail, bold, italic)

    def _inline(self, paragraph: Paragraph, child: Element, bold: bool, italic: bool) -> None:
        name, kinds = words.tag(child), words.classes(child)
        if length := words.blank(child):
            self._place(paragraph, child, max(length, _LEAST))
        elif "box" in kinds:
            self.number += 1
            paragraph._p.append(office_xml.box(self.number, child.get(fields.NAME, "")))
        elif name in ("svg", "img"):
            self._run(paragraph, f"[Picture: {words.picture(child)}]" if words.picture(child) else "", bold, italic)
        elif "note" not in kinds and name != "wbr":
            bold, italic = bold or name in ("strong", "b") or "fact" in kinds, italic or name in ("em", "i")
            if name == "a" and (address := self._address(child.get("href", ""))):
                office_xml.link(paragraph, address, words.said(child), bold)
            else:
                self._fill(paragraph, child, bold, italic)
            if name == "a" and not urlsplit(child.get("href", "")).scheme:
                self._run(paragraph, self.leads(child), bold, italic)

    def _address(self, href: str) -> str:
        """Where a link leads out of the document; empty for one into a book whose address is not known."""
        if urlsplit(href).scheme:
            return href
        path, place = target(self.page, href)
        page = self.known.get(path)
        return f"{self.site}/{page.url}{f'#{place}' if place else ''}" if self.site and page else ""

    def _place(self, paragraph: Paragraph, element: Element, length: int) -> None:
        self.number += 1
        paragraph._p.append(office_xml.place(self.number, element.get(fields.NAME, ""), length))

    def _run(self, paragraph: Paragraph, text: str | None, bold: bool, italic: bool) -> None:
        """Text as a browser shows it: gaps are one space, none where a line begins."""
        shown = re.sub(r"[ \t\r\n]+", " ", text or "")
        shown = shown if len(paragraph._p) > (paragraph._p.pPr is not None) else shown.lstrip()
        if shown:
            run = paragraph.add_run(shown)
            run.bold, run.italic = bold or None, italic or None


def _widths(rows: list[list[Element]], columns: int, whole: Length) -> list[Length]:
    """How wide each column of a table is: the more it says, the wider, and those to write in have room."""
    said = [[words.said(row[at]) for row in rows if at < len(row)] for at in range(columns)]
    empty = _EMPTY // max(1, sum("" in column for column in said))
    needs = [max([empty if "" in column else 0, *map(len, column)]) for column in said]
    needs = [min(_WIDEST, max(_NARROWEST, need)) for need in needs]
    return [Length(round(whole * need / sum(needs))) for need in needs]

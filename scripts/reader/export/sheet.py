"""A form as a sheet that adds up: .xlsx without macros or locks, one Letter sheet when it is printed."""

from __future__ import annotations

import io
import textwrap
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import Element

import xlsxwriter

from reader import archive
from reader.export import fields, foot, sums, words
from reader.export.manuscript import last_changed, leads, manuscript
from reader.export.medium import TEXT
from reader.source.book import Book
from reader.source.history import History
from reader.source.page import Page

_FIRST, _OTHERS = 30, 15  # width of the first column and of the others, in letters
_MOST = 105  # letters of the whole width: what one Letter sheet takes in a size that can be read
_NARROW = 1.1  # letters in the room of a figure
_LINE = 15.5  # points a line of text is high
_ROW = 21  # and a row to write in
_FONT: dict[str, Any] = {"font_name": "Arial", "font_size": 11}  # Excel and LibreOffice count a column's letters in it
_PLAIN: dict[str, Any] = {**_FONT, "text_wrap": True, "valign": "top"}
_EDGE: dict[str, Any] = {"border": 1, "valign": "vcenter"}
_LOOKS: dict[str, dict[str, Any]] = {  # formats of XlsxWriter by what they are for; `adds`: a number, of dollars on some sheets
    "title": {"bold": True, "font_size": 20},
    "head": {"bold": True, "font_size": 12, "valign": "bottom"},
    "never": {"bold": True, "border": 2},
    "text": {},
    "keep": {"font_size": 9, "top": 2},
    "foot": {"font_size": 9},
    "label": {"valign": "vcenter"},
    "th": {"bold": True, **_EDGE},
    "td": _EDGE,
    "number": {"adds": True, **_EDGE},
    "sum": {"adds": True, "bold": True, "bg_color": "#eeeeee", **_EDGE},
    "blank": {"adds": True, "align": "left", **_EDGE},
    "tick": {"align": "center", **_EDGE},
}

_NOT_KNOWN = date(2000, 1, 1)  # what office programs are told where nobody knows the day


def written(book: Book, history: History, page: Page) -> bytes:
    """A form's page as an .xlsx file. Raises SumError for a line of `sums:` that names what is not there."""
    script = manuscript(book, history, (page,), TEXT)
    [(_, body)] = script.pages
    fields.name_all(body)
    out = io.BytesIO()
    writer = _Writer(out, book, history, page, body)
    writer.text(page.title, "title")
    writer.text(f"Never write here: {page.never_write}", "never")
    writer.blocks(body)
    for name, line in zip(("keep", "foot"), (f"Keep: {page.keeps}", foot.lines(book, page, script.notes)[1]), strict=True):
        writer.text(line, name)
    writer.finish()
    return archive.again(out.getvalue())


class _Writer:
    """Writes from the top down; `row` is the next free one. Every text stands across all columns."""

    def __init__(self, out: io.BytesIO, book: Book, history: History, page: Page, body: Element) -> None:
        self.page, self.row, self.grid, self.leads = page, 0, sums.Grid(), leads(book, page)
        self.filled: dict[tuple[int, int], str] = {}  # cells to write in, and the format each has
        self.workbook = xlsxwriter.Workbook(out, {"in_memory": True, "default_format_properties": {**_FONT}})  # it adds to them
        day = datetime.combine(last_changed(book, history, (page,)) or _NOT_KNOWN, time())
        self.workbook.set_properties({"title": page.title, "subject": page.summary, "created": day})
        self.sheet = self.workbook.add_worksheet(page.title.translate(dict.fromkeys(map(ord, "[]:*?/\\")))[:31])
        self.columns = max([3, *(len(words.rows(table)[0]) for table in body.iter("table"))])
        self.width = min(_OTHERS, (_MOST - _FIRST) / (self.columns - 1))
        self.sheet.set_column(0, 0, _FIRST)
        self.sheet.set_column(1, self.columns - 1, self.width)
        self._print_on_one_sheet()
        self.formats = {name: self._format(**more) for name, more in _LOOKS.items()}

    def _format(self, **more: Any) -> Any:
        money = {"num_format": "#,##0.00"} if more.pop("adds", False) and self.page.edit == "money sheet" else {}
        return self.workbook.add_format({**_PLAIN, **more, **money})

    def _print_on_one_sheet(self) -> None:
        self.sheet.set_paper(1)  # Letter
        self.sheet.fit_to_pages(1, 1)
        self.sheet.set_margins(0.5, 0.5, 0.5, 0.5)
        self.sheet.hide_gridlines(2)
        if self.columns > 5:
            self.sheet.set_landscape()

    def text(self, text: str, name: str) -> None:
        """A text across all columns, as high as its lines need."""
        size = {"title": 0.5, "keep": 1.2, "foot": 1.2, "never": 0.95}.get(name, 1)
        lines = _lines(text, (_FIRST + self.width * (self.columns - 1)) * size)
        self.sheet.merge_range(self.row, 0, self.row, self.columns - 1, text, self.formats[name])
        self.sheet.set_row(self.row, {"title": 30}.get(name, lines * _LINE + 4 * (name in ("never", "head"))))
        self.row += 1

    def blocks(self, element: Element) -> None:
        """Everything below an element, in rows."""
        for child in element:
            name = words.tag(child)
            if not words.is_seen(child) or name == "h1":
                continue
            if name == "table":
                self._table(child)
            elif name == "p" and "line" in words.classes(child):
                self._blank(child.get(fields.NAME, ""), "blank")
            elif name in ("p", "li", "h2", "h3", "summary"):
                self._paragraph(child, "text" if name in ("p", "li") else "head")
            elif name != "hr":
                self.blocks(child)

    def _paragraph(self, element: Element, name: str) -> None:
        """Each blank and each box gets a row of its own, its words before it; text without any stands whole."""
        marks = [each for each in element.iter() if fields.NAME in each.attrib]
        for note in [each for each in element.iter() if "note" in words.classes(each)]:
            note.set("hidden", "")
        if not marks:
            self.text(words.said(element, self.leads), name)
        for mark in marks:
            self._blank(mark.get(fields.NAME, ""), "tick" if "box" in words.classes(mark) else "blank")

    def _blank(self, label: str, kind: str) -> None:
        place = (self.row, 1)
        if kind == "tick":
            self.sheet.data_validation(*place, *place, {"validate": "list", "source": ["x"], "error_type": "warning"})
        else:
            self.grid.blanks[label] = place
        self.sheet.write(self.row, 0, label, self.formats["label"])
        self.filled[place] = kind
        self.sheet.set_row(self.row, max(_ROW, _LINE * _lines(label, _FIRST)))
        self.row += 1

    def _table(self, table: Element) -> None:
        heads, rows = words.rows(table)
        names = [words.said(head) for head in heads]
        below = [line for line in self.page.sums if set(sums.is_below(line)) & set(names)]
        for column, head in enumerate(names):
            self.sheet.write(self.row, column, head, self.formats["th"])
            self.grid.columns[head] = (column, self.row + 1, self.row + len(rows))
        self.sheet.set_row(self.row, _LINE * max(_lines(head, self.width if at else _FIRST) for at, head in enumerate(names)))
        for cells in rows:
            self.row += 1
            said = [words.said(each) for each in cells]
            if said[0]:
                self.grid.rows[said[0]] = self.row
            bold = any(words.tag(each) in ("strong", "b") for each in cells[0])
            for column, text in enumerate(said):
                if text:
                    self.sheet.write_string(self.row, column, text, self.formats["th" if bold else "td"])
                else:
                    self.filled[self.row, column] = "number" if column else "td"
            self.sheet.set_row(self.row, max(_ROW, _LINE * _lines(said[0], _FIRST)))
        for _ in below:
            self.row += 1
            self.sheet.write(self.row, 0, "Together", self.formats["th"])
            self.sheet.set_row(self.row, _ROW)
        self.row += 1

    def finish(self) -> None:
        """Write the formulas, and every cell that is to be filled in; save."""
        worked_out = sums.formulas(self.page.sums, self.grid)
        for place, formula in worked_out.items():
            self.sheet.write_formula(*place, formula, self.formats["sum"], _value(formula))
        for (row, column), name in self.filled.items():
            if (row, column) in worked_out:
                continue
            if name == "blank":  # as wide as the sheet
                self.sheet.merge_range(row, column, row, self.columns - 1, "", self.formats[name])
            else:
                self.sheet.write_blank(row, column, None, self.formats[name])
        self.workbook.close()


def _lines(text: str, width: float) -> int:
    """How many lines a text needs in a cell of so many letters; most are narrower than the figures that Excel counts in."""
    return max(1, len(textwrap.wrap(text, int(width * _NARROW))))


def _value(formula: str) -> Any:
    """What a program that does not work sums out shows of an empty sheet."""
    return "" if formula.startswith("=IF(") else 0

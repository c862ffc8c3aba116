"""A form as a sheet: opened with openpyxl, filled in, and worked out by an office program."""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from export.conftest import Books, tells_no_time_but_the_texts
from reader.export import sheet as sheets
from reader.export import sums
from reader.press import products, recipes, subjects
from reader.press.errors import LayoutError
from reader.press.material import Text
from reader.source import workspace
from reader.source.settings import Addresses, Settings
from small import ROOT

BODY = """Some words.[^sample-page]

Left over ______ Float ______

- [ ] counted

| What | How | Planned |
|---|---|---|
| Pay | | |
| Food | | |
| **All costs** | | |

| Day | In or out | Left |
|---|---|---|
| | | |
| | | |
| | | |

After all ________
"""
SUMS = """edit: money sheet
sums:
  - "All costs = sum of Planned"
  - "Left = Left over + In or out so far"
  - "Below = sum of In or out"
  - "After all = Float - All costs | Planned"
"""


def made(books: Books, more: str = SUMS, body: str = BODY) -> bytes:
    return recipes.sheet(books.form("budget", body, more)).content


def opened(content: bytes, **how: bool) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(content), **how).active
    assert isinstance(sheet, Worksheet)
    return sheet


def places(sheet: Worksheet) -> dict[str, tuple[int, int]]:
    """Where every text of a sheet stands: row and column."""
    return {cell.value: (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)}


def test_it_says_what_the_form_says(books: Books) -> None:
    sheet = opened(made(books))
    text = list(places(sheet))
    assert text[:3] == ["Budget", "Never write here: names.", "Some words."]
    assert "Keep: You." in text
    assert "counted" in text
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.paperSize == 1  # Letter
    assert not sheet.protection.sheet


def test_the_same_text_gives_the_same_bytes_on_any_day(books: Books) -> None:
    books.form("budget", BODY, SUMS)
    books.project.commit()
    font = {**sheets._FONT}
    content = recipes.sheet(books.text("budget")).content
    assert font == sheets._FONT  # the first sheet that a process makes is as all that follow
    assert content == recipes.sheet(books.text("budget")).content
    tells_no_time_but_the_texts(content)


def test_a_place_to_write_is_as_wide_as_the_sheet_and_a_sum_is_a_cell(books: Books) -> None:
    sheet = opened(made(books))
    wide = {str(each) for each in sheet.merged_cells.ranges}
    assert f"B{places(sheet)['Float'][0]}:C{places(sheet)['Float'][0]}" in wide
    assert not [each for each in wide if each.startswith(f"B{places(sheet)['After all'][0]}")]


@pytest.mark.parametrize("line", ["All = sum of Planned", "All costs = sum of Plan", "Left = Foo + In or out so far", "no sign",
                                  "After all = Float so far", "After all = All costs | Sum"])  # fmt: skip
def test_a_sum_of_what_is_not_there_stops_the_press_and_says_what_there_is(line: str, books: Books) -> None:
    with pytest.raises(LayoutError, match=re.escape(line)) as stopped:
        made(books, f'edit: money sheet\nsums:\n  - "{line}"\n')
    assert "there are: What, How, Planned" in str(stopped.value) or "write what is worked out" in str(stopped.value)


def worked_out(content: bytes, fill: dict[tuple[int, int], float], folder: Path) -> Worksheet:
    """The sheet with these cells filled in, as LibreOffice works it out and saves it."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (row, column), value in fill.items():
        book.worksheets[0].cell(row, column).value = value
    file = folder / "filled.xlsx"
    book.save(file)
    home = f"-env:UserInstallation=file://{folder}/home"
    how = ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "out"]
    subprocess.run(["soffice", home, *how, file], check=True, capture_output=True)
    return opened((folder / "out/filled.xlsx").read_bytes(), data_only=True)


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_the_sums_work(books: Books, tmp_path: Path) -> None:
    content = made(books)
    at = places(opened(content))
    pay, left = at["Pay"][0], at["Left"][0]
    fill = {(pay, 3): 120.5, (pay + 1, 3): 30, (at["Left over"][0], 2): 10, (at["Float"][0], 2): 500,
            (left + 1, 2): 25, (left + 3, 2): -5}  # fmt: skip
    sheet = worked_out(content, fill, tmp_path)
    assert sheet.cell(pay + 2, 3).value == 150.5
    assert [sheet.cell(left + row, 3).value or "" for row in (1, 2, 3)] == [35, "", 30]
    assert sheet.cell(left + 4, 2).value == 20
    assert sheet.cell(at["After all"][0], 2).value == 349.5


def test_a_column_is_worked_out_in_each_row() -> None:
    grid = sums.Grid({"Each, in $": (1, 5, 6), "How many": (2, 5, 6), "Together": (3, 5, 6)}, {}, {})
    assert sums.formulas(("Together = How many x Each, in $",), grid) == {
        (5, 3): '=IF(OR(C6="",B6=""),"",C6*B6)', (6, 3): '=IF(OR(C7="",B7=""),"",C7*B7)',
    }  # fmt: skip


def said(kind: str, content: bytes) -> str:
    """All words of a Word document or a sheet, as another library reads them."""
    if kind == "document":
        return "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)
    return "\n".join(places(opened(content)))


def test_every_form_of_the_reader_that_says_so_has_its_file() -> None:
    book, past = workspace.current(Settings(ROOT))
    count: Counter[str] = Counter()
    for row, form in itertools.product(products.written("form"), subjects.of(book, "form")):
        if row.offered(form):
            page, text = form.pages[0], said(row.kind, row.make(Text(book, past, Addresses(), form)).content)
            assert f"Never write here: {page.never_write}" in text, form.title
            assert f"Keep: {page.keeps}" in text, form.title
            count[row.kind] += 1
    assert count["sheet"] >= 8
    assert count["document"] >= 20


@pytest.mark.skipif(not ("READER_TEST_ALL" in os.environ and shutil.which("soffice")), reason="with --all, and LibreOffice")
def test_every_file_prints_on_one_sheet(tmp_path: Path) -> None:
    book, past = workspace.current(Settings(ROOT))
    files = []
    for row, form in itertools.product(products.written("form"), subjects.of(book, "form")):
        if row.offered(form):
            files.append(tmp_path / Path(row.path_of(form)).name)
            files[-1].write_bytes(row.make(Text(book, past, Addresses(), form)).content)
    for kind in (".docx", ".xlsx"):  # LibreOffice starts once for all of a kind
        chosen = [file for file in files if file.suffix == kind]
        how = [f"-env:UserInstallation=file://{tmp_path}/home", "--headless", "--convert-to", "pdf", "--outdir", tmp_path]
        subprocess.run(["soffice", *how, *chosen], check=True, capture_output=True)
        long = {file.stem for file in chosen if len(pypdf.PdfReader(file.with_suffix(".pdf")).pages) != 1}
        assert not long

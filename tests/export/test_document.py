"""A form as a Word document, read back with python-docx: what stands in it, and what can be typed and ticked."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest

from export.conftest import Books, tells_no_time_but_the_texts
from reader.press import recipes
from small import TAKES_LONG

BODY = """Some *words* and a **bold** [9-1-1](fact:call-911).[^sample-page] See [the steps](../overdose/index.md).

Group ____________ Day ______ (role) ____

- [ ] one thing
- a point

## Then

What we saw ____

____

| What | How | Sum |
|---|---|---|
| Pay | | |
| **All** | [ ] yes | ____ of us |
"""


def made(books: Books, body: str = BODY, site: str = "") -> bytes:
    books.form("letter", body, "edit: document\n")
    return recipes.document(books.text("letter", site)).content


def names(content: bytes, kind: str) -> list[str]:
    """What the places of a kind (text, w14:checkbox) are called, in the order of the tab key."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = archive.read("word/document.xml").decode()
    parts = body.split("<w:sdt>")[1:] if "<w:sdt>" in body else body.split("<w:sdt ")[1:]
    return [part.split('w:alias w:val="')[1].split('"')[0] for part in parts if f"<{kind}" in part.split("</w:sdtPr>")[0]]


def test_it_says_what_the_form_says(books: Books) -> None:
    document = docx.Document(io.BytesIO(made(books)))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert text[:2] == ["Letter", "Never write here: names."]
    assert text[2].startswith("Some words and a bold ")
    assert next(line for line in text if line.startswith("Keep: ")) == "Keep: You."
    assert "not an official one" in text[-1]
    assert [each.style.name for each in document.paragraphs if each.text in ("Letter", "Then")] == ["Heading 1", "Heading 2"]
    [table] = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["What", "How", "Sum"]
    assert table.rows[2].cells[0].paragraphs[0].runs[0].bold
    assert document.core_properties.title == "Letter"
    assert (document.sections[0].page_width.inches, document.sections[0].page_height.inches) == (8.5, 11)


def test_every_place_has_a_name_of_its_own(books: Books) -> None:
    content = made(books)
    assert names(content, "w:text") == ["Group", "Day", "(role)", "What we saw", "What we saw, next line", "All: of us"]
    assert names(content, "w14:checkbox") == ["one thing", "All: yes"]
    body = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    numbers = [part.split('"')[0] for part in body.split('<w:id w:val="')[1:]]
    assert len(set(numbers)) == len(numbers) == 8


def test_a_name_says_what_is_asked_for(books: Books) -> None:
    body = "## Money\n\n$ ____\n\n- [ ] other ____\n\n| What | How many |\n|---|---|\n| [ ] Seats:[^sample-page] | ____ |\n"
    content = made(books, body)
    assert names(content, "w:text") == ["Money $", "other, to write", "Seats: How many"]
    assert names(content, "w14:checkbox") == ["other", "Seats"]


def test_nothing_is_locked_and_nothing_runs(books: Books) -> None:
    with zipfile.ZipFile(io.BytesIO(made(books))) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower() or "thumbnail" in name]
        assert "w:lock" not in archive.read("word/document.xml").decode()
        assert "documentProtection" not in archive.read("word/settings.xml").decode()


def test_a_link_leads_to_the_site_where_that_is_known(books: Books) -> None:
    parts = [docx.Document(io.BytesIO(made(books, site=site))).part.rels.values() for site in ("", "https://reader.example")]
    outside = [[rel.target_ref for rel in part if rel.is_external] for part in parts]
    assert outside == [["tel:911"], ["tel:911", "https://reader.example/overdose/"]]


def test_a_wide_log_lies_on_its_side(books: Books) -> None:
    wide = "| A | B | C | D | E | F |\n|---|---|---|---|---|---|\n| | | | | | |\n"
    assert docx.Document(io.BytesIO(made(books, wide))).sections[0].page_width.inches == 11


def test_short_boxes_stand_side_by_side_and_a_number_is_never_broken(books: Books) -> None:
    long = "a thing that takes more words than there is room for beside another one"
    content = made(books, f"- [ ] one thing\n- [ ] two\n- [ ] {long}\n- [ ] three\n\nCall [1-888-555-0100](fact:sample-line).\n")
    text = [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]
    assert [line.replace("\u00a0", "~") for line in text if "\u00a0" in line] == ["~one~thing\u2003 ~two", f"~{long}", "~three"]
    assert "Call 1-888-555-0100" in "".join(text)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("word/document.xml").count(b"<w:noBreakHyphen/>") == 3


def test_columns_are_as_wide_as_what_they_say_and_rows_have_room_for_a_pen(books: Books) -> None:
    content = made(books, "| A | B | C |\n|---|---|---|\n| Short | | |\n| Much more than that | | |\n")
    [table] = docx.Document(io.BytesIO(content)).tables
    first, *others = [column.width.inches for column in table.columns]
    assert 1 < first < others[0] == others[1]
    assert first + sum(others) == pytest.approx(7.3, abs=0.01)
    assert [row.height and row.height.pt for row in table.rows] == [None, 20, 20]


def test_the_same_text_gives_the_same_bytes_on_any_day(books: Books) -> None:
    books.form("letter", BODY, "edit: document\n")
    books.project.commit()
    content = recipes.document(books.text("letter")).content
    assert content == recipes.document(books.text("letter")).content
    tells_no_time_but_the_texts(content)


@TAKES_LONG
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_an_office_program_prints_it(books: Books, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(made(books))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    subprocess.run(["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "letter.docx"],
                   check=True, capture_output=True)  # fmt: skip
    [page] = pypdf.PdfReader(tmp_path / "letter.pdf").pages
    assert "Never write here: names." in page.extract_text()

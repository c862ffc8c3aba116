"""A form to fill in on a screen: every blank is a field with a name, filled in by pypdf, drawn by PDFium, read back."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from PIL import Image
from pypdf.generic import DictionaryObject

from press.conftest import Papers
from reader.press import recipes, subjects
from reader.press.pdf import fill
from reader.press.pdf.document import elements
from reader.press.pdf.fill import Place
from reader.source import workspace
from reader.source.settings import Settings
from shared import EVERYTHING
from small import ROOT

PATH = "forms/count-fillable.pdf"


@pytest.fixture
def form(papers: Papers) -> pypdf.PdfReader:
    return pypdf.PdfReader(papers.path(PATH))


def widgets(reader: pypdf.PdfReader) -> list[DictionaryObject]:
    return [each.get_object() for each in reader.pages[0]["/Annots"] if each.get_object()["/Subtype"] == "/Widget"]


def test_every_blank_is_a_field_with_a_name(form: pypdf.PdfReader) -> None:
    names = [str(each["/TU"]) for each in widgets(form)]
    assert names == ["Day, row 1", "Kits, row 1", "Day, row 2", "Kits, row 2", "A count, next line"]
    assert len({each["/T"] for each in widgets(form)}) == len(names)
    page = form.pages[0]
    assert page["/Tabs"] == "/S"
    for each in widgets(form):
        left, low, right, high = (float(value) for value in each["/Rect"])
        assert 0 < left < right < float(page.mediabox.width)
        assert 0 < low < high < float(page.mediabox.height)
        assert right - left > 40
        assert "/N" in each["/AP"]


def test_its_fields_stand_where_the_table_has_its_cells(form: pypdf.PdfReader) -> None:
    day, kits, below, _, line = [[float(value) for value in each["/Rect"]] for each in widgets(form)]
    assert 0 < kits[0] - day[2] < 6
    assert 0 < day[1] - below[3] < 6
    assert line[3] < below[1]
    assert line[2] - line[0] > 400


def test_each_field_is_in_the_tree_once(papers: Papers) -> None:
    with papers.open(PATH) as document:
        tree = document.Root.StructTreeRoot
        parents = pikepdf.NumberTree(tree.ParentTree)
        notes = [each for each in document.pages[0].Annots if each.Subtype == "/Widget"]
        tags = [parents[int(each.StructParent)] for each in notes]
        assert {str(tag.S) for tag in tags} == {"/Form"}
        assert [str(tag.Alt) for tag in tags] == [str(each.TU) for each in notes]
        assert len({tag.objgen for tag in tags}) == len(notes) == len(document.Root.AcroForm.Fields)
        assert int(tree.ParentTreeNextKey) > max(int(each.StructParent) for each in notes)


def test_a_field_is_heard_where_its_blank_stands(papers: Papers) -> None:
    with papers.open(PATH) as document:
        fields = [each for each in elements(document.Root.StructTreeRoot) if each.get("/S") == "/Form"]
        assert [str(each.Alt) for each in fields] == [str(each.TU) for each in document.Root.AcroForm.Fields]
        assert [str(each.P.S) for each in fields] == ["/TD"] * 4 + ["/P"]


def test_it_is_filled_in_saved_and_read_back(form: pypdf.PdfReader) -> None:
    writer = pypdf.PdfWriter(clone_from=form)
    writer.update_page_form_field_values(writer.pages[0], {"Day, row 1": "Monday", "A count, next line": "nothing else"})
    out = io.BytesIO()
    writer.write(out)
    again = pypdf.PdfReader(out)
    fields = again.get_fields() or {}
    assert fields["Day, row 1"]["/V"] == "Monday"
    assert fields["Kits, row 1"].get("/V") in (None, "")
    shown = next(each for each in widgets(again) if each["/T"] == "Day, row 1")["/AP"]["/N"].get_object()
    assert b"Monday" in shown.get_data()  # viewers that only paint see it


def drawn(pdf: bytes) -> Image.Image:
    """The first page as Chromium draws it: PDFium, with what its fields hold. A pixel is a point."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()
        return document[0].render(scale=1, grayscale=True).to_pil()
    finally:
        document.close()


def darkest(picture: Image.Image, box: DictionaryObject) -> int:
    """The darkest grey inside a field (0: black, 255: white)."""
    left, low, right, high = (float(value) for value in box["/Rect"])
    inside = picture.crop((int(left) + 2, picture.height - int(high) + 2, int(right) - 2, picture.height - int(low) - 2))
    return int(inside.getextrema()[0])  # type: ignore[arg-type]


def test_a_browser_draws_what_was_filled_in(papers: Papers, form: pypdf.PdfReader) -> None:
    writer = pypdf.PdfWriter(clone_from=form)
    writer.update_page_form_field_values(writer.pages[0], {"Day, row 1": "MMMM"})
    out = io.BytesIO()
    writer.write(out)
    empty, filled = drawn(papers.path(PATH).read_bytes()), drawn(out.getvalue())
    day, kits, *_ = widgets(form)
    assert darkest(filled, day) < darkest(empty, day) - 100
    assert darkest(filled, kits) == darkest(empty, kits)


def covered(file: Path) -> Iterator[str]:
    """Fields of a form that stand on its text, or on each other."""
    fields = [[float(value) for value in each["/Rect"]] for each in widgets(pypdf.PdfReader(file))]
    document = pypdfium2.PdfDocument(file)
    try:
        text = document[0].get_textpage()
        letters = [text.get_charbox(at) for at in range(text.count_chars()) if text.get_text_range(at, 1).strip(" _\r\n")]
    finally:
        document.close()
    assert letters
    for at, field in enumerate(fields):
        for other in (*letters, *fields[at + 1 :]):
            across = min(field[2], other[2]) - max(field[0], other[0])
            if across > 0.5 and min(field[3], other[3]) - max(field[1], other[1]) > 1:
                yield f"{file.name}: {[round(each) for each in field]}"


def test_no_field_stands_on_the_text(papers: Papers, tmp_path: Path) -> None:
    assert [*covered(papers.path(PATH))] == []
    wrong = tmp_path / "wrong.pdf"
    wrong.write_bytes(fill.fillable(papers.path("forms/count.pdf").read_bytes(), (Place("all of it", False, (0, 0, 600, 790)),)))
    assert [*covered(wrong)]


@pytest.mark.skipif(not EVERYTHING, reason="all forms are laid out: scripts/test --all does it")
def test_every_form_of_the_reader_can_be_filled_in(site: Path) -> None:
    files = sorted(site.glob("forms/*-fillable.pdf"))
    assert len(files) > 30
    for file in files:
        form = pypdf.PdfReader(file)
        assert [*covered(file)] == []
        assert file.stat().st_size < 60_000
        assert len(form.pages) == 1
        with pikepdf.Pdf.open(file) as document:
            heard = [str(each.Alt) for each in elements(document.Root.StructTreeRoot) if each.get("/S") == "/Form"]
        assert heard == [str(each["/TU"]) for each in widgets(form)], f"{file.name}: not heard in the order of the tab key"


def test_a_box_is_ticked(form: pypdf.PdfReader) -> None:
    out = io.BytesIO()
    pypdf.PdfWriter(clone_from=form).write(out)
    made = pypdf.PdfReader(io.BytesIO(fill.fillable(_plain(form), (Place("a kit. Or two", True, (50, 50, 62, 62)),))))
    [box] = widgets(made)
    assert (box["/T"], box["/TU"], box["/AS"]) == ("a kit Or two", "a kit. Or two", "/Off")
    drawn = box["/AP"]["/N"]
    assert drawn["/Yes"].get_object().get_data() != drawn["/Off"].get_object().get_data()


def _plain(form: pypdf.PdfReader) -> bytes:
    """The same sheet without its fields."""
    writer = pypdf.PdfWriter(clone_from=form)
    del writer.pages[0]["/Annots"]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_it_is_small_and_has_no_font_twice(papers: Papers) -> None:
    assert papers.path(PATH).stat().st_size < 60_000
    with papers.open(PATH) as document:
        fonts = [str(each.BaseFont) for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each
                 and each.get("/Subtype") != "/CIDFontType0" and each.get("/Subtype") != "/CIDFontType2"]  # fmt: skip
    assert len(fonts) == len(set(fonts))


def test_the_blank_to_print_has_no_fields(papers: Papers) -> None:
    assert not pypdf.PdfReader(papers.path("forms/count.pdf")).get_fields()


def test_posters_cards_and_slips_have_none() -> None:
    book, _ = workspace.current(Settings(ROOT))
    forms = list(subjects.of(book, "form"))
    offered = {form.name for form in forms if recipes.is_filled_in(form)}
    assert "minutes" in offered
    assert not {form.name for form in forms if form.pages[0].cards or form.pages[0].copies > 1} & offered
    assert "overdose-steps" not in offered

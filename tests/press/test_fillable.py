"""A form to fill in on a screen: every blank is a field with a name, filled in by pypdf, saved and read back."""

from __future__ import annotations

import io

import pikepdf
import pypdf
import pytest
from pypdf.generic import DictionaryObject

from press.conftest import Papers
from reader.press import recipes, subjects
from reader.press.pdf import fill
from reader.press.pdf.fill import Place
from reader.source import workspace
from reader.source.settings import Settings
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
    assert day[2] == pytest.approx(kits[0], abs=1.5)
    assert day[1] == pytest.approx(below[3], abs=1.5)
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

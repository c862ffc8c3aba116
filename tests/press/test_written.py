"""A PDF as we write it: what others read in it, and what is not written."""

from __future__ import annotations

import io
import warnings

import pikepdf
import pydyf
import pypdf

from reader.press.pdf import lean, written

MANY = 450  # more than two objects full


def made() -> pydyf.PDF:
    """One page with a font that it uses and one that it doesn't, an object that nobody names, and many elements."""
    pdf = pydyf.PDF()
    stream = pydyf.Stream([b"BT /F1 12 Tf (Use) Tj ET"])
    fonts = {name: pydyf.Dictionary({"Type": "/Font", "Subtype": "/Type1", "BaseFont": "/Helvetica"}) for name in ("F1", "F2")}
    for each in (pydyf.Dictionary({"Type": "/Unused"}), stream, *fonts.values()):
        pdf.add_object(each)
    resources = pydyf.Dictionary({"Font": pydyf.Dictionary({name: font.reference for name, font in fonts.items()})})
    pdf.add_object(resources)
    box = pydyf.Array([0, 0, 200.5, 100])
    page = {"Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": box, "Contents": stream.reference}
    pdf.add_page(pydyf.Dictionary({**page, "Resources": resources.reference}))
    elements = [pydyf.Dictionary({"Type": "/StructElem", "S": "/P", "Place": number}) for number in range(MANY)]
    for each in elements:
        pdf.add_object(each)
    pdf.catalog["Elements"] = pydyf.Array([each.reference for each in elements])
    pdf.info["Title"] = pydyf.String("A (title) 1 0 R")
    return pdf


def bytes_of(pdf: pydyf.PDF) -> bytes:
    lean.make_lean(pdf)
    return written.written(pdf)


def test_others_read_what_was_written() -> None:
    file = bytes_of(made())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = pypdf.PdfReader(io.BytesIO(file), strict=True)
        assert read.pages[0].extract_text() == "Use"
        assert read.metadata is not None and read.metadata.title == "A (title) 1 0 R"
    with pikepdf.Pdf.open(io.BytesIO(file)) as document:
        assert [int(each.Place) for each in document.Root.Elements] == [*range(MANY)]
        assert not document.get_warnings() and not document.check_pdf_syntax()


def test_what_is_not_used_is_not_written() -> None:
    with pikepdf.Pdf.open(io.BytesIO(bytes_of(made()))) as document:
        assert [*document.pages[0].resources["/Font"]] == ["/F1"]
        types = [str(each.get("/Type")) for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        assert types.count("/Font") == 1 and types.count("/StructElem") == MANY and "/Unused" not in types


def test_the_same_document_is_the_same_bytes() -> None:
    other = made()
    other.info["Title"] = pydyf.String("Another")
    assert bytes_of(made()) == bytes_of(made()) != bytes_of(other)

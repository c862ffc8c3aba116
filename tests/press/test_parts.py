"""Finished PDFs taken apart and put together anew, beside what pikepdf makes of them."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from reader.press.pdf import builder, document, impose, parts
from reader.press.pdf.join import joined
from reader.press.pdf.sheets import Side

WORDS = "Brackets (5 0 R) and \\ and [ and >> and 7 0 R"


def made(name: str, content: bytes = b"q Q") -> bytes:
    """A tagged document of two pages, as our press writes them: the second leads to the first."""
    with Pdf.new() as pdf:
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        top = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree, K=Array()))
        owners = Array()
        for number in range(2):
            page = pdf.make_indirect(Dictionary(
                Type=Name.Page, MediaBox=Array([0, 0, 396, 612]), StructParents=number,
                Resources=Dictionary(Font=Dictionary(F=font)), Contents=pdf.make_stream(content + b" %d" % number),
            ))  # fmt: skip
            pdf.pages.append(pikepdf.Page(page))
            said = pdf.make_indirect(
                Dictionary(Type=Name.StructElem, S=Name.P, P=top, Pg=pdf.pages[-1].obj, K=0, Alt=String(WORDS))
            )
            top.K.append(said)
            owners.extend([number, Array([said])])
        first, second = (page.obj for page in pdf.pages)
        link = pdf.make_indirect(Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Dest=String(name), StructParent=2,
            Contents=String(WORDS),
        ))  # fmt: skip
        second.Annots = Array([link])
        owners.extend([2, top.K[1]])
        tree.K, tree.ParentTree = Array([top]), pdf.make_indirect(Dictionary(Nums=owners))
        item = pdf.make_indirect(Dictionary(Title=String(f"{name} {WORDS}"), Dest=Array([first, Name.Fit])))
        outline = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))
        item.Parent = outline
        pdf.Root.StructTreeRoot, pdf.Root.Outlines = tree, outline
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(name), Array([first, Name.Fit])])))
        pdf.docinfo["/Author"] = WORDS
        document.name_it(pdf, name, tagged=True)
        return document.saved(pdf)


def opened(pdf: bytes) -> Pdf:
    found = Pdf.open(io.BytesIO(pdf))
    assert found.check_pdf_syntax() == []
    return found


def test_pages_tags_links_and_outline_of_all_parts_are_there() -> None:
    with opened(joined([made("a"), made("b"), made("a.c")], "All")) as book:
        pages = [page.obj for page in book.pages]
        assert [page.Contents.read_bytes() for page in pages] == [b"q Q 0", b"q Q 1"] * 3
        assert [int(page.StructParents) for page in pages] == [0, 1, 3, 4, 6, 7]
        names = {str(key): pages.index(place[0]) for key, place in pikepdf.NameTree(book.Root.Names.Dests).items()}
        assert names == {"a": 0, "b": 2, "a.c": 4}
        owners, item, titles = pikepdf.NumberTree(book.Root.StructTreeRoot.ParentTree), book.Root.Outlines.First, []
        for number, page in enumerate(pages):
            [owner] = owners[int(page.StructParents)]
            assert (owner.Pg, str(owner.Alt), owner.P.S) == (page, WORDS, Name.Part)
            for note in page.get("/Annots", []):
                assert owners[int(note.StructParent)] == owner and str(note.Contents) == WORDS and number % 2
        while item is not None:
            titles.append(str(item.Title))
            assert item.Parent == book.Root.Outlines
            item = item.get("/Next")
        assert titles == [f"{name} {WORDS}" for name in ("a", "b", "a.c")]
        assert [part.P.S for part in book.Root.StructTreeRoot.K[0].K] == [Name.Document] * 3
        assert (str(book.docinfo["/Title"]), str(book.docinfo["/Author"])) == ("All", WORDS)
        assert book.Root.MarkInfo.Marked and str(book.Root.Lang) == "en-CA"


def test_the_same_parts_give_the_same_bytes_and_what_was_joined_can_be_joined() -> None:
    once = joined([made("a"), made("b")], "Some")
    assert once == joined([made("a"), made("b")], "Some")
    with opened(joined([once, made("c")], "All")) as book:
        assert len(book.pages) == 6
        assert sorted(str(key) for key in pikepdf.NameTree(book.Root.Names.Dests)) == ["a", "b", "c"]


def test_pages_stand_on_sheets_with_all_that_they_use_and_nothing_else() -> None:
    with opened(impose.imposed(made("a"), [Side(2, None), Side(None, 1, mark=3), Side(2, 1)], "Folded")) as sheets:
        drawn = [sorted(page.resources.XObject.keys()) for page in sheets.pages]
        assert drawn == [["/P2"], ["/P1"], ["/P1", "/P2"]]
        form = sheets.pages[2].resources.XObject["/P1"]
        assert form.read_bytes() == b"q Q 0" and form.Resources.Font.F.BaseFont == Name.Helvetica
        assert b" re f" in sheets.pages[1].Contents.read_bytes()
        assert not any(name in sheets.Root for name in ("/StructTreeRoot", "/Outlines", "/Names"))
        kinds = [each.get("/Type") for each in sheets.objects if isinstance(each, Dictionary)]
        assert kinds.count(Name.Font) == 1 and Name.StructElem not in kinds


def test_what_another_program_wrote_is_refused() -> None:
    with Pdf.open(io.BytesIO(made("a"))) as pdf:
        out = io.BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for strange in (b"", b"%PDF-1.7\n", out.getvalue(), made("a")[:900]):
        with pytest.raises(parts.StrangeError, match="at byte"):
            parts.read(strange)


def test_entries_stand_as_they_are_said() -> None:
    said = rb"<</A /B/C<</D 1>>/E[1 (]\)) /F]/G (x\(/H 1)/I 12 0 R /J<0A>/K true/L[0[1 0 R 2 0 R]3[]4 0 R]/M -1.5 /N 5 0 R>>"
    found = parts.entries(said)
    assert found == {
        b"A": b"/B", b"C": b"<</D 1>>", b"E": rb"[1 (]\)) /F]", b"G": rb"(x\(/H 1)", b"I": b"12 0 R", b"J": b"<0A>",
        b"K": b"true", b"L": b"[0[1 0 R 2 0 R]3[]4 0 R]", b"M": b"-1.5", b"N": b"5 0 R",
    }  # fmt: skip
    assert parts.entries(builder.dictionary(found)) == found
    assert parts.numbers(rb"[1 0 R (2 0 R\)) <</A 3 0 R>> 4 0 Rx]") == [b"1", b"3"]

"""The tree of tags without what says nothing holds all else that WeasyPrint's own holds, in the same order."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reader.press import layout
from reader.press.pdf.join import joined
from small import ROOT

HTML = """<html lang=en><title>t</title><h1>Title <a href="#z">led <b>on</b></a></h1>Bare words
<div><p>A <i>b</i> <span>c</span> d</p><section><span>e <em>f</em></span></section></div>
<table><caption>What</caption><thead><tr><th>One<th scope=col colspan=2>Two<tbody><tr><th scope=row>x<td>y<td rowspan=2><p>z</p>
<tr><th scope=row>u<td>v</table><ul><li>g<ul><li>h <p>i</p></ul>after<li id=z>j</ul>
<ol class=n><li>k<ol><li>l</ol></ol><dl><dt>m<dd>n<ul><li>o</ul></dl><form><input name=n></form>
<svg width=9 height=9 xmlns="http://www.w3.org/2000/svg"><title>A dot</title><path d="M0 0h9v9z"/></svg>
<svg width=9 height=9 xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>
<p class=a>p</p><p class=c>q</p>"""
CSS = """@page { size: 3in 3in; margin: 20pt; @bottom-left { content: "foot" } } html { font-family: Reader }
input { appearance: auto } .n, .n li { list-style: none } .a { position: absolute; top: 0 } .c::before { content: "– " }"""


@pytest.mark.parametrize("high", [3, 30])
def test_what_is_said_is_the_same_as_the_long_way(high: int, monkeypatch: pytest.MonkeyPatch) -> None:
    weasyprint = layout._weasyprint()
    from weasyprint.pdf import tags

    from reader.press import quick_tags

    known, missing = layout._loaded(ROOT, layout.fonts.css())
    style = weasyprint.CSS(string=CSS.replace("3in;", f"{high}in;"), font_config=known)
    document = weasyprint.HTML(string=HTML).render(stylesheets=[style], font_config=known, pdf_tags=True, pdf_forms=True)
    assert not missing
    assert (len(document.pages) == 1) == (high == 30)

    def said() -> Any:
        pdfs = list[Any]()
        document.copy().write_pdf(finisher=lambda _, pdf: pdfs.append(pdf), pdf_tags=True, pdf_forms=True)
        return _said(pdfs[0])

    quick = said()
    monkeypatch.setattr(tags, "_build_box_tree", quick_tags._long_way)
    slow = said()
    for kinds in ("/Figure", "/Table", "/TD", "/LBody", "/Lbl", "/Form", "/Link"):
        assert kinds in str(quick)
    foot = [quick.pop()] if high == 30 else []  # on a single sheet it is the last that is said
    assert quick == slow
    assert foot == [piece for piece in foot if piece not in slow]


def test_headings_of_tables_have_names_of_their_own_in_a_joined_document(tmp_path: Path) -> None:
    def laid(word: str) -> bytes:
        html = f"<html lang=en><title>t</title><body><table><tr><th>{word}<th>Two<tr><td>1<td>2</table>"
        return layout.lay_out(html, "html { font-family: Reader }", root=ROOT, cache=tmp_path, name=word).pdf

    with pikepdf.Pdf.open(io.BytesIO(joined([laid("One"), laid("Other")], "Both"))) as both:
        cells = [each for each in both.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") in ("/TH", "/TD")]
        names = [str(cell.ID) for cell in cells if "/ID" in cell]
        headings = [str(name) for cell in cells for name in cell.A.get("/Headers", [])]
    assert len({*names}) == len(names) == 4
    assert sorted(headings) == sorted(names)


def _said(pdf: Any) -> list[Any]:
    """All that says something, each with what is below it; a piece of a page as its page and its mark."""
    pages = list(pdf.page_references)

    def at(reference: bytes) -> Any:
        return pdf.objects[int(reference.split()[0])]

    def below(element: Any) -> list[Any]:
        found = []
        for child in element["K"]:
            each = at(child) if isinstance(child, bytes) else child
            if not isinstance(each, dict):
                found.append((pages.index(element["Pg"]), each))
            elif each["Type"] == "/MCR":
                found.append((pages.index(each["Pg"]), each["MCID"]))
            elif each["Type"] == "/OBJR":
                found.append(at(each["Obj"])["Subtype"])
            elif each["S"] in ("/Span", "/NonStruct") and "T" not in each:
                found.extend(below(each))
            elif each["S"] != "/Figure" or "Alt" in each:
                told = {key: len(value) if key == "Headers" else value for key, value in each.get("A", {}).items()}
                told.pop("BBox", None)
                found.append((each["S"], told, below(each)))
        return found

    return below(at(at(pdf.catalog["StructTreeRoot"])["K"][0]))

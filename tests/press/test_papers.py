"""Every paper, read back with other programs than the one that made it."""

from __future__ import annotations

import ast
import io
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest

from press.conftest import Papers
from reader.press import paper_html, typography
from reader.press.pdf.sheets import booklets
from reader.source import workspace
from reader.source.settings import Settings
from small import ROOT, TAKES_LONG

CHAPTERS = ("overdose", "naloxone")
TAGGED = [f"print/{name}{kind}.pdf" for name in CHAPTERS for kind in ("", "-large")] + ["print/reader.pdf", "forms/count.pdf"]
FOLDED = [f"print/{name}-{kind}.pdf" for name in CHAPTERS for kind in ("booklet", "fronts", "backs")]


@pytest.mark.parametrize("name", CHAPTERS)
def test_sizes(papers: Papers, name: str) -> None:
    for kind, size in (("", (396, 612)), ("-large", (612, 792)), ("-booklet", (792, 612)), ("-fronts", (792, 612)),
                       ("-backs", (792, 612))):  # fmt: skip
        for page in pypdf.PdfReader(papers.path(f"print/{name}{kind}.pdf")).pages:
            assert (float(page.mediabox.width), float(page.mediabox.height)) == size
            assert (float(page.cropbox.width), float(page.cropbox.height)) == size


def test_said_pages_and_size(papers: Papers) -> None:
    for path in (*TAGGED, *FOLDED):
        pages, size = len(pypdf.PdfReader(papers.path(path)).pages), papers.path(path).stat().st_size
        assert f"{papers.path(path)}  {pages} page{'s' * (pages != 1)}, {round(size / 1000)} KB" in papers.said
        assert size < 400_000


@pytest.mark.parametrize("path", TAGGED + FOLDED)
def test_title_language_and_no_dates(papers: Papers, path: str) -> None:
    with papers.open(path) as pdf:
        assert str(pdf.Root.Lang) == "en-CA"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        title = {"overdose": "4 Overdose", "naloxone": "5 Naloxone", "count": "A count"}.get(
            re.split(r"[/.-]", path)[1], "There Is No Authority but Yourself"
        )
        assert str(pdf.docinfo["/Title"]) == title
        assert not {"/CreationDate", "/ModDate"} & set(pdf.docinfo.keys())
        metadata = pdf.Root.Metadata.read_bytes()
        assert title.encode() in metadata
        assert b"Date" not in metadata
        assert str(papers.project.root).encode() not in _everything(pdf)


@pytest.mark.parametrize("path", TAGGED)
def test_tags_lead_to_their_pages_and_back(papers: Papers, path: str) -> None:
    """Every marked content is found through the parent tree, in an element that knows its page and hangs in the tree."""
    with papers.open(path) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()
        tree = pdf.Root.StructTreeRoot
        assert [str(child.S) for child in tree.K] == ["/Document"]
        known = {element.objgen for element in _elements(tree)}
        parents = dict(pikepdf.NumberTree(tree.ParentTree).items())
        found = 0
        for page in pdf.pages:
            assert page.obj.Tabs == pikepdf.Name.S
            owners = parents[int(page.obj.StructParents)]
            for mark in _marked(page):
                owner = owners[mark]
                assert owner.objgen in known
                assert _page_of(owner, mark) == page.obj.objgen
                found += 1
            for note in page.obj.get("/Annots", []):
                owner = parents[int(note.StructParent)]
                assert owner.objgen in known
                assert note.objgen in {
                    child.Obj.objgen for child in _list(owner.K) if isinstance(child, pikepdf.Dictionary) and "/Obj" in child
                }
        assert found > 2
        for element in _elements(tree):
            if str(element.S) == "/Figure":
                assert str(element.get("/Alt", ""))
                box, page = [float(value) for value in element.A.BBox], element.Pg.MediaBox
                assert 0 < box[0] < box[2] < page[2]
                assert 0 < box[1] < box[3] < page[3]


def test_headings_step_by_step(papers: Papers) -> None:
    with papers.open("print/naloxone.pdf") as pdf:
        levels = [str(element.S) for element in _elements(pdf.Root.StructTreeRoot) if re.fullmatch(r"/H\d", str(element.S))]
    assert levels[0] == "/H1"
    assert levels.count("/H1") == 1
    assert set(levels) == {"/H1", "/H2", "/H3"}


@pytest.mark.parametrize("path", TAGGED + FOLDED)
def test_only_our_fonts_and_all_embedded(papers: Papers, path: str) -> None:
    with papers.open(path) as pdf:
        fonts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"]
        names = {str(font.FontName).partition("+")[2] or str(font.FontName) for font in fonts}
        assert names
        assert all(re.fullmatch(r"Reader(-\w+)?", name) for name in names), names  # the name our @font-face rules give
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)


def test_outline_of_chapter_and_book(papers: Papers) -> None:
    assert _outline(papers, "print/naloxone.pdf") == [
        ("5 Naloxone", 1), ("  5 A kit", 2), ("  5.1 A long page", 4), ("  Sources and dates", 8),
        ("  Something wrong in chapter 5?", 8),
    ]  # fmt: skip
    book = _outline(papers, "print/reader.pdf")
    shift = 2 + len(papers.texts("print/overdose.pdf"))
    assert [title for title, _ in book if not title.startswith(" ")] == [
        "There Is No Authority but Yourself", "Contents", "4 Overdose", "5 Naloxone", "Forms", "Index", "About this copy",
    ]  # fmt: skip
    assert ("  5.1 A long page", 4 + shift) in book


def test_folios_are_equal_in_chapter_and_book(papers: Papers) -> None:
    book = papers.folios("print/reader.pdf")
    for number, name in (("4", "overdose"), ("5", "naloxone")):
        texts = papers.texts(f"print/{name}.pdf")
        chapter = papers.folios(f"print/{name}.pdf")
        assert list(chapter) == [f"{number}-{count}" for count in range(1, len(texts) + 1)]
        assert {folio: re.sub(r"( \d)+$", "", book[folio]) for folio in chapter} == chapter


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs pdftotext (apt install poppler-utils)")
def test_folios_as_another_program_reads_them(papers: Papers) -> None:
    pages = _pdftotext(papers, "print/naloxone.pdf")
    for count, text in enumerate(pages, 1):
        assert f"5-{count}" in text
        if count > 1:
            assert "5 Naloxone · changed 2026-11-21 · sources to 2026-01" in text
    begins = 2 + len(papers.texts("print/overdose.pdf"))
    book = _pdftotext(papers, "print/reader.pdf")[begins:][: len(pages)]
    for count, (text, bound) in enumerate(zip(pages, book, strict=True), 1):
        running = begins - 2 + count
        assert text.split() == re.sub(rf"\b{running}(\s+5-{count})$", r"\1", bound.rstrip()).split()
        assert re.search(rf"\b{running}\s+5-{count}$", bound.rstrip())


def test_contents_and_opening_page_name_the_right_folios(papers: Papers) -> None:
    opening, places = papers.texts("print/naloxone.pdf")[0], papers.texts("print/naloxone.pdf")
    assert "A long page" in opening
    at = next(count for count, text in enumerate(places, 1) if "Words before a table" in text)
    assert f"5-{at}" in opening
    running = len(papers.texts("print/overdose.pdf")) + at
    assert f"A long page 5.1 {running} 5-{at}" in papers.texts("print/reader.pdf")[1]


def test_links_land_where_their_words_say(papers: Papers) -> None:
    """In every size: a link's rectangle lies on its words, its place on the heading it names."""
    for path, scale, width in (("print/naloxone.pdf", 1.0, 396), ("print/naloxone-large.pdf", 1.6, 612)):
        with papers.open(path) as pdf:
            order = {page.obj.objgen: count for count, page in enumerate(pdf.pages, 1)}
            places = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())
            target = places["naloxone.index.a-drawing"]
            target = target.D if isinstance(target, pikepdf.Dictionary) else target
            assert order[target[0].objgen] == 2 or "A drawing" in papers.texts(path)[order[target[0].objgen] - 1]
            heading = _heading(papers, path, order[target[0].objgen], "A drawing")
            assert 0 <= float(target[3]) - heading < 40 * scale
            links = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
            named = [
                note for note in links if str(note.get("/Dest", note.get("/A", {}).get("/D", ""))) == "naloxone.index.a-drawing"
            ]
            assert named  # the words, and the folio behind them, which may be two boxes
            for link in named:
                x0, y0, x1, y1 = (float(value) for value in link.Rect)
                assert 30 < x0 < x1 < width - 30
                assert 0 < abs(y1 - y0) < 30 * scale
    with papers.open("print/reader.pdf") as pdf:
        known = {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
        for page in pdf.pages:
            for note in page.obj.get("/Annots", []):
                if "/Dest" in note and not isinstance(note.Dest, pikepdf.Array):
                    assert str(note.Dest) in known


def test_links_out_of_the_chapter_are_looked_up(papers: Papers) -> None:
    text = " ".join(papers.texts("print/naloxone.pdf"))
    assert "See what to do (4.1), and the long page (see 5.1, page 5-4)." in text
    with papers.open("print/naloxone.pdf") as pdf:
        names = {str(note.get("/Dest", "")) for page in pdf.pages for note in page.obj.get("/Annots", [])}
    assert not any("overdose" in name for name in names)


def test_addresses_on_paper(papers: Papers) -> None:
    first = papers.texts("print/naloxone.pdf")[0]
    assert "reader.example/naloxone" in first
    assert "Opens the page. Nothing else." in first
    assert "An independent edition, not BCCDC’s." in first or "An independent edition, not BCCDC's." in first
    assert "Not yet checked" in first
    assert "Last changed 21 November 2026." in first
    assert "corrections@reader.example" in papers.texts("print/naloxone.pdf")[-1]


def test_qr_code_read_back(papers: Papers) -> None:
    image = pytest.importorskip("PIL.Image")
    zxing = pytest.importorskip("zxingcpp")
    if not shutil.which("pdftoppm"):
        pytest.skip("needs pdftoppm (apt install poppler-utils)")
    for name in CHAPTERS:
        for path in (f"print/{name}.pdf", f"print/{name}-large.pdf", f"print/{name}-fronts.pdf"):
            picture = image.open(io.BytesIO(_picture(papers, path, 1, 110)))
            assert [code.text for code in zxing.read_barcodes(picture)] == [f"https://reader.example/{name}/"]


def test_nothing_outside_the_margins(papers: Papers) -> None:
    """No ink nearer to an edge than a cheap printer can print: a quarter of an inch."""
    image = pytest.importorskip("PIL.Image")
    ops = pytest.importorskip("PIL.ImageOps")
    if not shutil.which("pdftoppm"):
        pytest.skip("needs pdftoppm (apt install poppler-utils)")
    for path in ("print/reader.pdf", "print/naloxone-booklet.pdf", "print/naloxone-large.pdf"):
        for number in range(1, len(papers.texts(path)) + 1):
            picture = image.open(io.BytesIO(_picture(papers, path, number, 36))).convert("L")
            box = ops.invert(picture).point(lambda value: 255 if value > 40 else 0).getbbox()
            if box:
                assert min(box[0], box[1], picture.width - box[2], picture.height - box[3]) >= 9, (path, number, box)


@pytest.mark.parametrize("name", CHAPTERS)
def test_booklet_folded_and_read(papers: Papers, name: str) -> None:
    """Fold the printed sheets and turn the pages: they come in order, each once, with only blank ones behind the last."""
    pages = papers.texts(f"print/{name}.pdf")
    sides = _halves(papers, f"print/{name}-booklet.pdf")
    assert _read_folded(sides, pages) == pages
    fronts, backs = (_halves(papers, f"print/{name}-{kind}.pdf") for kind in ("fronts", "backs"))
    assert [side for pair in zip(fronts, backs, strict=True) for side in pair] == sides


def _read_folded(sides: list[tuple[str, str]], pages: list[str]) -> list[str]:
    """Lay the sheets on each other, fold them in the middle, and leaf through. Turned over its short edge, the left half
    of a back lies behind the right half of its front."""
    sheets = [(sides[at], sides[at + 1]) for at in range(0, len(sides), 2)]
    leaves: list[str] = []
    for front, back in sheets:  # outermost first: the first half of the booklet
        leaves += [front[1], back[0]]
    for front, back in reversed(sheets):  # and from the middle out again
        leaves += [back[1], front[0]]
    while len(leaves) > len(pages) and not leaves[-1]:
        leaves.pop()
    return leaves


def test_two_booklets_for_many_pages() -> None:
    made = booklets(97)
    assert [len(each) for each in made] == [13, 12]
    first = [number for sheet in made[0] for side in (sheet.front, sheet.back) for number in (side.left, side.right)]
    assert sorted(number for number in first if number) == list(range(1, 53))
    assert None not in first
    assert len(booklets(48)) == 1
    assert len(booklets(49)) == 2


def test_table_repeats_its_head_and_steps_stay_whole(papers: Papers) -> None:
    texts = papers.texts("print/naloxone.pdf")
    rows = [text for text in texts if "A line of the table" in text]
    assert len(rows) > 1
    assert all("Minute What Number" in text for text in rows)
    if not shutil.which("pdftotext"):
        pytest.skip("needs pdftotext (apt install poppler-utils)")
    for text in _pdftotext(papers, "print/naloxone.pdf"):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert not lines or not re.fullmatch(
            r"A drawing|Steps|Back|What you need|\d+", lines[-2] if "changed" in lines[-1] else ""
        )
        for step in re.findall(r"Step number (\d+)", text):
            assert re.search(rf"^\s*{step}\s+Step number {step}\b", text, re.MULTILINE)


def test_no_word_is_lost_where_marks_are_held(papers: Papers, monkeypatch: pytest.MonkeyPatch) -> None:
    book, past = workspace.current(Settings(papers.project.root))
    pages = next(each.pages for each in book.chapters if each.number == "5")

    def words() -> list[str]:
        return [re.sub(r"<[^>]+>|\s|\xa0", "", html) for _, html in paper_html.manuscript(book, past, pages).pages]

    held = words()
    monkeypatch.setattr(typography, "hold_marks", lambda _: None)
    assert words() == held


@pytest.mark.parametrize(
    ("before", "apart"),
    [("in 2018", True), ("71%", True), ("Form 7", True), ("deaths", False), ("deaths.", False), ("", False)],
)
def test_a_mark_keeps_off_a_figure(before: str, apart: bool) -> None:
    mark = '<sup class="note">\xa0<a href="#source-1">1</a></sup>'
    root = ElementTree.fromstring(f'<div><p>{before}{mark}<sup class="note more">\xa0<a href="#source-2">2</a></sup></p></div>')
    typography.hold_marks(root)
    gap = "\xa0" if apart else ""
    assert "".join(root.itertext()) == f"{before}{gap}12"


# How to read a PDF


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _elements(top: Any) -> Iterator[Any]:
    waiting = [child for child in _list(top.K) if isinstance(child, pikepdf.Dictionary)]
    while waiting:
        element = waiting.pop(0)
        if "/S" not in element:
            continue
        yield element
        waiting = [child for child in _list(element.get("/K", [])) if isinstance(child, pikepdf.Dictionary)] + waiting


def _marked(page: pikepdf.Page) -> Iterator[int]:
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BDC" and "/MCID" in (operands[1] if isinstance(operands[1], pikepdf.Dictionary) else {}):
            yield int(operands[1].MCID)


def _page_of(owner: Any, mark: int) -> tuple[int, int]:
    for child in _list(owner.get("/K", [])):
        if isinstance(child, pikepdf.Dictionary) and child.get("/Type") == "/MCR" and int(child.MCID) == mark:
            page: tuple[int, int] = child.get("/Pg", owner.get("/Pg")).objgen
            return page
    found: tuple[int, int] = owner.Pg.objgen
    return found


def _everything(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return out.getvalue()


def _outline(papers: Papers, path: str) -> list[tuple[str, int]]:
    reader = pypdf.PdfReader(papers.path(path))

    def rows(entries: Any, level: int) -> Iterator[tuple[str, int]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from rows(entry, level + 1)
            else:
                yield "  " * level + str(entry.title), (reader.get_destination_page_number(entry) or 0) + 1

    return list(rows(reader.outline, 0))


def _heading(papers: Papers, path: str, number: int, words: str) -> float:
    """The height at which a line of words stands."""
    found: list[float] = []

    def see(text: str, matrix: list[float], place: list[float], *_: Any) -> None:
        if words in " ".join(text.split()):
            found.append(place[5] * matrix[3] + matrix[5])

    pypdf.PdfReader(papers.path(path)).pages[number - 1].extract_text(visitor_text=see)
    assert found, words
    return found[0]


def _pdftotext(papers: Papers, path: str) -> list[str]:
    command = ["pdftotext", "-layout", str(papers.path(path)), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\f")[:-1]


def _picture(papers: Papers, path: str, number: int, resolution: int) -> bytes:
    command = ["pdftoppm", "-r", str(resolution), "-f", str(number), "-l", str(number), "-png", str(papers.path(path))]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _halves(papers: Papers, path: str) -> list[tuple[str, str]]:
    """The text of the left and the right half of every side: a form XObject stands at the left edge or in the middle."""
    found = []
    for page in pypdf.PdfReader(papers.path(path)).pages:
        content = page.get_contents()
        placed = dict.fromkeys((0.0, 396.0), "")
        drawn = re.findall(r"1 0 0 1 ([\d.]+) 0 cm\s+(/P\d+) Do", content.get_data().decode() if content is not None else "")
        for left, name in drawn:
            form = page["/Resources"]["/XObject"][name]  # type: ignore[index]
            placed[float(left)] = " ".join(page.extract_xform_text(form).split())
        found.append((placed[0.0], placed[396.0]))
    return found


FOLIOS = """
import logging, sys
from pathlib import Path
from reader.press import fonts
root, cache, who = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
fonts.confine(root / "overrides/print/fonts.conf", cache)
from weasyprint import layout as theirs
before = theirs.initialize_page_maker, theirs.make_all_pages
from reader.press import layout, weasyprint_patched
if who == "theirs":
    theirs.initialize_page_maker, theirs.make_all_pages = before
said = []
ear = logging.Handler()
ear.emit = lambda record: said.append(record.getMessage())
log = logging.getLogger("weasyprint.progress")
log.setLevel(logging.INFO)
log.addHandler(ear)
links = "".join(f'<p>Line {n}, page <a href="#p{n * 37 % 120}"></a>, on.</p>' * 2 for n in range(120))
words = "".join(f'<p id="p{n}">{"word " * 60}</p>' for n in range(120))
html = f'<html lang="en"><title>t</title><body style="font-family: Reader">{links}{words}{links}'
css = "@page { size: 300pt 400pt } a::after { content: target-counter(attr(href url), page) }"
sheet = layout.lay_out(html, css, root=root, cache=cache, name="folios")
print(sum("Page" in each and "up-to-date" not in each for each in said), flush=True)
sys.stdout.buffer.write(sheet.pdf)
"""


@TAKES_LONG
def test_third_pass_would_change_nothing(tmp_path: Path) -> None:
    """The folios WeasyPrint finds by itself, with fewer pages laid out again."""
    made = {}
    for who in ("ours", "theirs"):
        command = [sys.executable, "-P", "-c", FOLIOS, str(ROOT), str(tmp_path), who]
        done = subprocess.run(command, capture_output=True, check=True)
        count, _, pdf = done.stdout.partition(b"\n")
        made[who] = int(count), pdf
    assert made["ours"][1] == made["theirs"][1]
    assert made["ours"][0] < made["theirs"][0]


LINES = """
import sys
from pathlib import Path
from reader.press import fonts
fonts.confine(Path(sys.argv[1]) / "overrides/print/fonts.conf", Path(sys.argv[2]))
from reader.press.weasyprint_patched import weasyprint
words = "A court paused it, and the Province took it back in December 2024, before it ever"
def lines(html):
    boxes = [weasyprint.HTML(string=html).render().pages[0]._page_box]
    found = []
    while boxes:
        box = boxes.pop(0)
        if type(box).__name__ == "LineBox":
            found.append("".join(getattr(each, "text", "") for each in box.descendants()))
        else:
            boxes = [*getattr(box, "children", ()), *boxes]
    return found
for width in range(100, 400, 2):
    held = "<span style='white-space: nowrap'>was law.<sup>8</sup></span>"
    print(lines(f"<p style='width: {width}px; font: 12px Reader'>{words} {held}"))
"""


@TAKES_LONG
def test_no_line_ends_while_its_next_word_has_room(tmp_path: Path) -> None:
    """A fault of WeasyPrint: a text that fits, but for the space at its end, was broken after its first word."""
    command = [sys.executable, "-P", "-c", LINES, str(ROOT), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    for said in done.stdout.splitlines():
        lines = ast.literal_eval(said)
        full = max(len(line) for line in lines)
        for line, following in pairwise(lines):
            assert len(f"{line} {following.split()[0]}") > 0.75 * full, lines


def test_a_chapter_says_what_its_star_means_and_one_without_stars_says_nothing(papers: Papers) -> None:
    texts = {name: " ".join(papers.texts(f"print/{name}.pdf")) for name in ("naloxone", "overdose")}
    assert "3 days" in texts["naloxone"]
    for name, text in texts.items():
        assert ("* means that a source has no date." in text) == (name == "naloxone")

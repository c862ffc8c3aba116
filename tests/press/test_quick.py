"""What makes the press quicker changes nothing in what it makes."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdf
import pytest
from tinyhtml5 import inputstream

from reader.press import layout, quick_read
from reader.press.errors import LayoutError
from reader.render import html5
from small import ROOT

WORDS = "People who use drugs look after each other, and nobody uses alone. 604-555-0100 fi ffl “Stay” ʔ Ḵw 1/2 AVAToWa. "
HTML = f"""<html lang=en><title>t</title><h1 id=a>Title <a href="#z"></a></h1>
<p>{WORDS * 6}<b>bold {WORDS}</b> and <i>more <u>under {WORDS}</u></i> <span class=w>{WORDS}</span></p>
<p class=j>{WORDS * 4}</p><p class=s>{WORDS * 3}</p>
<p class=h>extraordinarily unquestionably {WORDS * 3}</p><p class=e>{WORDS * 3}</p>
<p dir=rtl>{WORDS} אבג {WORDS}</p><pre>a\tb\tc  d</pre><p class=o>{"long" * 60}</p>
<table class=c><tr><th>One<td>{WORDS}<td>2<tr><td>x<td>y<td>{WORDS}</table><table><tr><td>{WORDS}<td>{WORDS}</table>
<div class=f><p>{WORDS}</p><p>{WORDS}</p></div><div class=b>{WORDS}</div><ul><li>{WORDS}<li id=z>{WORDS}</ul>
<section id=y><p id=x>Named <b>and <i id=w>in it</i></b> <q lang=fr id=v>quoted</q><ol><li id=u>One<li>Two</ol></section>
<section id=t><p>Named <b>and <i>in it</i></b> <q>quoted</q><ol><li>One<li style="line-height: 2">Two</ol></section>
<p class=g>{WORDS}<p class=l id=s>Led to<p class=q>{WORDS}<p class=k>{WORDS}
<div class=d><p>{WORDS}</p><p class=t>{WORDS}</p><span class=i>{WORDS}</span></div><p class=n>{WORDS}</p><p class=x>{WORDS}</p>
<p class=u>{WORDS}</p>
<div class=m>{f"<p>{WORDS}</p>" * 30}</div><div class=m><p>{WORDS}</p><p class=t>{WORDS}</p></div>
<div class=m><p>{WORDS}</p><p style="column-span: all">{WORDS}</p><p>{WORDS}</p></div>
<div class=v><p id=r>{WORDS}<a href="#x">led</a></p><form><input name=n><b>{WORDS}</b></form></div>
<div class=p><p>{WORDS}</p></div>
<div class=m style="height: 90pt">{f"<p>{WORDS}</p>" * 3}</div>
<svg width=90 height=20 xmlns="http://www.w3.org/2000/svg"><text x=2 y=12 font-family=Reader>{WORDS[:9]}</text></svg>"""
CSS = """@page { size: 4in 5in; margin: 30pt; @bottom-left { content: counter(page); width: 80% } @bottom-right { content: "x" } }
html { font: 11pt/1.3 Reader; hyphens: none } .j { text-align: justify } .s { letter-spacing: .4pt; word-spacing: 1pt }
.h { hyphens: auto; width: 90pt } .e { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; width: 50% }
.o { overflow-wrap: anywhere } .c { border-collapse: collapse } .c td { border: 1pt solid; padding: 2% }
.w { font-variant: small-caps }
.f { display: flex; gap: 4pt } .b { box-sizing: border-box; padding: 5pt; width: calc(50% + 20pt); position: relative; left: 3pt }
td { vertical-align: top; text-decoration: line-through } a::after { content: target-counter(attr(href url), page) }
.d { border: 1pt solid red; border-radius: 4pt; float: left; width: 45%; opacity: .5 } .d p { outline: 2pt dotted blue }
.t { position: absolute; top: 0; border-left: 3pt double; visibility: hidden } .i { display: inline-block; z-index: 2 }
.n { columns: 2; column-rule: 1pt solid; background: #eee; border-bottom: 1pt dashed }
.m { columns: 3; column-fill: auto; column-gap: 4pt; position: relative }
.x { visibility: hidden; outline: 1pt solid } .u { columns: 2; column-rule: 1pt solid }
sup, b { vertical-align: 2pt } li::before { content: "– " } p { margin-inline-start: 3pt; max-height: 90%; min-width: 10% }
section { --tint: #123456; margin: 7pt } section i { color: var(--tint) } #t { --tint: #654321 } #t p { margin: inherit }
html { background: #eee } .g { background: #ddd; border-radius: 4pt 10% } .q { border: 1pt solid; border-radius: 3pt }
.k { visibility: hidden; background: red } .l::after { content: leader(".") "end" } section li::marker { font-weight: bold }
p:has(+ table) b, li:nth-child(2), section:first-of-type > p:only-child, p ~ div[class^="m"] { color: #036 }
:not([id]) > i:last-child, [style*="line"]::before, a:link, tr:nth-last-child(2n+1) > td { text-transform: uppercase }
.v { transform: rotate(3deg); bookmark-level: 2; bookmark-label: "v" } input { appearance: auto } .p { page: other }
@page other { margin: 50pt } @page :left { @bottom-left { content: "left " counter(page) } }"""
LAID = """
import hashlib, sys, tempfile
from pathlib import Path
from reader.press import {names}
if sys.argv[1] == "slow":
    for module in ({names}):
        module.apply = lambda: None
from reader.press import fonts
root, (html, css) = Path(sys.argv[2]), eval(sys.stdin.read())
fonts.confine(root / "overrides/print/fonts.conf", Path(tempfile.mkdtemp()))
from reader.press.weasyprint_patched import weasyprint
from weasyprint.text.fonts import FontConfiguration
known = FontConfiguration()
style = weasyprint.CSS(string=fonts.css() + css, font_config=known)
document = weasyprint.HTML(string=html).render(stylesheets=[style], font_config=known, pdf_tags=True)
print(len(document.pages), hashlib.sha256(document.write_pdf(pdf_tags=True)).hexdigest())
"""
MODULES = "folios, shared_styles, quick_" + ", quick_".join(
    ("boxes", "columns", "draw", "lines", "paint", "pdf", "rules", "styles", "text")
)


def test_the_same_bytes_as_the_long_way() -> None:
    def made(way: str) -> str:
        command = [sys.executable, "-c", LAID.format(names=MODULES), way, str(ROOT)]
        done = subprocess.run(command, input=repr((HTML, CSS)), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    quick = made("quick")
    assert int(quick.split()[0]) > 3
    assert quick == made("slow")


def test_a_style_is_shared_by_all_that_look_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint import css

    made: list[str | None] = []
    begin = css.ComputedStyle.__init__

    def count(style: Any, parent: Any, cascaded: Any, pseudo_type: str | None, *others: Any) -> None:
        made.append(pseudo_type)
        begin(style, parent, cascaded, pseudo_type, *others)

    monkeypatch.setattr(css.ComputedStyle, "__init__", count)
    sections = "".join(f'<section id="s{number}"><p><b>Words</b></p></section>' for number in range(9))
    html = f"<html lang=en><title>t</title><body>{sections}"
    layout.lay_out(html, "html { font-family: Reader } p::before { content: '– ' }", root=ROOT, cache=tmp_path, name="a test")
    # of html, head and title, body, section, p, b and the page; and one of each section, which alone has its name
    assert (made.count(None), made.count("before")) == (7 + 9, 1)


def test_only_pages_that_name_later_ones_are_laid_out_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import page

    made: list[int] = []
    make = page.remake_page

    def remake(number: int, *others: Any) -> Any:
        made.append(number)
        return make(number, *others)

    def said(*names: str) -> list[str]:
        made.clear()
        sections = "".join(f'<section id="{at}"><p>Words</p>{name}</section>' for at, name in enumerate(names))
        html = f"<html lang=en><title>t</title><body>{sections}"
        css = "html { font-family: Reader } section { break-after: page } "
        css += "a::after { content: target-counter(attr(href url), page) }"
        pdf = layout.lay_out(html, css, root=ROOT, cache=tmp_path, name="a test").pdf
        return [" ".join(each.extract_text().split()) for each in pypdf.PdfReader(io.BytesIO(pdf)).pages]

    monkeypatch.setattr(page, "remake_page", remake)
    first, third, last = '<a href="#0">See </a>', '<a href="#2">See </a>', '<a href="#10">See </a>'
    assert said("", first, first) == ["Words", "Words See 1", "Words See 1"]
    assert made == [0, 1, 2]
    assert said(third, third, f"<table><tr><td>{first}</table>") == ["Words See 3", "Words See 3", "Words See 1"]
    assert made == [0, 1, 2], "a folio as wide as the one that stood there"
    assert said(last, *[""] * 9, last) == ["Words See 11", *["Words"] * 9, "Words See 11"]
    assert made == [*range(11), 0], "a wider one"


def test_a_style_is_read_once_and_what_is_wrong_with_it_said_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint

    read: list[str] = []

    class Counted(weasyprint.CSS):  # type: ignore[misc]
        def __init__(self, **more: Any) -> None:
            read.append(more["string"])
            super().__init__(**more)

    monkeypatch.setattr(weasyprint, "CSS", Counted)
    for _ in range(2):
        with pytest.raises(LayoutError, match="colour"):
            layout.lay_out("<html lang=en><title>t</title>", "p { colour: red }", root=ROOT, cache=tmp_path, name="a test")
    assert read.count("p { colour: red }") == 1


def test_the_pattern_for_a_piece_of_text_is_built_once() -> None:
    html5.parse("<p class='a b'>one &amp; two</p>" * 3)
    known = inputstream.characters_until_regex
    before = dict(known)
    html5.parse("<p class='a b'>one &amp; two</p>" * 3)
    assert dict(known) == before and before[(("&", "<", "\0"), False)].pattern == "[^\\x26\\x3c\\x00]+"


@pytest.mark.parametrize(
    ("html", "quickly"),
    [
        ('<!doctype html>\n<html lang="en">\n<body class="a">\n<nav><ul><li>x</li></ul></nav> y\n</body>\n</html>\n', True),
        ("<title>t</title><body style=\"string-set: a 'b > c'\"><article>x &rsquo;<br /></article></body></html>", True),
        ("<body><svg><title>a</title></svg></body></html>", True),
        ("<body><p>a<p>b</body></html>", False),
        ("<body>words alone</body></html>", False),
        ("<body><p>x</p></body></html> <p>more</p>", False),
        ("<p>no frame</p>", False),
        ("<body title=a>b><p>x</p></body></html>", False),
    ],
)
def test_a_text_is_read_as_a_browser_reads_all_of_it(html: str, quickly: bool) -> None:
    weasyprint, given = layout._weasyprint(), []

    class Weasyprint:
        @staticmethod
        def HTML(string: str) -> Any:  # noqa: N802
            given.append(string)
            return weasyprint.HTML(string=string)

    def said(tree: Any) -> list[Any]:
        return [(each.tag, each.text or "", each.tail or "", dict(each.attrib)) for each in tree.iter()]

    found = quick_read.read(Weasyprint, html)
    assert said(found.etree_element) == said(weasyprint.HTML(string=html).etree_element)
    assert (given != [html]) == quickly

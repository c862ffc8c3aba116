"""What must not be printed, or can't: each is said in words that lead somewhere, and nothing is left half done."""

from __future__ import annotations

import contextlib
import functools
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest

import in_process
from press.conftest import FORM, LIVE, environment, page, run, small_book
from reader.press import layout
from reader.press.errors import LayoutError
from small import ROOT, TAKES_LONG, Project, make, until

LACKS = """
import ctypes, sys
class CDLL(ctypes.CDLL):
    def __init__(self, name, *more, **words):
        if name and "LIBRARY" in str(name):
            raise OSError("no LIBRARY")
        super().__init__(name, *more, **words)
ctypes.CDLL = CDLL
"""
Run = Callable[..., subprocess.CompletedProcess[str]]
PART = Path(__file__).parents[2] / "scripts"


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """One chapter of two pages, and no git: the quickest thing to print."""
    return make(tmp_path / "a reader", committed=False)


def pressed(project: Project, chapter: str = "overdose", how: Run = in_process.run) -> subprocess.CompletedProcess[str]:
    return how(project, "press", chapter, "--out", str(project.root / "out"))


def body(project: Project, text: str) -> None:
    project.write("docs/overdose/respond.md", page("Respond", f"## What to do\n\n{text}"))


@pytest.mark.parametrize("library", ["pango", "harfbuzz-subset"])
def test_site_is_built_without_papers(library: str, small: Project, tmp_path: Path) -> None:
    (tmp_path / "lack").mkdir()
    (tmp_path / "lack/sitecustomize.py").write_text(LACKS.replace("LIBRARY", library), encoding="utf-8")
    _has_no_papers(small, functools.partial(run, PYTHONPATH=f"{tmp_path / 'lack'}{os.pathsep}{PART}"))


def test_site_is_built_without_fonts(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "font_source_sans_pro", None)
    _has_no_papers(small, in_process.run)


def _has_no_papers(small: Project, how: Run) -> None:
    done = how(small, "build")
    assert done.returncode == 0, done.stderr
    assert "No papers this time: the papers need" in done.stderr
    assert "type scripts/setup" in done.stderr
    assert "Traceback" not in done.stderr
    assert "print/" not in small.page("overdose/respond/index.html")
    assert not list(small.site.rglob("*.pdf"))
    alone = how(small, "press", "overdose")
    assert alone.returncode == 1
    assert "type scripts/setup" in alone.stderr


@pytest.mark.parametrize("how", [run, in_process.run], ids=["as typed", "in process"])
def test_table_wider_than_the_page(small: Project, how: Run) -> None:
    columns = [f"Wednesday{count}" for count in range(12)]
    body(small, f"| {' | '.join(columns)} |\n|{'---|' * 12}\n| {' | '.join(columns)} |\n")
    done = pressed(small, how=how)
    assert done.returncode == 1
    assert "the table “Wednesday0 | Wednesday1" in done.stderr
    assert "on page 2 is" in done.stderr
    assert "points wider than its page; use fewer columns" in done.stderr
    assert not list((small.root / "out").rglob("*"))
    assert "it can't be printed like this" in done.stderr


def test_drawing_larger_than_the_page(small: Project) -> None:
    tall = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 900"><path d="M1 1h9"/></svg>'
    small.write("docs/assets/drawings/tall.svg", tall)
    body(small, "![A tall thing](../assets/drawings/tall.svg)")
    done = pressed(small)
    assert done.returncode == 1
    assert "the drawing “A tall thing” runs" in done.stderr
    assert "over the foot of page" in done.stderr


def test_word_wider_than_the_page(small: Project) -> None:
    body(small, f"**{'Donaudampfschifffahrt' * 5}**")
    done = pressed(small)
    assert done.returncode == 1
    assert "the text “Donaudampf" in done.stderr


def test_letter_that_our_fonts_lack(small: Project) -> None:
    body(small, "Careful ☎ now.")
    done = pressed(small)
    assert done.returncode == 1
    assert "docs/overdose/respond.md:" in done.stderr  # said before anything is laid out, with its line
    assert "the papers have no letter for “☎”" in done.stderr


def test_warning_of_the_renderer_stops(small: Project) -> None:
    small.replace("overrides/print/print.css", "/* boxes */", ".page { no-such-thing: 1 }")
    done = pressed(small)
    assert done.returncode == 1
    assert "no-such-thing" in done.stderr


def test_number_of_all_pages_is_not_known(small: Project) -> None:
    small.replace("overrides/print/print.css", "/* boxes */", ".page::after { content: counter( pages ) }")
    done = pressed(small)
    assert done.returncode == 1
    assert "its style prints the number of pages in total, which is not known in time; leave it out" in done.stderr


def test_folio_that_is_not_known(small: Project) -> None:
    body(small, "See [after it](#afterwards).\n\n## Afterwards\n\nSome words.")
    small.replace("overrides/print/print.css", "/* boxes */", ".folios a::after { content: attr(data-no) '-0' !important }")
    done = pressed(small)
    assert done.returncode == 1
    assert re.search(r"the folio in “\d-0” on page 1 was not found; build again", done.stderr), done.stderr


def test_form_longer_than_its_sheet(small: Project) -> None:
    small.write("docs/forms/long.md", page("A long form", "A line.\n\n" * 90, FORM))
    small.replace("mkdocs.yml", "  - About this reader:\n", "  - Forms:\n      - forms/long.md\n  - About this reader:\n")
    done = pressed(small, "forms")
    assert done.returncode == 1
    assert "docs/forms/long.md" in done.stderr
    assert "the form A long form needs 3 sheets, and one is the limit; cut it" in done.stderr


@pytest.mark.parametrize("times", [26, 40])  # the foot ends 10 points from the edge, and beyond it
def test_foot_too_close_to_the_edge(times: int, small: Project) -> None:
    kept = FORM.replace("keeps: the group", "keeps: the group" + ", and somebody it trusts" * times)
    small.write("docs/forms/foot.md", page("A blank", "A line.", kept))
    small.replace("mkdocs.yml", "  - About this reader:\n", "  - Forms:\n      - forms/foot.md\n  - About this reader:\n")
    done = pressed(small, "forms")
    assert done.returncode == 1
    assert re.search(r"docs/forms/foot.md .*the foot of page 1 ends \d+ points too close to the paper's edge", done.stderr)
    assert "cut a value that brings a source of its own, or shorten keeps: at the top of the page" in done.stderr


@pytest.mark.parametrize(
    ("from_edge", "form", "fits"), [(19, True, True), (17, True, False), (13, False, True), (11, False, False)]
)
def test_how_near_to_the_edge_a_foot_may_end(from_edge: int, form: bool, fits: bool, tmp_path: Path) -> None:
    """A form is printed anywhere, and many printers leave a quarter of an inch (18 points) white; cheap laser ones 12."""
    css = "html { font: 8pt Reader } @page { size: 5in; margin: 20pt 20pt 60pt; "
    css += f"@bottom-left {{ content: 'foot'; font: 8pt Reader; vertical-align: bottom; margin-bottom: {from_edge}pt }} }}"
    html = "<html lang=en><title>t</title><p>Words"
    with contextlib.nullcontext() if fits else pytest.raises(LayoutError, match="too close to the paper's edge"):
        layout.lay_out(html, css, root=ROOT, cache=tmp_path, name="a test", filled_in=form)


def test_too_much_for_the_opening_page(small: Project) -> None:
    small.replace("docs/overdose/index.md", "What to know before you need it.", "What to know before you need it, " * 60)
    done = pressed(small)
    assert done.returncode == 1
    assert "opening page" in done.stderr or "over the foot of page 1" in done.stderr


def test_opening_page_holds_twelve_pages(small: Project) -> None:
    """With everything that may stand on it, a number of two digits and a title of three lines."""
    names = [f"overdose/p{count}.md" for count in range(10)]
    for name in names:
        small.write(f"docs/{name}", page(f"A title of usual length {name[-4]}", f"Text of {name}."))
    more = "".join(f"      - {name}\n" for name in names)
    small.replace("mkdocs.yml", "      - overdose/respond.md\n", f"      - overdose/respond.md\n{more}")
    small.replace("mkdocs.yml", "- 4 Overdose", "- 12 Overdose and what comes after it")
    small.replace("docs/overdose/index.md", "What to know", "What to know, and what to do, and who to ask, all of it")
    done = in_process.run(small, "press", "12", "--out", str(small.root / "out"), **LIVE)
    assert done.returncode == 0, done.stderr
    first = pypdf.PdfReader(small.root / "out/print/overdose.pdf").pages[0].extract_text()
    assert "12.11" in first
    assert "Opens the page. Nothing else." in first


@pytest.mark.parametrize("nav", ["  - 6 Nothing yet: []\n", "  - 6 Nothing yet:\n"])
def test_chapter_without_pages(small: Project, nav: str) -> None:
    small.replace("mkdocs.yml", "  - About this reader:\n", f"{nav}  - About this reader:\n")
    done = pressed(small, "nothing")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_book_with_a_chapter_without_pages(small: Project) -> None:
    small.replace("mkdocs.yml", "  - About this reader:\n", "  - 6 Nothing yet: []\n  - About this reader:\n")
    done = in_process.run(small, "press", "--all", "--out", str(small.root / "out"))
    assert "Traceback" not in done.stderr


def test_chapter_of_an_empty_page(small: Project) -> None:
    small.write("docs/overdose/index.md", page("Overdose", '!!! tonight "If you only read one thing"\n    Call.\n'))
    body(small, "")
    done = pressed(small)
    assert done.returncode == 0, done.stderr
    assert len(pypdf.PdfReader(small.root / "out/print/overdose.pdf").pages) == 2


@TAKES_LONG
def test_two_hundred_pages_make_two_booklets(small: Project) -> None:
    """Short pages, so that it takes a second: the style puts every paragraph on a page of its own."""
    small.replace("overrides/print/print.css", "/* boxes */", ".page p + p { break-before: page }")
    body(small, "\n\n".join(f"Paragraph {count}." for count in range(200)))
    done = pressed(small)
    assert done.returncode == 0, done.stderr
    pages = pypdf.PdfReader(small.root / "out/print/overdose.pdf").pages
    count = len(pages)
    assert count > 200
    sheets = -(-(-(-count // 8) * 4) // 4) + -(-(count - -(-count // 8) * 4) // 4)
    assert len(pypdf.PdfReader(small.root / "out/print/overdose-booklet.pdf").pages) == 2 * sheets
    assert "4-201" in pages[200].extract_text()


def test_command_says_what_there_is(small: Project) -> None:
    for words in ((), ("--all", "overdose"), ("naloxon",)):
        done = in_process.run(small, "press", *words)
        assert done.returncode == 1
        assert "There are 4 overdose" in done.stderr
    for name in ("4", "overdose", "overdose/"):
        done = in_process.run(small, "press", name)
        assert done.returncode == 0
        assert "overdose-booklet.pdf  2 pages" in done.stdout
    assert (small.root / ".cache/press/print/overdose.pdf").is_file()


def test_checks_come_first(small: Project) -> None:
    body(small, "Call [1-888-555-0199](fact:sample-line).")
    done = pressed(small)
    assert done.returncode == 1
    assert "docs/overdose/respond.md:11  fact-value" in done.stderr
    assert "1 thing to mend first" in done.stderr


# Ctrl-C, and worse


@pytest.fixture
def slow(tmp_path: Path) -> Project:
    """A book whose chapters take some seconds each."""
    project = small_book(tmp_path / "a reader")
    rows = "".join(f"| {count} | words in a long table | more |\n" for count in range(120))
    tables = f"| A | B | C |\n|---|---|---|\n{rows}\n" * 12
    for path, title in (("docs/overdose/respond.md", "Respond"), ("docs/naloxone/long.md", "Long")):
        project.write(path, page(title, f"## What to do\n\n{tables}"))
    return project


# The build, the helper that will bind the book, and one a core.
HELPERS = 2 + (os.cpu_count() or 1)


def started(project: Project) -> subprocess.Popen[str]:
    """A build, as soon as its helpers are at work."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "reader.commands.build"], env=environment(project), cwd=project.root, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests that run in the background are deaf to Ctrl-C
    )  # fmt: skip
    until(lambda: len(list(family(process.pid))) >= HELPERS or process.poll() is not None)
    time.sleep(0.7)
    assert process.poll() is None, process.communicate()
    return process


def family(group: int) -> Iterator[int]:
    """All living processes of a session."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == group and fields[0] != "Z":
                yield int(folder.name)


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes through /proc, which only Linux has")
@pytest.mark.parametrize("whom", ["everybody", "the build"])
def test_ctrl_c(slow: Project, whom: str) -> None:
    """A terminal sends it to everybody, `kill -TERM` only to the build; both leave nothing behind."""
    process = started(slow)
    if whom == "everybody":
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.terminate()
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "interrupted. The last good site stays as it was" in said
    assert "Traceback" not in said
    until(lambda: not list(family(process.pid)), 10)
    assert not slow.site.exists()
    assert not list(slow.root.glob("*.part"))
    assert not list((slow.root / ".cache").rglob("*.part"))


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds processes through /proc, which only Linux has")
def test_killed_build_takes_its_helpers_along(slow: Project) -> None:
    process = started(slow)
    process.kill()
    process.communicate()
    until(lambda: not list(family(process.pid)), 20)
    assert not slow.site.exists()


def test_a_style_that_weasyprint_stumbles_over(small: Project) -> None:
    file = small.root / "overrides/print/print.css"
    file.write_text(f"{file.read_text(encoding='utf-8')}\np {{ transform: matrix(0, 0, 0, 0, 0, 0) }}\n", encoding="utf-8")
    done = pressed(small)
    assert done.returncode == 1
    assert "WeasyPrint stumbles over it" in done.stderr
    assert "take back the last change to it, or to its style in overrides/print" in done.stderr
    assert "Traceback" not in done.stderr

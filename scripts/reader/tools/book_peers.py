"""The same chapters as one tagged book, set by programs that others would take: Typst, and Chromium's print."""

from __future__ import annotations

import itertools
import os
import re
from pathlib import Path

from reader.press import fonts, subjects
from reader.press.paper_html import manuscript
from reader.source import workspace
from reader.source.settings import Settings
from reader.tools import browser, own_python

_PANDOC = "import pypandoc; print(pypandoc.get_pandoc_path())"
_MARKDOWN = "markdown-implicit_figures-yaml_metadata_block-tex_math_dollars-citations"
_BOOK = ("--standalone", "--toc", "--metadata=title:The same book")
# Typst says no to drawings without words (PDF/UA-1), and pandoc leaves them out; the paper is half Letter, as ours is.
_TYPST = r"""
import pathlib, re, sys, typst
book, fonts = pathlib.Path("book.typ"), sys.argv[1]
text = re.sub(r'(image\("[^"]+")', r'\1, alt: "A drawing"', book.read_text())
text = text.replace("paper: paper,", "width: 5.5in, height: 8.5in,").replace("(x: 1.25in, y: 1.25in)", "0.5in")
book.write_text(text)
typst.compile("book.typ", output="typst.pdf", pdf_standards="ua-1", font_paths=[fonts])
"""
_STYLE = "<style>@page { size: 5.5in 8.5in; margin: 0.5in } html { font: 11.25pt/1.36 sans-serif }</style>"


def python(root: Path, name: str) -> Path:
    """The Python of a peer's environment, made first where it is missing. Raises NotInstalledError."""
    listed = f".ci/bench/{name}.txt"
    packages = (root / listed).read_text(encoding="utf-8")
    return own_python.made(root, root / ".cache/bench" / name, name, packages, listed.replace(".txt", ".in"))


def prepare(root: Path, typst: Path, folder: Path) -> str:
    """Write all chapters and forms, as our book has them, as one Markdown file into a folder. Returns where pandoc is.

    It is pandoc that turns our HTML into Markdown: what is made on the page, such as lists of numbers, is in it too.
    """
    pandoc = own_python.said([str(typst), "-c", _PANDOC], "typst", ".ci/bench/typst.in").strip()
    with workspace.lent(Settings(root)) as (book, history):
        parts = []
        for each in (*subjects.of(book, "chapter"), *subjects.of(book, "form")):
            script = manuscript(book, history, each.pages)
            parts += [f"<h1>{each.title}</h1>", *(html for _, html in script.pages), script.sources]
    (folder / "pages.html").write_text(_with_files("\n".join(parts), folder), encoding="utf-8")
    (folder / "style.html").write_text(_STYLE, encoding="utf-8")
    own_python.said(
        [pandoc, "-f", "html-native_divs-native_spans", "-t", f"{_MARKDOWN}-raw_html-header_attributes-link_attributes",
         "-o", str(folder / "book.md"), str(folder / "pages.html")], "typst", ".ci/bench/typst.in",
    )  # fmt: skip
    return pandoc


def _with_files(html: str, folder: Path) -> str:
    """Pages whose drawings are files, as pandoc wants them for Typst, and whose links all lead out: Typst stops at one
    that leads to a place which only our template makes."""
    count = itertools.count(1)

    def drawing(match: re.Match[str]) -> str:
        name = f"{next(count)}.svg"
        (folder / name).write_text(match[0].replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1), encoding="utf-8")
        return f'<img src="{name}" alt="A drawing">'

    return re.sub(r"<svg\b.*?</svg>", drawing, html, flags=re.DOTALL).replace('href="#', 'href="https://reader.example/#')


def typst(python: Path, pandoc: str) -> list[list[str]]:
    """Markdown to typst.pdf (PDF/UA-1), pandoc first."""
    font = ("-V", "mainfont=Source Sans Pro", "-V", "fontsize=11.25pt")
    return [
        [pandoc, "-f", _MARKDOWN, "-t", "typst", *_BOOK, *font, "-o", "book.typ", "book.md"],
        [str(python), "-c", _TYPST, str(fonts.folder())],
    ]


def chromium(pandoc: str, folder: Path) -> list[list[str]]:
    """Markdown to chromium.pdf (tagged), pandoc first. Raises BrowserMissing."""
    alone = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses root
    print_it = [
        "--headless", "--disable-gpu", "--no-pdf-header-footer", "--generate-pdf-document-outline",
        f"--print-to-pdf={folder / 'chromium.pdf'}", (folder / "book.html").as_uri(),
    ]  # fmt: skip
    return [
        [pandoc, "-f", _MARKDOWN, "-t", "html", *_BOOK, "-H", "style.html", "-o", "book.html", "book.md"],
        [browser.find(), *alone, *print_it],
    ]

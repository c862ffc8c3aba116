"""Pages that fill their sheets: what stays whole, and the leadings that are chosen for it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from press.conftest import small_book
from reader.press import fit_pages, leading, page_ways, typography
from reader.press.errors import TemplateFault
from reader.press.leading import Leadings
from reader.press.paper_html import manuscript
from reader.press.strip import Part
from reader.source import workspace
from reader.source.settings import Settings
from small import Project


@pytest.mark.parametrize(
    ("html", "whole"),
    [
        ("<ol><li/><li/><li/><li/><li/><li/></ol>", True),
        ("<ol><li/><li/><li/><li/><li/><li/><li/></ol>", False),
        ("<table><tr/></table>", True),
        ('<div class="admonition letter"><p/></div>', True),
        ('<div class="admonition doubt"><p/></div>', False),
        ("<ul><li/></ul>", False),
    ],
)
def test_what_is_kept_whole(html: str, whole: bool) -> None:
    assert typography.kept_whole(ElementTree.fromstring(html)) == whole


@pytest.mark.parametrize(("rows", "kind"), [(20, None), (60, "cut")])
def test_what_is_much_higher_than_a_page_may_be_cut(rows: int, kind: str | None) -> None:
    said = "<td>some words some words</td>"
    root = ElementTree.fromstring(f"<div><table>{f'<tr>{said}{said}</tr>' * rows}</table></div>")
    typography.let_long_ones_break(root)
    assert root[0].get("class") == kind


def test_points_of_lists_that_may_be_cut_are_pieces() -> None:
    root = ElementTree.fromstring("<div><p>a</p><ul><li>b</li><li>c</li></ul><ol><li>d</li></ol></div>")
    assert [piece.tag for piece in typography.pieces(root)] == ["p", "li", "li", "ol"]


def test_a_title_stays_with_its_first_box_and_no_more() -> None:
    root = ElementTree.fromstring('<div><h2>A</h2><p>a</p><div class="admonition">b</div><p>c</p><p>d</p></div>')
    typography.keep_start_together(root)
    assert [child.tag for child in root[0]] == ["h2", "p", "div"]
    root = ElementTree.fromstring("<div><h2>A</h2><p>a</p><p>b</p><p>c</p><p>d</p></div>")
    typography.keep_start_together(root)
    assert [child.text for child in root[0]] == ["A", "a", "b"]


@pytest.mark.parametrize(("before", "held"), [("", "Supplies"), ("To", "the heart"), ("When they", "say pack up")])
def test_a_title_never_ends_on_a_line_of_one_short_word(before: str, held: str) -> None:
    root = ElementTree.fromstring(f'<div><h2><span class="number">4</span> {before} {held}</h2></div>')
    typography.hold_title(root)
    assert [part.text for part in root[0]] == ["4", held]
    assert "".join(root[0].itertext()).split() == ["4", *before.split(), *held.split()]


def strip(*heights: float, owner: int | None = None, **more: Any) -> list[Part]:
    """Parts so high, one below the other, at every leading: each a piece of one article."""
    tops = [sum(heights[:at]) for at in range(len(heights))]
    tried = len(page_ways.TRIED)
    return [
        Part([top] * tried, [top + high] * tried, "a", at, 45, owner if at else None, False, True, False, **more)
        for at, (top, high) in enumerate(zip(tops, heights, strict=True))
    ]


def test_pages_are_planned_as_full_as_they_can_be() -> None:
    plan = fit_pages.planned(strip(*[100.0] * 12))
    assert [sheet.fill for sheet in plan.sheets] == [500, 500, 200]
    assert (plan.pages, plan.thin, plan.cut) == (4, 0, 0)


def test_what_is_kept_whole_moves_to_the_next_page() -> None:
    parts = strip(200, 200, 60, 60, 60, 60, 60)
    for part in parts[2:]:
        part.owner = 1
    plan = fit_pages.planned(parts)
    assert ([sheet.first for sheet in plan.sheets], plan.cut, plan.thin) == ([0, 2], 0, 0)
    assert dict(fit_pages._by_article(plan)) == {"a": Leadings()}


def test_a_page_may_end_early_so_that_the_next_one_is_no_thin_one() -> None:
    parts = strip(200, 170, 100, 60, 500, 10)
    plan = fit_pages.planned(parts)
    assert ([sheet.fill for sheet in plan.sheets], plan.thin) == ([530, 510], 0)
    parts = strip(200, 170, 150, 250, 500, 10)
    plan = fit_pages.planned(parts)
    assert ([sheet.fill for sheet in plan.sheets], plan.thin) == ([370, 400, 510], 0)
    assert [leadings.overleaf for _, leadings in fit_pages._by_article(plan)] == [{2}]


def test_a_table_is_set_smaller_where_that_saves_a_thin_page() -> None:
    parts = strip(300, 240, 400, 10)
    parts[1] = replace(parts[1], small=(0.0, 220.0))
    plan = fit_pages.planned(parts)
    assert plan.thin == 2
    better = fit_pages.with_smaller_tables(plan)
    assert (better.thin, better.small) == (0, {("a", 1)})
    assert [sheet.fill for sheet in better.sheets] == [520, 410]


def test_a_chapter_is_fitted_and_laid_out_so(tmp_path: Path) -> None:
    """The search works with numbers; the chapter as a whole comes out with as many pages."""
    from reader.press import chapter, layout, style, subjects
    from reader.press.material import Text
    from reader.source.settings import Addresses

    project = small_book(tmp_path / "a reader")
    book, past = workspace.current(Settings(project.root))
    text = Text(book, past, Addresses(), next(each for each in subjects.of(book, "chapter") if each.name == "overdose"))
    found, plan = fit_pages.fitted(text, tmp_path)
    assert list(found) == ["overdose/index.md", "overdose/respond.md"]
    leading.write(project.root, found)
    html = chapter.html(text)
    laid = layout.lay_out(html, style.sheet(project.root, "print.css"), root=project.root, cache=tmp_path, name="overdose")
    assert laid.pages == plan.pages


@pytest.mark.parametrize("value", ["1.3", "0: 3.0", "wide", "0: 1.30, cut", "1: whole"])
def test_a_leading_that_is_none_is_named(tmp_path: Path, value: str) -> None:
    file = tmp_path / leading.FILE
    file.parent.mkdir(parents=True)
    file.write_text(f'a/b.md: "0: 1.30"\nc/d.md: "{value}"\n', encoding="utf-8")
    with pytest.raises(TemplateFault) as stopped:
        leading.chosen(tmp_path)
    assert stopped.value.finding.line == 2
    assert value in stopped.value.finding.message


def test_leadings_are_written_and_read_back(tmp_path: Path) -> None:
    some = Leadings(((0, 1.3), (4, 1.36)), frozenset({3}), frozenset({5, 7}), frozenset({9}), 45)
    leading.write(tmp_path, {"a.md": Leadings(), "b.md": some})
    assert leading.chosen(tmp_path) == {"b.md": some}


def test_leadings_are_put_on_pieces() -> None:
    root = ElementTree.fromstring("<div><p>a</p><h3>b</h3><ul><li>c</li><li>d</li></ul><table/></div>")
    Leadings(((1, 1.3), (3, 1.36)), small=frozenset({4}), overleaf=frozenset({3}), of=5).put_on(root)
    assert [dict(piece.attrib) for piece in typography.pieces(root)] == [
        {}, {}, {"style": "line-height: 1.3"}, {"class": "overleaf"}, {"class": "small"},
    ]  # fmt: skip


def test_a_page_is_rendered_once_with_its_leadings_and_without(project: Project) -> None:
    """Words that wait for the end of the rendering are in both: signs of smarty, tags, what a backslash stands before."""
    project.write(
        "docs/overdose/respond.md",
        f'{project.text("docs/overdose/respond.md")}\n“It’s” \\*one\\* <b>bold</b> "word\'s" end\n\n- a\n- b\n',
    )
    book, past = workspace.current(Settings(project.root))
    pages = next(chapter.pages for chapter in book.chapters if chapter.number)
    run = {"overdose/respond.md": Leadings(((1, 1.3),))}
    alone, both = manuscript(book, past, pages), manuscript(book, past, pages, run)
    assert both.usual == alone.usual == alone.pages
    assert both.pages != both.usual
    usual = [(name, html.replace(' style="line-height: 1.3"', "")) for name, html in both.pages]
    assert usual == list(both.usual)
    assert both.sources == alone.sources


def test_no_page_ends_early_in_a_text_that_has_changed() -> None:
    """What was the first block of a page may be one further down: a heading would stay behind, alone."""
    root = ElementTree.fromstring("<div><p>new</p><p>a</p><h3>b</h3><p>c</p></div>")
    Leadings(overleaf=frozenset({3}), of=3).put_on(root)
    assert not [piece.attrib for piece in root if piece.attrib]

"""Pages that fill their sheets: what stays whole, and the leadings that are chosen for it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from press.conftest import small_book
from reader.press import fit_pages, leading, typography
from reader.press.errors import TemplateFault
from reader.press.fit_pages import Way


def marked(html: str) -> str:
    root = ElementTree.fromstring(f"<div>{html}</div>")
    typography.let_long_ones_break(root)
    return str(root[0].get("class", ""))


@pytest.mark.parametrize(("words", "kind"), [(5, ""), (60, "long")])
def test_what_takes_more_than_half_a_page_may_be_cut(words: int, kind: str) -> None:
    said = "some words " * words
    assert marked("<ol>" + f"<li><p>{said}</p></li>" * 6 + "</ol>") == kind
    assert marked("<table>" + f"<tr><td>{said}</td><td>{said}</td></tr>" * 5 + "</table>") == kind
    assert marked(f'<div class="admonition letter">{f"<p>{said}</p>" * 5}</div>') == f"admonition letter {kind}".strip()
    assert marked("<ul>" + f"<li>{said}</li>" * 9 + "</ul>") == ""


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


def test_ways_count_pages_and_thin_ones() -> None:
    way = Way().then(((520.0, 200.0), 40.0), 1.36)
    assert (way.pages, way.thin, way.down, way.leadings) == (2, 1, 40.0, (1.36,))
    assert way.cost > Way().then(((520.0, 500.0), 40.0), 1.36).cost
    assert way.cost < Way().then(((520.0, 200.0), 40.0), 1.45).cost
    assert [each.down for each in fit_pages._best([way, Way(down=41), Way(down=300)])] == [41, 300]


def test_a_chapter_is_fitted_and_laid_out_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The search measures a page at a time; the chapter as a whole comes out with as many pages."""
    from reader.press import chapter, layout, style, subjects
    from reader.press.material import Text
    from reader.source import workspace
    from reader.source.settings import Addresses, Settings

    monkeypatch.setattr(fit_pages, "TRIED", (1.36, 1.27))
    project = small_book(tmp_path / "a reader")
    book, past = workspace.current(Settings(project.root))
    text = Text(book, past, Addresses(), next(each for each in subjects.of(book, "chapter") if each.name == "overdose"))
    found, way = fit_pages.fitted(text, tmp_path)
    assert list(found) == ["overdose/index.md", "overdose/respond.md"]
    leading.write(project.root, found)
    html = chapter.html(text)
    assert html.count('style="line-height: ') == sum(value != leading.USUAL for value in found.values())
    laid = layout.lay_out(html, style.sheet(project.root, "print.css"), root=project.root, cache=tmp_path, name="overdose")
    assert laid.pages == fit_pages.pages(way)


@pytest.mark.parametrize("value", ["3", "wide", "0"])
def test_a_leading_that_is_none_is_named(tmp_path: Path, value: str) -> None:
    file = tmp_path / leading.FILE
    file.parent.mkdir(parents=True)
    file.write_text(f"a/b.md: 1.30\nc/d.md: {value}\n", encoding="utf-8")
    with pytest.raises(TemplateFault) as stopped:
        leading.chosen(tmp_path)
    assert stopped.value.finding.line == 2
    assert value in stopped.value.finding.message


def test_usual_leadings_are_not_written_down(tmp_path: Path) -> None:
    leading.write(tmp_path, {"a.md": leading.USUAL, "b.md": 1.3})
    assert leading.chosen(tmp_path) == {"b.md": 1.3}

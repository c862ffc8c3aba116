"""What changed since a copy: 20 seeded changes over 5 editions, all of them on the page and on the sheet to paste over."""

from __future__ import annotations

import gzip
import re
import subprocess
from datetime import date
from html import unescape
from pathlib import Path

import pypdf
import pytest

import in_process
from reader.living import changelog, changes
from reader.press.pdf import words
from reader.site import changes_pages
from reader.source import book, git, history
from reader.source.settings import Addresses, Settings
from small import TAKES_LONG, Project, make

FACTS, PAGE = "docs/overdose/facts.yml", "docs/overdose/respond.md"
DAYS = tuple(f"2026-{month:02}-05" for month in range(2, 8))  # the first, and five editions after it
COUNT = 20


def value(fact: int, edition: int) -> str:
    """The value of a seeded fact in an edition: fact 7 changes in edition 7 % 5 + 1 alone."""
    return f"604-555-{100 + fact + (50 if fact % 5 < edition else 0):04}"


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with 20 facts more, four of which change with each of five editions."""
    project = make(tmp_path_factory.mktemp("grown") / "reader", committed=False)
    project.git("init", "-q")
    register, page = project.text(FACTS).rstrip("\n"), project.text(PAGE)
    for edition, day in enumerate(DAYS):
        facts = "".join(
            f"  seeded-{n}:\n    value: {value(n, edition)}\n    kind: {'fee' if n % 4 else 'dose'}\n    what: Seeded {n}\n"
            f'    sources: [sample-page]\n    as_of: "2026-01"\n' for n in range(COUNT)
        )  # fmt: skip
        project.write(FACTS, f"{register}\n{facts}")
        said = " and ".join(f"[{value(n, edition)}](fact:seeded-{n})" for n in range(COUNT))
        project.write(PAGE, page.replace("## Who to ask", f"{said}.\n\n## Who to ask"))
        project.commit(f"Edition {edition}", f"{day}T12:00:00-08:00")
    return project


def pages(project: Project, paper: str = "") -> dict[str, str]:
    loaded, past = book.load(Settings(project.root)), history.read(project.root)
    found = changes.of_folder(changes.moves(loaded, past), "overdose")
    return changes_pages.of_chapter(loaded, past, "overdose", "1 Overdose", found, paper)


def test_all_twenty_stand_on_the_page_and_on_the_sheet(grown: Project) -> None:
    made = pages(grown)
    text, sheet = unescape(made[""]), unescape(made[f"since-{DAYS[1]}"])
    for n in range(COUNT):
        old, new = value(n, 0), value(n, 5)
        assert old != new
        assert f"Seeded {n}: <del>{old}</del> → <strong>{new}</strong> " in text
        assert re.search(rf'Seeded {n}\. .*?respond/">.*?Old: <del>{old}</del></p>\s*<p class="paste">{new}</p>', sheet)
    assert len(gzip.compress(made[""].encode(), 6)) <= changes_pages.MOST
    assert "<script" not in made[""]


@TAKES_LONG
def test_all_twenty_stand_on_the_paper_to_cut_and_glue(grown: Project, tmp_path: Path) -> None:
    done = in_process.run(grown, "press", "overdose", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    path = "print/overdose-paste-over.pdf"
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / path).pages).split())
    chapter = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "print/overdose.pdf").pages]
    for n in range(COUNT):
        [folio] = [f"4-{at}" for at, page in enumerate(chapter, 1) if value(n, 5) in page]
        assert f"{folio} (4.1 Respond) Seeded {n} Old: {value(n, 0)} {value(n, 5)}" in text
    days = [text.index(f"5 {month} 2026") for month in ("July", "June", "May", "April", "March")]
    assert days == sorted(days)
    linked = pages(grown, path)[f"since-{DAYS[1]}"]
    assert f'<a href="../../../{path}">The paste-over sheet</a>' in linked


def test_a_value_is_found_on_its_page_and_not_in_a_longer_number() -> None:
    assert words.holds("Call 604-555-\r\n0100 1 and", "604-555-0100")
    assert words.holds("Pay $1202 now", "$120")  # with the mark of a note
    assert words.holds("after 3 to\n5 minutes", "3 to 5 minutes")
    assert not words.holds("Call 1604-555-0100", "604-555-0100")
    assert not words.holds("Pay $120000", "$120")


def test_old_editions_are_reachable_by_date(grown: Project) -> None:
    settings = Settings(grown.root, Addresses(repo="https://code.example/group/reader"))
    made = changes_pages.of_chapter(book.load(settings), history.read(grown.root), "overdose", "1 Overdose", [])
    assert '<a href="https://code.example/group/reader/releases">Every edition there was, by date</a>' in made[""]
    assert "releases" not in pages(grown)[""]


@pytest.mark.parametrize("edition", range(1, 6))
def test_a_sheet_holds_what_came_on_its_day_or_later(edition: int, grown: Project) -> None:
    sheet = pages(grown)[f"since-{DAYS[edition]}"]
    said = {n for n in range(COUNT) if f'class="paste">{value(n, 5)}<' in sheet}
    assert said == {n for n in range(COUNT) if n % 5 + 1 >= edition}


def test_what_lives_hang_on_stands_first(grown: Project) -> None:
    sheet = pages(grown)[f"since-{DAYS[1]}"]
    assert sheet.index("Lives hang on it") < sheet.index("<h2>Money")
    assert sheet.index("Seeded 16.") < sheet.index("Seeded 1.")


def test_a_copy_from_between_has_all_its_old_values(grown: Project) -> None:
    loaded, past = book.load(Settings(grown.root)), history.read(grown.root)
    first, second = (changes.Move(date(2026, 3, day), "x", "X", (old,), new, "other", "", ()) for day, old, new in
                     ((1, "a", "b"), (2, "b", "a")))  # fmt: skip
    assert changes.since([first, second], date(2026, 3, 1))[0].old == ("b",)
    assert [move.day.isoformat() for move in changes.moves(loaded, past)] == sorted(
        (day for day in DAYS[1:] for _ in range(4)), reverse=True
    )


def test_a_shallow_clone_says_that_it_does_not_know(grown: Project) -> None:
    clone = grown.root.parent / "shallow"
    subprocess.run(["git", "clone", "-q", "--depth", "1", grown.root.as_uri(), str(clone)], check=True)
    made = pages(Project(clone))
    assert "We do not know what changed:" in made[""]
    assert "(a shallow clone)" in made[""]
    assert list(made) == [""]


def test_words_of_the_log_stand_there_too(grown: Project) -> None:
    log = 'date: "2026-06-01", pages: [overdose/respond.md], what: Step 3 is new., matters: life'
    (grown.root / changelog.FILE).write_text(f"- {{{log}}}\n", encoding="utf-8")
    try:
        made = pages(grown)
        assert "Step 3 is new." in made[""]
        assert "Step 3 is new. <a" in made[f"since-{DAYS[1]}"]
        assert "Step 3 is new." not in made[f"since-{DAYS[5]}"]
        for old, new, said in (
            ("2026-06-01", "June", "is wrong"), ("life", "much", "has to be one of: life, law, money, other"),
            ("respond.md", "gone.md", "“overdose/gone.md” that is not there"),
        ):  # fmt: skip
            (grown.root / changelog.FILE).write_text(f"- {{{log.replace(old, new)}}}\n", encoding="utf-8")
            assert said in " ".join(finding.message for finding in changelog.read(grown.root)[1])
    finally:
        (grown.root / changelog.FILE).unlink()


def test_every_blob_is_read_once(grown: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = changes.editions(grown.root, "HEAD")

    def ask(root: object, *words: str) -> str:
        assert words[0] != "cat-file", "a file of the past was read again"
        return asked(root, *words)

    asked = git.ask
    monkeypatch.setattr(git, "ask", ask)
    changes.editions.cache_clear()
    assert changes.editions(grown.root, "HEAD") == before

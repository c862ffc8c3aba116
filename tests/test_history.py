"""When a page last changed: the newest of its text, the words it includes, and the facts and sources on it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

import in_process
from reader.source import book, history
from reader.source.settings import Settings
from small import Project, make

PAGE, OTHER, FACTS = "docs/overdose/respond.md", "docs/overdose/index.md", "docs/overdose/facts.yml"
BEGIN, LATER, LAST = (f"2026-0{month}-04T12:00:00-08:00" for month in (1, 2, 3))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make(tmp_path / "reader", committed=False)
    project.git("init", "-q")
    project.commit("Begin", BEGIN)
    return project


def days(project: Project) -> dict[str, str]:
    """The day of each page, or why there is none."""
    loaded, past = book.load(Settings(project.root)), history.read(project.root)
    found = {page.path: past.of_page(page, loaded) for page in loaded.pages}
    return {path: changed.day.isoformat() if changed.day else changed.reason for path, changed in found.items()}


def moved(project: Project, day: str = "2026-02-04") -> list[str]:
    """The pages whose date is now this one."""
    return [path for path, of_page in days(project).items() if of_page == day]


def test_at_first_all_are_of_one_day(project: Project) -> None:
    assert set(days(project).values()) == {"2026-01-04"}


def test_a_changed_page_has_the_day_of_its_change(project: Project) -> None:
    project.write(PAGE, project.text(PAGE) + "\nMore.\n")
    project.commit("More", LATER)
    assert moved(project) == ["overdose/respond.md"]


def test_changed_words_date_the_pages_that_include_them(project: Project) -> None:
    project.write("docs/_words/after-a-dose.md", "Other words.\n")
    project.commit("Words", LATER)
    assert moved(project) == ["overdose/respond.md"]


def test_a_changed_list_of_words_dates_the_page_that_shows_it(project: Project) -> None:
    project.write(PAGE, project.text(PAGE) + "\n<!-- here: language -->\n")
    project.commit("Show it", BEGIN)
    project.write("docs/language.yml", project.text("docs/language.yml") + "# A word.\n")
    project.commit("Words", LATER)
    assert moved(project) == ["overdose/respond.md"]


def test_a_changed_fact_dates_only_the_pages_that_use_it(project: Project) -> None:
    project.replace(FACTS, "what: Naloxone in one ampoule", "what: Naloxone in an ampoule")
    project.commit("The dose", LATER)
    assert moved(project) == ["overdose/respond.md", "about/facts.md"]
    project.replace(FACTS, "what: Ambulance, fire and police", "what: All three")
    project.commit("The number", LAST)
    assert moved(project, "2026-03-04") == ["overdose/index.md", "about/facts.md"]


def test_a_changed_source_dates_the_pages_of_its_facts_and_notes(project: Project) -> None:
    project.replace(FACTS, "A page without a date", "A page that has no date")
    project.commit("A source", LATER)
    assert moved(project) == ["overdose/respond.md", "about/facts.md"]


def test_a_source_that_only_a_note_names(project: Project) -> None:
    project.write("docs/overdose/facts.yml", project.text(FACTS).replace(
        "facts:\n", '  for-a-note: {title: T, publisher: P, date: "2020", kind: law}\nfacts:\n'))  # fmt: skip
    project.write("docs/index.md", project.text("docs/index.md") + "\nSaid.[^for-a-note]\n")
    project.commit("A note", LATER)
    project.replace(FACTS, "title: T,", "title: U,")
    project.commit("Its source", LAST)
    assert moved(project, "2026-03-04") == ["index.md"]


def test_a_new_fact_dates_only_the_list_of_facts(project: Project) -> None:
    """In the middle of the file, where it moves the lines of the others."""
    project.replace(FACTS, "  sample-line:", "  new: {value: 9 am, kind: time, what: New, sources: [sample-page], as_of: "
                    '"2026-01"}\n  sample-line:')  # fmt: skip
    project.commit("A new fact", LATER)
    assert moved(project) == ["about/facts.md"]


def test_a_chapter_that_is_renamed_keeps_the_days_of_its_facts(project: Project) -> None:
    project.git("mv", "docs/overdose/facts.yml", "docs/about/facts.yml")
    project.commit("Elsewhere", LATER)
    assert moved(project) == []


def test_a_page_that_is_only_renamed_keeps_its_day(project: Project) -> None:
    project.git("mv", PAGE, "docs/overdose/reply.md")
    project.commit("Renamed", LATER)
    project.git("mv", "docs/overdose/reply.md", "docs/overdose/answer.md")
    project.replace("mkdocs.yml", "respond.md", "answer.md")
    project.commit("Renamed again", LATER)
    assert moved(project) == []
    assert days(project)["overdose/answer.md"] == "2026-01-04"
    project.replace("docs/overdose/index.md", "(respond.md", "(answer.md")
    project.replace("docs/redirects.yml", "overdose/respond.md", "overdose/answer.md")
    project.commit("Links", LAST)
    done = in_process.build(project)
    assert done.returncode == 0, done.stderr
    assert '<meta name="revised" content="2026-01-04">' in project.page("overdose/answer/index.html")


def test_a_page_that_is_renamed_and_changed_is_of_that_day(project: Project) -> None:
    project.git("mv", PAGE, "docs/overdose/answer.md")
    project.write("docs/overdose/answer.md", project.text("docs/overdose/answer.md") + "\nMore.\n")
    project.replace("mkdocs.yml", "respond.md", "answer.md")
    project.commit("Renamed", LATER)
    assert moved(project) == ["overdose/answer.md"]


def test_a_new_page_under_an_old_name_has_its_own_day(project: Project) -> None:
    before = project.text(PAGE)
    project.git("mv", PAGE, "docs/overdose/answer.md")
    project.commit("Renamed", LATER)
    project.write(PAGE, before.replace("# Respond", "# Respond now"))
    project.replace("mkdocs.yml", "overdose/respond.md", "overdose/respond.md\n      - overdose/answer.md")
    project.commit("New", LAST)
    found = days(project)
    assert (found["overdose/respond.md"], found["overdose/answer.md"]) == ("2026-03-04", "2026-01-04")


def on_a_branch(project: Project, text: str, main: str) -> None:
    """The page gets `text` in February on a branch; main gets `main` on the cover, and both are merged in March."""
    project.git("checkout", "-qb", "side")
    project.write(PAGE, text)
    project.commit("On the side", LATER)
    project.git("checkout", "-q", "main")
    project.write("docs/index.md", main)
    project.commit("On main", "2026-01-20T12:00:00-08:00")


def merge(project: Project) -> None:
    project.git("merge", "-q", "--no-ff", "-m", "Merge", "side", GIT_COMMITTER_DATE=LAST, GIT_AUTHOR_DATE=LAST)


def test_a_merge_does_not_make_pages_newer(project: Project) -> None:
    on_a_branch(project, project.text(PAGE) + "\nMore.\n", project.text("docs/index.md") + "\nMore.\n")
    merge(project)
    found = days(project)
    assert (found["overdose/respond.md"], found["index.md"]) == ("2026-02-04", "2026-01-20")
    assert moved(project, "2026-03-04") == []


def test_what_only_the_merge_changed_is_of_its_day(project: Project) -> None:
    """A conflict that somebody resolved: these words stand in neither parent."""
    on_a_branch(project, project.text(PAGE) + "\nMore.\n", project.text("docs/index.md") + "\nMore.\n")
    project.git("merge", "-q", "--no-ff", "--no-commit", "side")
    project.write(PAGE, project.text(PAGE) + "\nAnd more.\n")
    project.commit("Merge", LAST)
    assert moved(project, "2026-03-04") == ["overdose/respond.md"]


def test_dates_do_not_go_back_when_a_change_is_taken_back(project: Project) -> None:
    before = project.text(PAGE)
    project.write(PAGE, before + "\nMore.\n")
    project.commit("More", LATER)
    project.write(PAGE, before)
    project.commit("Not more", LAST)
    assert moved(project, "2026-03-04") == ["overdose/respond.md"]


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("stamp", ["23:30:00-08:00", "00:30:00+13:00", "00:30:00+05:45", "23:30:00-03:30"])
def test_a_day_is_the_day_where_it_was_written(stamp: str, zone: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write(PAGE, project.text(PAGE) + "\nMore.\n")
    project.replace(FACTS, "what: Ambulance, fire and police", "what: All three")
    project.commit("Late", f"2026-02-04T{stamp}")
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", zone)
        time.tzset()
        found, past = moved(project, "2026-02-04"), history.read(project.root)
    time.tzset()
    assert found == ["overdose/index.md", "overdose/respond.md", "about/facts.md"]
    assert (past.day, past.edition[:10]) == (date(2026, 2, 4), "2026-02-04")


def test_nobodys_own_settings_of_git_change_the_dates(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("docs/_words/after-a-dose.md", "Wörter.\n")
    project.replace(FACTS, "what: Ambulance, fire and police", "what: All three")
    project.git("mv", PAGE, "docs/overdose/é ß.md")
    project.replace("mkdocs.yml", "respond.md", "é ß.md")
    project.commit("Later", LATER)
    before = days(project)
    commit = project.git("log", "-1", "--format=%H").strip()
    (tmp_path / "ignored").write_text(f"{commit}\n")
    settings = f"""
        [blame] ignoreRevsFile = {tmp_path}/ignored
        [log] follow = true
        [log] showSignature = true
        [log] abbrevCommit = true
        [log] date = relative
        [color] ui = always
        [core] quotePath = true
        [core] abbrev = 4
        [status] relativePaths = true
        [status] showUntrackedFiles = no
        [diff] noprefix = true
        [diff] relative = true
        [diff] renames = copies
    """
    (tmp_path / "settings").write_text(settings)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "settings"))
    assert days(project) == before
    assert set(before.values()) == {"2026-01-04", "2026-02-04"}
    assert history.read(project.root).edition == f"2026-02-04 · {commit[:8]}"
    project.write("docs/new/page.md", "New.\n")
    assert history.read(project.root).changed == {"docs/new/page.md"}


def test_names_are_read_as_utf8_on_any_machine(project: Project) -> None:
    project.git("mv", PAGE, "docs/overdose/é.md")
    project.replace("mkdocs.yml", "respond.md", "é.md")
    project.commit("A name", LATER)
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    code = "import sys, reader.source.history as h, pathlib as p; print(ascii(h.read(p.Path(sys.argv[1])).files))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(project.root)], env={**os.environ, **ascii_only}, check=True, capture_output=True
    )
    assert b"docs/overdose/\\xe9.md" in done.stdout


def test_what_is_not_committed_has_no_day(project: Project) -> None:
    project.write(PAGE, project.text(PAGE) + "\nMore.\n")
    assert days(project)["overdose/respond.md"] == "this page has changes that are not committed yet"
    assert days(project)["index.md"] == "2026-01-04"
    project.git("add", "-A")
    assert days(project)["overdose/respond.md"] == "this page has changes that are not committed yet"
    assert history.read(project.root).edition.endswith(" with changes not committed")


def test_words_and_facts_that_are_not_committed_leave_their_pages_without_a_day(project: Project) -> None:
    project.write("docs/_words/after-a-dose.md", "Other words.\n")
    project.replace(FACTS, "what: Ambulance, fire and police", "what: All three")
    found = days(project)
    assert found["overdose/respond.md"] == "this page has changes that are not committed yet"
    assert found["overdose/index.md"] == "a fact on this page has changes that are not committed yet"
    assert found["index.md"] == "2026-01-04"


def test_a_register_that_is_not_committed(project: Project) -> None:
    project.write("docs/about/facts.yml", 'sources:\n  mine: {title: T, publisher: P, date: "2020", kind: law}\n')
    project.write("docs/index.md", project.text("docs/index.md") + "\nSaid.[^mine]\n")
    project.git("add", "docs/index.md")
    project.git("commit", "-qm", "Half of it")
    assert days(project)["index.md"] == "a fact on this page has changes that are not committed yet"


@pytest.mark.parametrize("path", ["README.md", "tests/case.py", ".github/workflow.yml"])
def test_what_is_not_in_the_reader_leaves_its_dates_alone(path: str, project: Project) -> None:
    project.write(path, "Something.\n")
    assert set(days(project).values()) == {"2026-01-04"}
    assert not history.read(project.root).edition.endswith("not committed")


def test_a_repository_without_a_commit(tmp_path: Path) -> None:
    project = make(tmp_path / "reader", committed=False)
    project.git("init", "-q")
    assert set(days(project).values()) == {"this folder has no git history"}


def test_no_git(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert set(days(project).values()) == {"git is not installed"}


def test_a_changed_fact_dates_the_page_that_lists_it(project: Project) -> None:
    project.write(PAGE, project.text(PAGE) + "\n<!-- here: facts -->\n")
    project.commit("List them", BEGIN)
    project.replace(FACTS, "what: Ambulance, fire and police", "what: All three")
    project.commit("The number", LATER)
    assert moved(project) == ["overdose/index.md", "overdose/respond.md", "about/facts.md"]


def test_a_copy_without_its_trees_and_one_with_a_broken_index(project: Project, tmp_path: Path) -> None:
    project.write(PAGE, project.text(PAGE) + "\nMore.\n")
    project.commit("More", LATER)
    gone = project.git("rev-parse", "HEAD~1^{tree}").strip()
    (project.root / ".git/objects" / gone[:2] / gone[2:]).unlink()
    assert history.read(project.root).reason.startswith("this copy has only part of its history")
    (project.root / ".git/index").write_bytes(b"broken")
    assert history.read(project.root).reason.startswith("git can't read this copy")


def test_an_edition_is_another_one_wherever_a_page_names_it() -> None:
    page = "Edition 2026 · abc. mailto:a@b?subject=2026%20%C2%B7%20abc https://a?edition=2026+%C2%B7+abc"
    told = history.with_edition(page, "2026 · abc", "2027 · d e")
    assert told == "Edition 2027 · d e. mailto:a@b?subject=2027%20%C2%B7%20d%20e https://a?edition=2027+%C2%B7+d+e"
    assert history.with_edition(told, "2027 · d e", "2026 · abc") == page

"""The review kit: every claim numbered, and answers that are taken in whole or refused."""

from __future__ import annotations

import io
import re
from datetime import date

import docx
import pytest

from reader.export import review as document
from reader.living import reviewed
from reader.source import book, claims, history
from reader.source.book import Book
from reader.source.settings import Settings
from small import Project, render

PAGE = "overdose/respond.md"
TODAY = date(2026, 11, 30)


def loaded(project: Project) -> Book:
    return book.load(Settings(project.root))


def filled(project: Project, says: str = "right", **fields: str) -> str:
    """The blank of both pages with one answer to every line."""
    found = loaded(project)
    text = reviewed.blank(found, tuple(page for page in found.pages if page.path == PAGE))
    text = re.sub(r'(\d+): ""', lambda match: f"{match[1]}: {says}", text)
    for name, value in ({"by": "a nurse", "on": "2026-11-20", "checked": "all lines"} | fields).items():
        text = re.sub(rf'^{name}: ""', f'{name}: "{value}"', text, flags=re.MULTILINE)
    return text


def take(project: Project, text: str) -> tuple[list[reviewed.Answer], str]:
    project.write("answers.yml", text)
    answers, problems = reviewed.read(loaded(project), project.root / "answers.yml", TODAY)
    return answers, " | ".join(finding.message for finding in problems)


def test_every_value_and_note_is_a_claim(project: Project) -> None:
    found = loaded(project)
    for page in found.pages:
        said = claims.of_page(found, page)
        for name in page.facts:
            fact = found.register.facts[name]
            assert any(fact.value in claim.sentence and any(fact.dated in rest for rest in claim.rests) for claim in said), name
        for note in page.notes:
            assert any(found.register.sources[note].title in rest for claim in said for rest in claim.rests)
    fixed = [claim for page in found.pages if page.path == PAGE for claim in claims.of_page(found, page)]
    assert any("another dose" in claim.sentence for claim in fixed)  # the fixed words are checked too
    assert len({claim.code for claim in fixed}) == len(fixed)


def test_the_document_holds_every_line(project: Project) -> None:
    found = loaded(project)
    sheet = claims.review(found, "overdose", "1 Overdose", tuple(page for page in found.pages if page.path == PAGE))
    made = document.written(sheet, history.read(project.root))
    assert made == document.written(sheet, history.read(project.root))
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(made)).paragraphs)
    for code, words, lines in sheet.rows:
        assert f"{code}  {words}" in text
        assert all(line in text for line in lines)
    assert text.count("☐ unsafe") == len(sheet.rows)


def test_an_answer_marks_the_page_and_a_later_change_is_said(project: Project) -> None:
    answers, problems = take(project, filled(project))
    assert (problems, len(answers)) == ("", 1)
    reviewed.write(project.root, answers[0])
    assert "Checked 2026-11-20 by a nurse: all lines." in render(project.root, PAGE)
    assert "Changed since" not in render(project.root, PAGE)
    assert [finding for finding in project.findings() if finding.severity == "stop"] == []
    project.replace(f"docs/{PAGE}", "Your [health", "Ask first your local [health")
    assert "Checked 2026-11-20 by a nurse: all lines. Changed since." in render(project.root, PAGE)


def test_a_changed_value_counts_as_changed(project: Project) -> None:
    answers, _ = take(project, filled(project))
    reviewed.write(project.root, answers[0])
    for path in ("docs/overdose/facts.yml", "docs/overdose/index.md", f"docs/{PAGE}"):
        project.replace(path, "1-888-555-0100", "1-888-555-0177")
    assert "Changed since" in render(project.root, PAGE)


@pytest.mark.parametrize(
    ("says", "fields", "said"),
    [
        ('""', {}, "a new date alone is no check: answer every line, or leave the page out"),
        ("fine", {}, "a new date alone is no check"),
        ("right", {"by": ""}, "has to be a few words on one line"),
        ("right", {"by": "Jane Doe"}, "looks like a person's name; write a role or a group"),
        ("right", {"checked": ""}, "has to be a few words on one line"),
        ("right", {"on": "2026-11"}, "has to be the day of the check"),
        ("right", {"on": "2027-01-01"}, "is a day still to come"),
    ],
)
def test_what_is_refused(says: str, fields: dict[str, str], said: str, project: Project) -> None:
    _, problems = take(project, filled(project, says, **fields))
    assert said in problems


def test_what_was_changed_meanwhile_is_refused(project: Project) -> None:
    text = filled(project)
    project.replace(f"docs/{PAGE}", "Blue lips", "Blue or grey lips")
    assert "has changed since this was checked" in take(project, text)[1]


def test_a_page_with_something_wrong_is_not_marked(project: Project) -> None:
    text = filled(project).replace("-1: right", "-1: {says: unsafe, instead: Call first.}", 1)
    answers, problems = take(project, text)
    assert problems == ""
    assert re.search(r"respond\.md  .*-1 unsafe: .* → Call first\.$", answers[0].mend[0])
    with pytest.raises(ValueError, match="lines to mend first"):
        reviewed.write(project.root, answers[0])
    before = project.text(f"docs/{PAGE}")
    project.write("answers.yml", text)
    done = project.run("facts", "reviewed", str(project.root / "answers.yml"))
    assert (done.returncode, project.text(f"docs/{PAGE}")) == (1, before)
    assert "unsafe" in done.stdout


def test_the_call_list_asks_nobody_to_test_an_emergency_number(project: Project) -> None:
    sheet = claims.calls(loaded(project))
    assert [words for _, words, _ in sheet.rows] == ["1-888-555-0100 · A line for tests"]

"""Corrections as people write them: each ends as the right patch, or as one question."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from reader.living import mend, take
from reader.source import book, fact_sync, letter
from reader.source.settings import Addresses, Settings
from small import CASES, Project, agrees

LETTERS = sorted((CASES / "letters").iterdir())
TODAY = date(2026, 11, 30)
PAGE, FACTS = "docs/overdose/respond.md", "docs/overdose/facts.yml"
MORE = """  sample-fee:
    value: $12
    kind: fee
    what: A copy of a paper
    sources: [sample-page]
    as_of: "2026-01"
  sample-mail:
    value: help@example.org
    kind: email
    what: The office that helps
    sources: [sample-page]
    as_of: "2026-01"
"""


@pytest.fixture
def told(project: Project) -> Project:
    """The small project with a fee and an address more, each on a page."""
    project.write(FACTS, project.text(FACTS).rstrip("\n") + "\n" + MORE)
    more = "A copy costs [$12](fact:sample-fee). Write to [help@example.org](fact:sample-mail).\n\n"
    project.replace(PAGE, "## Who to ask", f"{more}## Who to ask")
    return project


def outcome(project: Project, message: str) -> str:
    """The question, or every line that the change takes away and adds, file by file."""
    files = sorted(file for file in (project.root / "docs").rglob("*.*") if file.suffix in (".md", ".yml"))
    before = {file: file.read_bytes() for file in files}
    settings = Settings(project.root)
    try:
        taken = take.understood(book.load(settings), letter.read(message), TODAY)
    except take.Question as question:
        assert {file: file.read_bytes() for file in files} == before
        return f"Ask: {question}\n"
    mend.write(settings, taken)
    rows = []
    for file in files:
        old, new = before[file].decode().split("\n"), file.read_text(encoding="utf-8").split("\n")
        rows += [f"{file.relative_to(project.root)} - {row}" for row in old if row not in new]
        rows += [f"{file.relative_to(project.root)} + {row}" for row in new if row not in old]
    return "\n".join(rows) + "\n"


@pytest.mark.parametrize("case", LETTERS, ids=lambda case: case.name)
def test_a_letter_ends_as_a_patch_or_a_question(case: Path, told: Project) -> None:
    said = outcome(told, (case / "message.txt").read_text(encoding="utf-8"))
    agrees(case / "expected.txt", said)
    assert said.count("?") <= 2 if said.startswith("Ask: ") else " + " in said
    assert [finding for finding in told.findings() if finding.severity == "stop"] == []


def test_there_are_patches_and_questions() -> None:
    asked = [(case / "expected.txt").read_text(encoding="utf-8").startswith("Ask: ") for case in LETTERS]
    assert len(asked) >= 10
    assert asked.count(False) >= 4


def test_what_a_link_writes_is_read_back() -> None:
    sent = letter.Letter(
        "overdose/respond/", "2026-11-21", "sample-line", "1-888-555-0100", "sample-page", "dead", "604", "I called"
    )
    assert letter.read(sent.text) == sent
    addresses = Addresses("", "https://example.org/repo", "fix@example.org", "604-555-0199")
    for link in (addresses.mail(sent), addresses.sms(sent), addresses.issue(sent)):
        for part in ("sample-line", "1-888-555-0100", "sample-page", "2026-11-21", "overdose"):
            assert part in link
    assert addresses.sms(sent).startswith("sms:6045550199?&body=")
    assert (Addresses().mail(sent), Addresses().sms(sent), Addresses().issue(sent)) == ("", "", "")


def test_the_command_changes_what_it_says(told: Project) -> None:
    told.write("sent.txt", (CASES / "letters/issue-from-the-form/message.txt").read_text(encoding="utf-8"))
    before = told.text(FACTS)
    assert told.run("facts", "take", "--dry-run", str(told.root / "sent.txt")).returncode == 0
    assert told.text(FACTS) == before
    done = told.run("facts", "take", str(told.root / "sent.txt"))
    assert done.returncode == 0, done.stderr
    assert "$12 → $15" in done.stdout
    assert "[$15](fact:sample-fee)" in told.text(PAGE)
    told.write("sent.txt", "it is all wrong")
    done = told.run("facts", "take", str(told.root / "sent.txt"))
    assert (done.returncode, done.stdout[:5]) == (3, "Ask: ")


def test_what_the_note_said_of_the_old_value_is_taken_out_and_said(told: Project) -> None:
    note = "Last seen in an alert. Hours not confirmed."
    told.replace(FACTS, "    kind: fee\n", f"    kind: fee\n    note: {note}\n")
    told.write("sent.txt", (CASES / "letters/issue-from-the-form/message.txt").read_text(encoding="utf-8"))
    dry = told.run("facts", "take", "--dry-run", str(told.root / "sent.txt"))
    assert f"Its note would be taken out, as it speaks of $12: {note}\n" in dry.stdout
    assert note in told.text(FACTS)
    done = told.run("facts", "take", str(told.root / "sent.txt"))
    assert done.returncode == 0, done.stderr
    assert note not in told.text(FACTS)
    for said in (
        f"\n    note: {note}\n", "\n    sources: [sample-page]\n", '\n    as_of: "2026-01"\n',
        "Does a part of its note hold for $15 too?",
        "Its line “what: A copy of a paper” stays. Does it speak of $12? Then mend it there.\n",
    ):  # fmt: skip
        assert said in done.stdout


def test_nobody_is_asked_anything_while_the_register_cannot_be_read(told: Project) -> None:
    told.replace(FACTS, "    kind: fee\n", "\tkind: fee\n")
    told.write("sent.txt", (CASES / "letters/issue-from-the-form/message.txt").read_text(encoding="utf-8"))
    done = told.run("facts", "take", str(told.root / "sent.txt"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "there is a tab before the text" in done.stderr
    assert "Stopped: mend that first: as long as a facts.yml can't be read whole" in done.stderr


def test_a_change_that_fails_leaves_all_as_it_was(told: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(told.root)
    taken = take.understood(
        book.load(settings), letter.read((LETTERS[0].parent / "issue-from-the-form/message.txt").read_text()), TODAY
    )
    before = {path: told.text(path) for path in (PAGE, FACTS)}

    def full(*_: object) -> None:
        raise fact_sync.SyncError("full")

    monkeypatch.setattr(fact_sync, "from_register", full)
    with pytest.raises(fact_sync.SyncError):
        mend.write(settings, taken)
    assert {path: told.text(path) for path in (PAGE, FACTS)} == before

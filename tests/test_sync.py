"""Text and register are brought together again, in the direction somebody names, and never without saying from where."""

from __future__ import annotations

import os
import pty
import subprocess

import pytest

from reader.source import book, fact_sync, register
from reader.source.settings import Settings
from small import GIT, ROOT, Project

PAGE, OTHER, FACTS = "docs/overdose/respond.md", "docs/overdose/index.md", "docs/overdose/facts.yml"
LINE, NEW = "[1-888-555-0100]", "[1-888-555-0199]"


def entry(project: Project, name: str = "sample-line") -> str:
    """The lines of one fact in the register."""
    text = project.text(FACTS)
    return text[text.index(f"  {name}:\n") :].split("\n  sample-dose:")[0].rstrip("\n") + "\n"


def take_over(
    project: Project, name: str = "sample-line", source: str = "sample-page", as_of: str = "2026-01", read: str = ""
) -> None:
    """What `scripts/facts sync --from text` does, without starting it."""
    loaded = book.load(Settings(project.root))
    fact, value = fact_sync.value_in_text(loaded, name)
    fact_sync.write(fact_sync.from_text(loaded, fact, value, source, as_of, read))


# From the register: the text is changed.


def test_from_the_register_puts_every_page_right(project: Project) -> None:
    before = {path: project.text(path) for path in (PAGE, OTHER)}
    project.replace(PAGE, LINE, NEW)
    project.replace(PAGE, "[0.4 mg]", "[0.8\nmg]")
    project.replace(OTHER, LINE, NEW)
    done = project.run("facts", "sync", "--from", "register")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        f"{OTHER}:10  1-888-555-0199 → 1-888-555-0100", f"{PAGE}:11  1-888-555-0199 → 1-888-555-0100", "2 files changed.",
    ]  # fmt: skip
    assert {path: project.text(path) for path in (PAGE, OTHER)} == before
    assert [finding for finding in project.findings() if finding.severity == "stop"] == []


def test_from_the_register_leaves_code_and_what_is_right(project: Project) -> None:
    project.replace(PAGE, "## Who to ask", "`[1](fact:sample-line)`\n\n```\n[2](fact:sample-line)\n```\n\n## Who to ask")
    project.replace(PAGE, "[0.4 mg]", "[0.4\nmg]")
    assert fact_sync.from_register(book.load(Settings(project.root))) == []


def test_from_the_register_takes_no_id(project: Project) -> None:
    done = project.run("facts", "sync", "--from", "register", "sample-line")
    assert (done.returncode, done.stderr) == (1, "Stopped: --from register takes no id: it puts all pages right.\n")


# From the text: the register is changed, and says from where.


def test_from_the_text_with_its_source(project: Project) -> None:
    project.replace(PAGE, LINE, NEW)
    project.replace(OTHER, LINE, NEW)
    done = project.run("facts", "sync", "--from", "text", "sample-line", "--source", "sample-page", "--as-of", "2026-01-26")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "A line for tests: the text says 1-888-555-0199, the register says 1-888-555-0100.",
        f"{FACTS}:12  1-888-555-0100 → 1-888-555-0199",
        "Taken out, as these lines speak of 1-888-555-0100:",
        "    value: 1-888-555-0100",
        '    as_of: "2026-01"',
        "Its line “what: A line for tests” stays. Does it speak of 1-888-555-0100? Then mend it there.",
    ]
    assert (
        entry(project)
        == """  sample-line:
    value: 1-888-555-0199
    kind: phone
    what: A line for tests
    sources: [sample-page]
    as_of: "2026-01-26"
"""
    )
    assert [finding for finding in project.findings() if finding.severity == "stop"] == []


def test_from_the_text_asks_for_its_source(project: Project) -> None:
    project.replace(PAGE, LINE, NEW)
    done = project.run("facts", "sync", "--from", "text", "sample-line")
    assert done.returncode == 1
    assert done.stderr == "Stopped: say where the new value comes from: --source ID --as-of DATE.\n"
    assert "1-888-555-0199" not in project.text(FACTS)


def test_on_a_terminal_it_asks_question_by_question(project: Project) -> None:
    project.replace(PAGE, LINE, NEW)
    ours, theirs = pty.openpty()
    os.write(ours, b"sample-undated\nundated\n2026-10\n")
    done = subprocess.run(
        [str(ROOT / "scripts/facts"), "sync", "--from", "text", "sample-line"],
        env={**os.environ, **GIT, "READER_ROOT": str(project.root)}, stdin=theirs, capture_output=True, text=True,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    assert entry(project).endswith('    sources: [sample-undated]\n    as_of: undated\n    read: "2026-10"\n')


def test_comments_and_what_stay_and_the_note_goes(project: Project) -> None:
    project.replace(FACTS, "    kind: phone\n    what: A line for tests\n    sources: [sample-page]\n", """\
    # Called on a Monday.
    kind: phone
    what: A line for tests
    sources:
      - sample-page
      - sample-undated
    note: >
      Open day
      and night.

      A machine answers.
    # Ask again in May.
""")  # fmt: skip
    project.replace(
        FACTS, '    as_of: "2026-01"\n  sample-dose', '    as_of: "2026-01"   # month only\n\n  # The dose.\n  sample-dose'
    )
    project.replace(PAGE, LINE, NEW)
    rest = project.text(FACTS).partition("  # The dose.\n")[2]
    take_over(project)
    assert (
        entry(project)
        == """  sample-line:
    value: 1-888-555-0199
    # Called on a Monday.
    kind: phone
    what: A line for tests
    sources: [sample-page]
    # Ask again in May.
    as_of: "2026-01"

  # The dose.
"""
    )
    assert project.text(FACTS).partition("  # The dose.\n")[2] == rest


def test_what_went_with_the_old_value_is_said(project: Project) -> None:
    project.replace(PAGE, "[0.4 mg]", "[0.8 mg]")
    done = project.run("facts", "sync", "--from", "text", "sample-dose", "--source", "sample-page", "--as-of", "2026-01")
    assert done.stdout.splitlines()[2:] == [
        "Taken out, as these lines speak of 0.4 mg:",
        "    value: 0.4 mg",
        "    sources: [sample-undated]",
        "    as_of: undated",
        '    read: "2026-11"',
        "    note: The kit's own card holds",
        f"Does a part of its note hold for 0.8 mg too? Type that part below the lines of sample-dose in {FACTS}, as a line that "
        "begins with note:",
        "Its line “what: Naloxone in one ampoule” stays. Does it speak of 0.4 mg? Then mend it there.",
    ]


@pytest.mark.parametrize(
    "old", ["value: >\n      1-888-555-0100", 'value: "1-888-\\\n      555-0100"', "value:\n      1-888-555-0100"]
)
def test_a_value_over_several_lines_is_replaced_whole(old: str, project: Project) -> None:
    project.write(FACTS, project.text(FACTS).replace("value: 1-888-555-0100", old))
    project.replace(PAGE, LINE, NEW)
    take_over(project)
    assert entry(project).startswith("  sample-line:\n    value: 1-888-555-0199\n    kind: phone\n")


@pytest.mark.parametrize("value", ["0.5 mg: or more", "#1", "yes", "- 5", "“5”", "it's", "5%", "0.5 mg" * 30, "2026-01"])
def test_a_value_is_written_so_that_yaml_reads_it_back(value: str, project: Project) -> None:
    loaded = book.load(Settings(project.root))
    fact_sync.write(fact_sync.from_text(loaded, loaded.register.facts["sample-dose"], value, "sample-page", "2026"))
    again = register.load(book.fact_files(project.root))
    assert again.problems == []
    assert (again.facts["sample-dose"].value, again.facts["sample-dose"].sources) == (value, ("sample-page",))


def test_a_date_takes_the_place_of_undated(project: Project) -> None:
    project.replace(PAGE, "[0.4 mg]", "[0.8 mg]")
    take_over(project, "sample-dose")
    assert (
        entry(project, "sample-dose")
        == """  sample-dose:
    value: 0.8 mg
    kind: dose
    what: Naloxone in one ampoule
    sources: [sample-page]
    as_of: "2026-01"
"""
    )


def test_a_fact_written_on_one_line(project: Project) -> None:
    """It is as good a way to write it, so it is not spoilt."""
    project.write("docs/about/facts.yml", "facts:\n  a-fee: {value: $5, kind: fee, what: W, sources: [sample-page], as_of: "
                  '"2026-01"}\n  other: {value: $6, kind: fee, what: W, sources: [sample-page], as_of: "2026-01"}\n')  # fmt: skip
    project.replace(PAGE, "## Who to ask", "[$7](fact:a-fee)\n\n## Who to ask")
    before = project.text("docs/about/facts.yml")
    with pytest.raises(fact_sync.SyncError, match=r"^docs/about/facts\.yml:2 is not written with one field a line"):
        take_over(project, "a-fee")
    assert project.text("docs/about/facts.yml") == before


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"source": "nobody"}, "there is no source “nobody” in any facts.yml; add it there first"),
        ({"as_of": "2026-02"}, "the source sample-page is of 2026-01-26; the fact can't be of 2026-02"),
        ({"as_of": "2027"}, "the source sample-page is of 2026-01-26; the fact can't be of 2027"),
        ({"as_of": "January"}, "“January” is not a date"),
        ({"as_of": "undated"}, "an undated source needs the month in which it was read: --read 2026-11"),
        ({"as_of": "undated", "read": "2026-11"}, "the source sample-page is of 2026-01-26; the fact can't be of undated"),
        ({"source": "sample-undated"}, "the source sample-undated is of no date; the fact can't be of 2026-01"),
        ({"source": "sample-undated", "as_of": "undated", "read": "soon"}, "“soon” is not a date"),
        ({"name": "nobody"}, "there is no fact nobody in any facts.yml"),
        ({"name": "sample-dose"}, "every page says 0.4 mg for sample-dose, as the register does; there is nothing to take over"),
    ],
)
def test_what_is_refused(settings: dict[str, str], said: str, project: Project) -> None:
    project.replace(PAGE, LINE, NEW)
    before = project.text(FACTS)
    with pytest.raises(fact_sync.SyncError) as refused:
        take_over(project, **settings)
    assert said in str(refused.value)
    assert project.text(FACTS) == before


def test_pages_that_say_different_things_are_refused(project: Project) -> None:
    project.replace(PAGE, LINE, NEW)
    project.replace(OTHER, LINE, "[1-888-555-0198]")
    with pytest.raises(fact_sync.SyncError) as refused:
        take_over(project)
    assert str(refused.value) == (
        f"the pages say different things for sample-line: 1-888-555-0198 at {OTHER}:10; 1-888-555-0199 at {PAGE}:11. "
        "Make them the same first"
    )


def test_a_command_that_is_refused_says_it_in_one_sentence(project: Project) -> None:
    project.replace(PAGE, LINE, NEW)
    done = project.run("facts", "sync", "--from", "text", "sample-line", "--source", "nobody", "--as-of", "2026")
    assert done.returncode == 1
    assert done.stderr.startswith("Stopped: there is no source “nobody”")
    done = project.run("facts", "sync", "--from", "text")
    assert done.stderr == "Stopped: --from text needs the id of the fact: scripts/facts sync --from text nors-line.\n"


def test_a_file_is_never_half_written(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.replace(PAGE, LINE, NEW)
    change = fact_sync.from_register(book.load(Settings(project.root)))[0]
    before = project.text(PAGE)

    def full(*_: object) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(OSError, match="No space"):
        fact_sync.write(change)
    assert project.text(PAGE) == before
    assert list(change.file.parent.glob("*.part")) == []

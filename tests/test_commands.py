"""What people type, beside scripts/build: what it prints, and how it ends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import in_process
from reader import checks
from reader.commands.check import annotation
from reader.source.finding import Finding
from small import Project, make

PAGE = "docs/overdose/respond.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Two things to mend on one page, one thing to think about on another. Only to be read."""
    project = make(tmp_path_factory.mktemp("commands") / "reader", committed=False)
    project.write(PAGE, project.text(PAGE) + "\nCall [1](fact:nobody), or 604-555-0111.\n")
    project.write("docs/index.md", project.text("docs/index.md") + "\nBreathe seperately.\n")
    return project


def test_check_says_what_stops_and_tells_the_rest(project: Project) -> None:
    done = project.run("check")
    assert done.returncode == 1
    assert [row.partition(": ")[0] for row in done.stderr.splitlines()] == [f"{PAGE}:27  fact-unknown", f"{PAGE}:27  typed-value"]
    *told, last = done.stdout.splitlines()
    assert "(tell) docs/index.md:15  spelling: “seperately”: did you mean separately?" in "\n".join(told)
    assert all(row.startswith("(tell) ") for row in told)
    assert last == f"2 to mend, {len(told)} to think about."


def test_check_of_a_file_says_only_what_is_said_of_it(project: Project) -> None:
    done = in_process.run(project, "check", str(project.root / "docs/index.md"))
    assert done.returncode == 0
    assert done.stderr == ""
    assert re.fullmatch(r"\(tell\) docs/index\.md:15  spelling: .+\n0 to mend, 1 to think about\.\n", done.stdout)


def test_check_of_a_file_from_elsewhere(project: Project, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("")
    done = project.run("check", str(tmp_path / "page.md"))
    assert done.returncode == 1
    assert done.stderr == f"Error: {tmp_path}/page.md is not a file of this project\n"


def test_check_of_folders_and_several_files(project: Project) -> None:
    folder = in_process.run(project, "check", str(project.root / "docs/overdose"))
    assert folder.returncode == 1
    assert folder.stderr.count(f"{PAGE}:27") == 2
    assert "docs/index.md" not in folder.stdout
    both = in_process.run(project, "check", str(project.root / "docs/index.md"), str(project.root / PAGE))
    assert both.stderr == folder.stderr
    assert "(tell) docs/index.md:15" in both.stdout
    assert in_process.run(project, "check", str(project.root / "docs/about")).returncode == 0
    every = in_process.run(project, "check")
    whole = in_process.run(project, "check", str(project.root))
    assert (whole.stdout, whole.stderr) == (every.stdout, every.stderr)


def test_check_speaks_to_github(project: Project) -> None:
    done = in_process.run(project, "check", "--format", "github", str(project.root / "docs"))
    assert done.returncode == 1
    assert done.stderr == ""
    rows = done.stdout.splitlines()
    assert all(re.match(r"::(error|warning) file=docs[^,:]*(,line=\d+)?(,col=\d+)?,title=[a-z-]+::.", row) for row in rows)
    assert sum(row.startswith(f"::error file={PAGE},line=27") for row in rows) == 2
    odd = Finding("docs/a,b:c.md", 3, "rule", "100 %\nof it", "tell", 7)
    assert annotation(odd) == "::warning file=docs/a%2Cb%3Ac.md,line=3,col=7,title=rule::100 %25%0Aof it"


def test_check_lists_its_rules(project: Project) -> None:
    rows = in_process.run(project, "check", "--rules").stdout.splitlines()
    assert [row.split()[1] for row in rows] == [rule.NAME for rule in (*checks.SOURCE_RULES, *checks.SITE_RULES)]
    assert all(re.fullmatch(r"(stop|tell)  \S+ +\S.+", row) for row in rows)


def test_old_facts_are_listed_the_oldest_first(project: Project) -> None:
    project.write("docs/about/facts.yml", """sources:
  old: {title: T, publisher: P, date: "2019", kind: law}
  older: {title: T, publisher: P, date: "2018-05", kind: law}
facts:
  b: {value: $5, kind: fee, what: A fee, sources: [old], as_of: "2019"}
  a: {value: $6, kind: fee, what: Another fee, sources: [older], as_of: "2018-05"}
  c: {value: 8-1-1, kind: emergency, what: Never old, sources: [older], as_of: "2018-05"}
""")  # fmt: skip
    done = project.run("facts", "old")
    (project.root / "docs/about/facts.yml").unlink()
    assert done.returncode == 0
    assert done.stdout.splitlines()[:3] == [
        "docs/overdose/facts.yml:17  undated page: 0.4 mg (Naloxone in one ampoule)",
        "docs/about/facts.yml:6  as of May 2018: $6 (Another fee)",
        "docs/about/facts.yml:5  as of 2019: $5 (A fee)",
    ]
    assert "8-1-1" not in done.stdout
    assert re.fullmatch(r"\d of 6 facts\.", done.stdout.splitlines()[-1])


def test_tells_do_not_stop_a_build(tmp_path: Path) -> None:
    project = make(tmp_path / "reader")
    project.write("docs/index.md", project.text("docs/index.md") + "\nAn addict breathes seperately.\n")
    done = in_process.build(project)
    assert done.returncode == 0
    assert "To hear what could read better: scripts/check." in done.stdout

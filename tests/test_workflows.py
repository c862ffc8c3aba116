"""The workflows, by two checkers: whether they work, and whether a stranger could misuse them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from small import ROOT

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
CHECKERS = {
    "actionlint": ("-shellcheck=", "-pyflakes="),
    "zizmor": ("--offline", "--no-progress", "--persona=regular"),
}
BAD = """on: {pull_request_target: {}}
permissions: write-all
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.pull_request.title }} ${{ no.such.thing }}
"""


def checked(name: str, *files: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(name)
    return subprocess.run([program, *CHECKERS[name], *files], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", CHECKERS)
def test_workflows_are_sound(name: str) -> None:
    assert WORKFLOWS
    done = checked(name, *WORKFLOWS)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", CHECKERS)
def test_the_checker_finds_what_is_wrong(name: str, tmp_path: Path) -> None:
    bad = tmp_path / ".github/workflows/bad.yml"
    bad.parent.mkdir(parents=True)
    bad.write_text(BAD, encoding="utf-8")
    assert checked(name, bad).returncode != 0


def workflow(name: str) -> dict[str, dict[str, dict[str, object]]]:
    return yaml.safe_load((ROOT / f".github/workflows/{name}").read_text(encoding="utf-8"))


def test_only_what_the_check_passed_is_published() -> None:
    jobs = workflow("pages.yml")["jobs"]
    assert jobs["check"]["uses"] == "./.github/workflows/check.yml"  # of the same commit, always
    assert (jobs["build"]["needs"], jobs["deploy"]["needs"]) == ("check", "build")
    assert not any("if" in job for job in jobs.values())  # an “if: always()” would publish what failed


def test_what_runs_a_strangers_files_has_no_rights() -> None:
    check = workflow("check.yml")
    assert check["permissions"] == {"contents": "read"}
    assert "secrets" not in (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8").partition("jobs:")[2]


def test_the_comment_fetches_nothing_of_a_stranger() -> None:
    teach = workflow("teach.yml")
    steps = teach["jobs"]["say"]["steps"]
    assert not any("uses" in step for step in steps)
    assert teach["permissions"] == {}
    assert teach["jobs"]["say"]["permissions"] == {"checks": "read", "pull-requests": "write"}
    assert "${{" not in steps[0]["run"]  # what others wrote comes in as a value, never as a command


FOUND = """warning\tdocs/a.md:3  reading-grade: 9.1
failure\tdocs/a.md:7  fact-value: the text says $120, [click](https://evil.example) <script>
warning\tdocs/b.md:1  the page “B” is gone, and links to it would lead nowhere
"""
GH = """#!/bin/sh
case "$*" in
  *check-suites*) echo 11 ;;
  *annotations*) cat "$FOUND_FILE" ;;
  *"pr list"*) echo 5 ;;
  *"--method PATCH"*|*"pr comment"*) echo "$*" >> said.txt; cp comment.md "kept-$(wc -l < said.txt | tr -d ' ').md" ;;
  *comments*) [ -f said.txt ] && echo 77 || true ;;
esac
"""


def test_there_is_one_comment_and_it_is_kept_up_to_date(tmp_path: Path) -> None:
    step = workflow("teach.yml")["jobs"]["say"]["steps"][0]
    gh = tmp_path / "bin/gh"
    gh.parent.mkdir()
    gh.write_text(GH)
    gh.chmod(0o755)
    found = tmp_path / "found"
    env = {"PATH": f"{gh.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "FOUND_FILE": str(found), "GH_REPO": "a/b",
           "HEAD": "c0ffee", "SUITE": "1", "RUN": "https://run.example/1", "MARK": step["env"]["MARK"]}  # fmt: skip
    for text in (FOUND, FOUND.replace("failure", "warning")):
        found.write_text(text, encoding="utf-8")
        subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=env, check=True)
    said = (tmp_path / "said.txt").read_text().splitlines()
    assert [row.split()[0] for row in said] == ["pr", "api"]
    assert "repos/a/b/issues/comments/77" in said[1]
    first, second = ((tmp_path / f"kept-{at}.md").read_text(encoding="utf-8") for at in (1, 2))
    assert "**1 to mend, then it can go in.**" in first
    assert "    docs/a.md:7  fact-value: the text says 120, click(https://evil.example) script" in first
    assert "Old links and codes on printed papers would break here" in first
    assert "[this run](https://run.example/1)" in first
    assert "**Nothing to mend in the text.**" in second


STEERING = (
    "mkdocs.yml", "pyproject.toml", "requirements.lock", ".gitattributes", ".ci/run", ".github/workflows/check.yml",
    "overrides/main.html", "overrides/print/print.css", "scripts/reader/markdown.py", "tests/small.py",
    "docs/assets/css/reader.css", "docs/assets/js/reader.js", "docs/redirects.yml", "docs/language.yml",
)  # fmt: skip


def test_the_comment_knows_what_steers_the_build() -> None:
    steps = workflow("steers.yml")["jobs"]["say"]["steps"]
    assert not any("uses" in step for step in steps)  # nothing of the pull request is fetched
    pattern = re.compile(steps[0]["env"]["STEERS"])
    assert [path for path in (*STEERING, "docs/overdose/facts.yml") if not pattern.search(path)] == []
    for path in ("docs/overdose/respond.md", "README.md", "docs/assets/drawings/filter.svg", "docs/photo.jpg"):
        assert not pattern.search(path)


def test_owners_are_named_for_what_steers_the_build() -> None:
    rows = [row.lstrip("# ").split() for row in (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()]
    owned = [row[0].strip("/") for row in rows if len(row) == 2 and row[0].startswith("/")]
    assert [path for path in STEERING if not any(path == each or path.startswith(f"{each}/") for each in owned)] == []
    assert [each for each in owned if not (ROOT / each).exists()] == []

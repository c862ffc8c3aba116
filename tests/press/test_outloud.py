"""Papers as a screen reader gets them, looked at by a checker that knows nothing of us (PDF/UA-1)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from press.conftest import Papers
from reader.press import products
from reader.source import workspace
from reader.source.settings import Settings
from shared import EVERYTHING
from small import ROOT

PARTS = 4


def errors(project: Path, folder: Path, report: Path, part: int = 0, of: int = 1) -> list[str]:
    """What is wrong with the papers that keep their tags: all but those that are folded."""
    book, _ = workspace.current(Settings(project))
    made = {folder / item.path: item.row.kind for item in products.items(book) if item.row.tagged and item.path.endswith(".pdf")}
    there = [paper for paper, kind in made.items() if kind != "paste-over" or paper.is_file()]  # nothing changed, no sheet
    papers = there[part::of]
    assert papers
    checker = Path(sys.executable).with_name("outloud")
    subprocess.run([checker, *papers, "--json", report, "--fail-on", "never"], check=True, capture_output=True)
    results = json.loads(report.read_text(encoding="utf-8"))["results"]
    assert len(results) == len(papers)
    found = [(each["path"], what) for each in results for what in each["findings"]]
    return [
        f"{Path(path).name}: {what['rule']} {what['message']}"
        for path, what in found
        if what["severity"] == "error" or what["rule"] == "LNK-004"  # links that would not be printed
    ]


def test_papers_can_be_read_aloud(papers: Papers, tmp_path: Path) -> None:
    assert not errors(papers.project.root, papers.folder, tmp_path / "report.json")


@pytest.mark.skipif(not EVERYTHING, reason="all papers are laid out: scripts/test --all does it")
@pytest.mark.parametrize("part", range(PARTS))
def test_all_papers_of_the_book_can_be_read_aloud(site: Path, tmp_path: Path, part: int) -> None:
    """In parts, for processes side by side."""
    assert not errors(ROOT, site, tmp_path / "report.json", part, PARTS)

"""What the bench measures, on commands of which it is known what they cost."""

from __future__ import annotations

import sys
from pathlib import Path

from reader import checks
from reader.source import book
from reader.source.settings import Settings
from reader.tools import book_peers, growth_benchmark, process_cost
from small import ROOT

BURN = "import time; end = time.process_time() + 0.4\nwhile time.process_time() < end: pass"
LEAVE = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BURN!r}])"


def test_seconds_of_the_processor_count_helpers_that_outlive_the_command(tmp_path: Path) -> None:
    assert process_cost.cost([sys.executable, "-c", LEAVE], tmp_path).cpu > 0.4


def test_waiting_is_no_work(tmp_path: Path) -> None:
    waited = process_cost.cost([sys.executable, "-c", "import time; time.sleep(0.8)"], tmp_path)
    assert waited.cpu < 0.5 < waited.seconds


def test_commands_in_turn_cost_what_they_cost_together(tmp_path: Path) -> None:
    assert process_cost.costs([[sys.executable, "-c", BURN]] * 2, tmp_path).cpu > 0.8


def test_drawings_of_the_peers_book_are_files_and_its_links_lead_out(tmp_path: Path) -> None:
    html = book_peers._with_files('<p><a href="#x.y">x</a><svg class="a"><path d="M0 0"/></svg></p>', tmp_path)
    assert html == '<p><a href="https://reader.example/#x.y">x</a><img src="1.svg" alt="A drawing"></p>'
    assert (tmp_path / "1.svg").read_text() == '<svg xmlns="http://www.w3.org/2000/svg" class="a"><path d="M0 0"/></svg>'


def test_the_books_that_are_made_to_be_counted_have_nothing_wrong_in_them(tmp_path: Path) -> None:
    growth_benchmark.make(ROOT, tmp_path / "book", 2)
    made = book.load(Settings(tmp_path / "book"))
    assert len(made.pages) == 5 + 2 * growth_benchmark._PAGES
    assert [str(finding) for finding in checks.of_sources(made, stops_only=True)] == []

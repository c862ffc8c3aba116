"""What stands around the browser tests: the host, the browser's finder, the contact sheets, scripts/test."""

from __future__ import annotations

import gzip
import http.client
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from reader.commands import test as testing
from reader.tools import browser as chromium
from reader.tools import contact_sheets
from reader.tools.static_server import serving
from small import GIT, TAKES_LONG, make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    (site / "deep").mkdir(parents=True)
    (site / "deep/index.html").write_text("<p>" + "deep " * 500, encoding="utf-8")
    (site / "404.html").write_text("lost", encoding="utf-8")
    (site / "dot.png").write_bytes(b"\x89PNG")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    return site


def ask(port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, dict(answer.getheaders()), body


def test_host(folder: Path) -> None:
    with serving(folder, "/sub/") as host:
        port = int(host.url.split(":")[2].split("/")[0])
        status, headers, body = ask(port, "/sub/deep/?a=b")
        assert (status, headers["Content-Encoding"]) == (200, "gzip")
        assert gzip.decompress(body).startswith(b"<p>deep")
        assert host.sent[-1].size == len(body) < 200
        status, headers, _ = ask(port, "/sub/deep")
        assert (status, headers["Location"]) == (301, "/sub/deep/")
        assert "Content-Encoding" not in ask(port, "/sub/dot.png")[1]
        for path in (
            "/sub/nothing",
            "/deep/",
            "/sub/../../secret.html",
            "/sub/%2e%2e/secret.html",
            "/sub//etc/hostname",
            "/sub/%00",
        ):
            status, _, body = ask(port, path)
            assert (status, gzip.decompress(body)) == (404, b"lost"), path


def test_no_browser(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(chromium.BrowserMissing, match="scripts/setup --for test"), chromium.started():
        pass


@TAKES_LONG
def test_contact_sheets(tmp_path: Path) -> None:
    root = tmp_path / "reader"
    make(root)
    command = [sys.executable, "-m", "reader.commands.look", "--only", "overdose/", "--width", "360", "--scheme", "dark"]
    done = subprocess.run(
        command, env={**os.environ, **GIT, "READER_ROOT": str(root)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [".cache/look/360-dark-01.png"]
    with Image.open(root / ".cache/look/360-dark-01.png") as sheet:
        assert sheet.width > 500
        dark = sum(sheet.convert("L").histogram()[:40]) / (sheet.width * sheet.height)
    assert dark > 0.3, "the dark pages are not dark"


def test_twelve_to_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "paper-09.png").write_bytes(b"from an earlier time")
    cells = iter([(f"page {number}", Image.new("RGB", (40, 60), "white")) for number in range(25)])
    assert [file.name for file in contact_sheets.sheets(tmp_path, "paper", cells)][-1] == "paper-03.png"
    assert sorted(file.name for file in tmp_path.glob("*.png")) == ["paper-01.png", "paper-02.png", "paper-03.png"]
    with Image.open(tmp_path / "paper-01.png") as sheet:
        across, down = (side + contact_sheets.GAP for side in (40, 60 + contact_sheets.LABEL))
        assert sheet.size == (contact_sheets.GAP + 4 * across, contact_sheets.GAP + 3 * down)


@pytest.mark.skipif(not shutil.which("pdftoppm"), reason="needs pdftoppm; type: apt install poppler-utils")
def test_paper_fits_its_cell(tmp_path: Path) -> None:
    """Half Letter and Letter, upright and lying, each whole, their longer sides alike."""
    leaves = [Image.new("RGB", size, "white") for size in ((550, 850), (850, 1100), (1100, 850))]
    leaves[0].save(tmp_path / "a.pdf", save_all=True, append_images=leaves[1:], resolution=100)
    cells = list(contact_sheets.papers([tmp_path / "a.pdf"]))
    assert [label for label, _ in cells] == ["a.pdf  1/3", "a.pdf  2/3", "a.pdf  3/3"]
    assert [picture.size for _, picture in cells] == [(396, 612), (473, 612), (612, 473)]


@pytest.mark.parametrize("failing", ["ruff", "mypy", "pytest", "text", ""])
def test_every_step_counts(monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    ran: list[tuple[str, ...]] = []

    def run(*words: str, **env: str) -> bool:
        ran.append((*words, *env))
        return words[0] != failing

    monkeypatch.setattr(testing, "_run", run)
    monkeypatch.setattr(testing, "_text", lambda: failing != "text")
    done = CliRunner().invoke(testing.main, ["--all", "tests/browser", "-k", "search"])
    assert done.exit_code == bool(failing), done.output
    assert [words[0] for words in ran] == ["ruff", "ruff", "mypy", "pytest"], "a failed step ends the others"
    assert ran[-1] == ("pytest", "tests/browser", "-k", "search", "READER_TEST_ALL")
    assert ("Not passed" in done.output) == bool(failing)


def test_all_tests_run_side_by_side_and_one_file_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[tuple[str, ...]] = []

    def run(*words: str, **env: str) -> bool:
        ran.append(words)
        return True

    monkeypatch.setattr(testing, "_run", run)
    monkeypatch.setattr(testing, "_text", lambda: True)
    for words in ([], ["--all"], ["-x"], ["tests/test_dates.py"], ["-k", "search"]):
        assert CliRunner().invoke(testing.main, words).exit_code == 0
    assert [[word for word in words if word.startswith("--numprocesses")] for words in ran if words[0] == "pytest"] == [
        ["--numprocesses=auto"], ["--numprocesses=auto"], ["--numprocesses=auto"], [], [],
    ]  # fmt: skip

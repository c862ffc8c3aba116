"""Big jobs in a process of their own: what they return or raise comes back, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from reader.press import apart
from reader.press.errors import LayoutError
from small import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere jobs stay where they are")
KILLED = """
import os, signal
from reader.press import apart
apart.done(lambda: os.kill(os.getpid(), signal.SIGKILL))
print("still here")
"""
LEFT_ALONE = """
import os, sys, time
from reader.press import apart
def job():
    print(os.getpid(), flush=True)
    time.sleep(60)
apart.done(job)
"""


def _fail() -> None:
    raise LayoutError(["page 3 is too full"])


def test_what_is_made_comes_back_and_what_is_changed_does_not() -> None:
    held: list[int] = []

    def job(word: str) -> tuple[str, int]:
        held.append(1)
        return word * 100_000, os.getpid()

    word, where = apart.done(job, "long")
    assert word == "long" * 100_000
    assert where != os.getpid()
    assert not held


def test_what_is_wrong_comes_back_as_it_was_said() -> None:
    with pytest.raises(LayoutError) as caught:
        apart.done(_fail)
    assert caught.value.problems == ["page 3 is too full"]
    assert "in _fail" in caught.value.__notes__[0]


def test_a_helper_ends_with_its_job_and_a_job_with_its_helper() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run([sys.executable, "-c", KILLED], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    with subprocess.Popen([sys.executable, "-c", LEFT_ALONE], env=environment, stdout=subprocess.PIPE, text=True) as helper:
        assert helper.stdout is not None
        assert int(helper.stdout.readline()) != helper.pid
        helper.kill()
        assert helper.stdout.read() == "", "the job held the other end of this until it was gone"

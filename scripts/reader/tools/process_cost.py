"""Time and memory of whole processes."""

from __future__ import annotations

import contextlib
import os
import re
import statistics
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

_OFTEN = 0.05  # seconds between two looks at who is running


@dataclass(frozen=True)
class Cost:
    """Wall time in seconds of one command, and the peak memory in megabytes (10⁶ bytes) of its largest process."""

    seconds: float
    megabytes: float


def cost(command: list[str], cwd: Path, env: dict[str, str] | None = None) -> Cost:
    """Run `command` to its end. Raises CalledProcessError with what it printed if it fails.

    Memory is asked of the kernel (VmHWM, proc(5)) for every process of the command's session: what a server of helpers
    forks is nobody's child whose use could be read when all is over. Where there is no /proc, the command's own counts.
    """
    start, peak = time.perf_counter(), 0
    with tempfile.TemporaryFile() as output:
        with subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
        ) as process:
            while True:
                pid, status, usage = os.wait4(process.pid, os.WNOHANG)
                if pid:
                    break
                peak = max(peak, _largest(process.pid))
                time.sleep(_OFTEN)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        if process.returncode:
            output.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, output.read())
    return Cost(seconds, max(peak, usage.ru_maxrss) * 1024 / 1e6)


def _largest(session: int) -> int:
    """The highest peak so far of any process in a session, in kilobytes."""
    peak = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):
            if os.getsid(int(status.parent.name)) == session:
                found = re.search(r"VmHWM:\s*(\d+)", status.read_text())
                peak = max(peak, int(found[1]) if found else 0)
    return peak


def median(costs: list[Cost]) -> Cost:
    """The middle time and the middle memory."""
    return Cost(statistics.median(each.seconds for each in costs), statistics.median(each.megabytes for each in costs))

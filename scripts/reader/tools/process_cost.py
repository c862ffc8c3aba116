"""Time and memory of whole processes."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import resource
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_OFTEN = 0.05  # seconds between two looks at who is running
_ADOPT = 36  # PR_SET_CHILD_SUBREAPER (prctl(2)): whoever loses its parent becomes our child


@dataclass(frozen=True)
class Cost:
    """What a command took: wall time in seconds, the peak memory in megabytes (10⁶ bytes) of its largest process, and
    seconds of the processor, those of all its processes together."""

    seconds: float
    megabytes: float
    cpu: float


def cost(command: list[str], cwd: Path, env: dict[str, str] | None = None) -> Cost:
    """Run `command` to its end. Raises CalledProcessError with what it printed if it fails.

    Memory is asked of the kernel (VmHWM, proc(5)) for every process of the command's session: what a server of helpers
    forks is nobody's child whose use could be read when all is over. Where there is no /proc, the command's own counts.
    Seconds of the processor are those of all who ended (getrusage(2)): helpers that outlive the command are waited for.
    """
    _adopt()
    before = _used()
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
        with contextlib.suppress(ChildProcessError):
            while True:
                os.waitpid(-process.pid, 0)  # the others of its group
        if process.returncode:
            output.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, output.read())
    return Cost(seconds, max(peak, usage.ru_maxrss) * 1024 / 1e6, _used() - before)


def costs(commands: Iterable[list[str]], cwd: Path, env: dict[str, str] | None = None) -> Cost:
    """Commands one after the other: their times together, and the memory of the largest process of all."""
    each = [cost(command, cwd, env) for command in commands]
    return Cost(sum(a.seconds for a in each), max(a.megabytes for a in each), sum(a.cpu for a in each))


def _adopt() -> None:
    """Let helpers that outlive their parent become children of this process, where the system can (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)


def _used() -> float:
    """Seconds of the processor that children of this process, and theirs, have used until they ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _largest(session: int) -> int:
    """The highest peak so far of any process in a session, in kilobytes."""
    peak = 0
    with contextlib.suppress(FileNotFoundError), os.scandir("/proc") as entries:
        for name in [entry.name for entry in entries if entry.name.isdecimal()]:
            with contextlib.suppress(OSError):
                if os.getsid(int(name)) == session:
                    found = re.search(rb"VmHWM:\s*(\d+)", Path("/proc", name, "status").read_bytes())
                    peak = max(peak, int(found[1]) if found else 0)
    return peak


def median(costs: list[Cost]) -> Cost:
    """The middle of each."""
    return Cost(*(statistics.median(getattr(each, name) for each in costs) for name in ("seconds", "megabytes", "cpu")))

"""Big jobs in a process of their own, forked from a helper: what they leave behind goes with it.

A layout leaves millions of objects that lead to each other. To find and clear them away takes a tenth of the time that the
layout took, and a helper that has held them stays as big as it was.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import traceback
import warnings
from collections.abc import Callable
from typing import NoReturn, ParamSpec, TypeVar

_PDEATHSIG = 1  # prctl(2): the signal that we get when whoever forked us is gone
What = ParamSpec("What")
Result = TypeVar("Result")


def done(do: Callable[What, Result], *what: What.args, **more: What.kwargs) -> Result:
    """What `do` returns, or raises. Where the system is another than Linux it is done right here.

    Call it in helpers alone: where the forked process is ended from outside, this one ends as well.
    """
    if sys.platform != "linux":
        return do(*what, **more)
    ear, mouth = os.pipe()
    helper = os.getpid()
    with warnings.catch_warnings():  # Python 3.12 warns of threads: the helper's other one only waits for the build's end
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if not child:
        os.close(ear)
        _do(helper, mouth, lambda: do(*what, **more))
    os.close(mouth)
    with os.fdopen(ear, "rb") as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if status:
        os._exit(1)
    result, error = pickle.loads(told)  # noqa: S301 (of our own making)
    if error is not None:
        raise error
    found: Result = result
    return found


def _do(helper: int, mouth: int, do: Callable[[], object]) -> NoReturn:
    """In the forked process: do it, tell, and end without clearing anything away."""
    try:
        ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() == helper:
            result, wrong = None, None
            try:
                result = do()
            except Exception as error:
                error.add_note(traceback.format_exc())
                wrong = error
            with os.fdopen(mouth, "wb") as pipe:
                pipe.write(pickle.dumps((result, wrong)))
            os._exit(0)
    finally:
        os._exit(1)

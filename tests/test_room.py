"""No call is much slower than others because of how deep it is, and a function with room is still itself."""

from __future__ import annotations

import pickle
import time

import pytest

from reader.press import handed
from reader.room import with_room

CALLS = 2000


def nothing() -> None:
    """What is called again and again: it needs more room than its caller, so that there is a depth at which none is left."""


nothing.__code__ = nothing.__code__.replace(co_stacksize=100)


def took(deep: int) -> float:
    """Seconds for calls from so many calls further down, at best."""
    if deep:
        return took(deep - 1)
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        for _ in range(CALLS):
            nothing()
        times.append(time.perf_counter() - begin)
    return min(times)


def test_calls_cost_the_same_at_every_depth() -> None:
    times = sorted(with_room(took)(deep) for deep in range(250))
    assert times[-1] < 30 * times[len(times) // 2]


def test_a_function_with_room_gives_back_and_raises_what_it_did_and_keeps_its_name() -> None:
    assert with_room(divmod)(7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        with_room(divmod)(1, 0)
    assert pickle.loads(pickle.dumps(handed.do)) is handed.do

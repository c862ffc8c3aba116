"""No call takes memory of its own because of how deep it is, and a function with room is still itself."""

from __future__ import annotations

import pickle
import resource

import pytest

from reader.press import handed
from reader.room import with_room

CALLS = 2000


def nothing() -> None:
    """What is called again and again: it needs more room than its caller, so that there is a depth at which none is left."""


nothing.__code__ = nothing.__code__.replace(co_stacksize=100)


def taken(deep: int) -> int:
    """How often memory is taken for calls from so many calls further down: each new piece of it is missing at first (a fault)."""
    if deep:
        return taken(deep - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(CALLS):
        nothing()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_no_depth_takes_memory_for_each_call() -> None:
    assert max(with_room(taken)(deep) for deep in range(250)) < CALLS / 10


def test_a_function_with_room_gives_back_and_raises_what_it_did_and_keeps_its_name() -> None:
    assert with_room(divmod)(7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        with_room(divmod)(1, 0)
    assert pickle.loads(pickle.dumps(handed.do)) is handed.do

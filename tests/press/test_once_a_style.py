"""What follows from a style is worked out once for it, apart from what others remember there."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from reader.press.once_a_style import once_a_style


def test_it_is_asked_once_a_style() -> None:
    asked: list[str] = []

    @once_a_style
    def length(style: Any) -> int:
        asked.append(style.name)
        return len(style.name)

    short, long = SimpleNamespace(name="a"), SimpleNamespace(name="abc")
    assert [length(short), length(long), length(short), length(long)] == [1, 3, 1, 3]
    assert asked == ["a", "abc"]


def test_nothing_found_is_remembered_too() -> None:
    asked: list[None] = []
    nothing = once_a_style(lambda _: asked.append(None))
    style = SimpleNamespace()
    assert (nothing(style), nothing(style)) == (None, None)
    assert len(asked) == 1


def test_two_of_one_name_do_not_meet() -> None:
    def first() -> Any:
        @once_a_style
        def found(_: Any) -> str:
            return "first"

        return found

    def second() -> Any:
        @once_a_style
        def found(_: Any) -> str:
            return "second"

        return found

    style = SimpleNamespace()
    assert (first()(style), second()(style), first()(style)) == ("first", "second", "first")


def test_it_stays_out_of_the_properties_of_the_style() -> None:
    style = SimpleNamespace(color="red")
    once_a_style(lambda each: each.color)(style)
    assert [name for name in vars(style) if not name.startswith("_reader_")] == ["color"]

"""The book, handed to each helper once: a text is only named on its way there, and found whole again where it is needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from reader.living.changes import Move
from reader.press.material import Text
from reader.press.subjects import Subject
from reader.room import with_room

_common: Text  # what this process was given


@dataclass(frozen=True)
class Name:
    """A text by what tells it from the others of its book: its subject without pages, their paths, what has moved in it."""

    subject: Subject
    paths: tuple[str, ...]
    moves: tuple[Move, ...]


def common(text: Text) -> Text:
    """All that texts of a book have in common, as helpers take it."""
    return replace(text, subject=replace(text.subject, pages=()), moves=())


def take(text: Text) -> None:
    """Keep this for all jobs that follow."""
    global _common
    _common = text


def named(thing: Any) -> Any:
    """What is sent to a helper for this: a text's name, and of anything else the thing itself."""
    if not isinstance(thing, Text):
        return thing
    return Name(replace(thing.subject, pages=()), tuple(page.path for page in thing.subject.pages), thing.moves)


@with_room
def do(job: Callable[..., None], *material: Any) -> None:
    """In the helper: do a job with its texts whole. Raises what the job raises."""
    job(*map(_found, material))


def _found(thing: Any) -> Any:
    if not isinstance(thing, Name):
        return thing
    pages = {page.path: page for page in _common.book.texts}
    subject = replace(thing.subject, pages=tuple(pages[path] for path in thing.paths))
    return replace(_common, subject=subject, moves=thing.moves)

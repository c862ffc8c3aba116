"""The book, handed to each helper once: a text is only named on its way there, and found whole again where it is needed."""

from __future__ import annotations

import functools
import pickle
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from reader.living.changes import Move
from reader.press.material import Text
from reader.press.subjects import Subject
from reader.room import with_room

_packed = b""  # what this process was given


@dataclass(frozen=True)
class Name:
    """A text by what tells it from the others of its book: its subject without pages, their paths, what has moved in it."""

    subject: Subject
    paths: tuple[str, ...]
    moves: tuple[Move, ...]


def pack(text: Text) -> bytes:
    """All that texts of a book have in common, as helpers take it."""
    return pickle.dumps(replace(text, subject=replace(text.subject, pages=()), moves=()))


def take(packed: bytes) -> None:
    """Keep what was packed for all jobs that follow: unpacked when the first of them asks for it."""
    global _packed
    _packed = packed
    _common.cache_clear()


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
    common = _common()
    pages = {page.path: page for page in common.book.texts}
    subject = replace(thing.subject, pages=tuple(pages[path] for path in thing.paths))
    return replace(common, subject=subject, moves=thing.moves)


@functools.cache
def _common() -> Text:
    text: Text = pickle.loads(_packed)  # noqa: S301 (of our own making)
    return text

"""The templates in overrides/: where one is wrong, and the sentence about it."""

from __future__ import annotations

import traceback
from pathlib import Path

import jinja2

FOLDER = "overrides"


def fault(root: Path, error: Exception) -> tuple[str, int, str] | None:
    """Which template stopped with this error: its path in the project, the line, and a sentence. None if none did.

    An error inside a template carries the template's own lines in its traceback; an error in how it is written says where.
    """
    home = (root / FOLDER).resolve()
    place: tuple[Path, int] | None = None
    for frame in traceback.extract_tb(error.__traceback__):
        file = Path(frame.filename)
        if file.suffix == ".html" and file.is_absolute() and file.resolve().is_relative_to(home):
            place = (file, frame.lineno or 0)
    if isinstance(error, jinja2.TemplateSyntaxError):
        named = Path(error.filename) if error.filename else None
        if named is not None and named.is_absolute() and named.resolve().is_relative_to(home):
            place = (named, error.lineno)
    if place is None:
        return None
    path = f"{FOLDER}/{place[0].resolve().relative_to(home).as_posix()}"
    return path, place[1], sentence(error)


def sentence(error: Exception) -> str:
    """What is wrong with a template, for whoever has changed it."""
    said = " ".join(str(error).split())[:200].rstrip(".")
    if isinstance(error, jinja2.TemplateSyntaxError):
        return (
            f"this template is not written right ({said}); often a {{% or {{{{ is not closed. Take the line from the last version"
        )
    if isinstance(error, jinja2.TemplateNotFound):
        return f"there is no template “{error.name}” to take in here; take the line from the last version"
    return f"this template stops here ({said or type(error).__name__}); take the line from the last version"

"""Whom the files are rendered for: two more values of `reader.render.medium`."""

from __future__ import annotations

from reader.render.medium import Medium

# Nothing can be pressed, and there is no page to lay out: a word's meaning stands behind it.
TEXT = Medium(
    "text", alone=False, calls=False, leads=False, reflows=False, styles=True, pairs=False, brackets=False, ages=False,
    searched=False, copies=False, papers=False
)  # fmt: skip

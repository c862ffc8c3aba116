"""Whom the files are rendered for: two more values of `reader.render.medium`."""

from __future__ import annotations

from reader.render.medium import Medium

# Nothing can be pressed, and there is no page to lay out: a word's meaning stands behind it.
TEXT = Medium(
    "text", alone=False, calls=False, leads=False, reflows=False, styles=True, pairs=False, brackets=False, cites=False,
    ages=False, searched=False, copies=False, rules=False, papers=False
)  # fmt: skip


def ebook(leads: bool) -> Medium:
    """An e-book: numbers are called, lines reflow; words lead to the glossary where that is in the same book."""
    return Medium(
        "ebook", alone=False, calls=True, leads=leads, reflows=True, styles=False, pairs=True, brackets=False, cites=False,
        ages=False, searched=False, copies=False, rules=True, papers=False
    )  # fmt: skip

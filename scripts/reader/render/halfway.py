"""A page read halfway: its blocks and the marks inside its lines, which are the same for all media.

Six times a page is rendered: to be checked, for the site, for paper, for two e-books and as plain text. What differs begins
behind these two of Python-Markdown's steps, which take a third of its time.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterable
from typing import Any
from xml.etree.ElementTree import ElementTree

from markdown import Markdown


def install(md: Markdown, known: dict[str, bytes]) -> None:
    """Let `md` take from `known` what was read halfway, and put there what was not.

    A tree follows from the lines, from the HTML that was put aside before, and from who reads. That holds for extensions that
    keep nothing beside tree and stash while they read blocks and lines: all that `reader.source.engine_settings` takes.
    """
    inline: Any = md.treeprocessors["inline"]
    blocks, marks = md.parser.parseDocument, inline.run

    def read(lines: Iterable[str]) -> Any:
        stash, readers = vars(md.htmlStash), [*map(type, md.parser.blockprocessors), *map(type, md.inlinePatterns)]
        key = repr((readers, lines, stash))
        if key in known:
            root, kept = pickle.loads(known[key])  # noqa: S301 (of our own making)
            stash |= kept
            return ElementTree(root)
        tree = blocks(lines)
        marks(tree.getroot())
        with contextlib.suppress(RecursionError):  # nested too deep to be kept
            known[key] = pickle.dumps((tree.getroot(), stash))
        return tree

    md.parser.parseDocument = read  # type: ignore[method-assign]
    inline.run = lambda *_: None

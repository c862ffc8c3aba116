"""ProperDocs in the place of MkDocs: the same modules, which from here on answer to MkDocs' names.

Only scripts/canary imports this, in an environment that has ProperDocs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import properdocs.replacement  # noqa: F401 (from now on `import mkdocs` brings ProperDocs)

from reader.site import engine
from reader.site.engine import EngineError
from reader.site.rendered import Rendered

__all__ = ["EngineError", "build"]


def build(
    root: Path, site: Path, *, days: dict[str, date] | None, timestamp: int, on_page: Callable[[], None],
    rendered: Rendered | None = None,
) -> None:  # fmt: skip
    """Build the pages of `root` into `site` as reader.site.engine does; `rendered` is left: those pages are MkDocs'."""
    engine.build(root, site, days=days, timestamp=timestamp, on_page=on_page)

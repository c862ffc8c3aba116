"""ProperDocs in the place of MkDocs: the same modules, which from here on answer to MkDocs' names.

Only scripts/canary imports this, in an environment that has ProperDocs.
"""

from __future__ import annotations

import properdocs.replacement  # noqa: F401 (from now on `import mkdocs` brings ProperDocs)

from reader.site.engine import EngineError, build

__all__ = ["EngineError", "build"]

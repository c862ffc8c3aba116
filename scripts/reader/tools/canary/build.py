"""Our whole build, checks included, with one of the engines: run by scripts/canary with the Python of its environment."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from reader.progress import Progress
from reader.site.build import Refused, Trouble, build
from reader.source.settings import from_environment


def main() -> None:
    """Build the pages of a project into a folder, without papers: they need no engine. Exits with 1 and says why it can't."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("engine", help="the module that drives it, as reader.site.engine")
    parser.add_argument("root", type=Path)
    parser.add_argument("site", type=Path)
    asked = parser.parse_args()
    try:
        engine = importlib.import_module(asked.engine)
        settings = from_environment(asked.root)
        build(settings, asked.site, Progress(quiet=True), force=True, papers=False, engine=engine)
    except Refused as refusal:
        sys.exit("\n".join(str(finding) for finding in refusal.findings))
    except Trouble as trouble:
        sys.exit(str(trouble))


if __name__ == "__main__":
    main()

"""The Markdown extensions that mkdocs.yml names, for whoever renders a page without the engine."""

from __future__ import annotations

import copy
import functools
from pathlib import Path
from typing import Any

from reader.source.yamlfile import read

Named = tuple[list[str], dict[str, dict[str, Any]]]


def named(root: Path) -> Named:
    """Their names and settings; true and false are read as such, and fixed words are found from any folder."""
    names, settings = copy.deepcopy(_said((root / "mkdocs.yml").read_text(encoding="utf-8")))
    settings.setdefault("pymdownx.snippets", {})["base_path"] = [str(root / "docs/_words")]
    return names, settings


@functools.lru_cache(maxsize=2)
def _said(text: str) -> Named:
    """The same, as a file says it: to read it takes longer than to render a short page."""
    names: list[str] = []
    settings: dict[str, dict[str, Any]] = {}
    for item in read(text)["markdown_extensions"]:
        for name, values in item.items() if isinstance(item, dict) else [(item, {})]:
            names.append(name)
            settings[name] = {key: {"true": True, "false": False}.get(str(value), value) for key, value in values.items()}
    return names, settings

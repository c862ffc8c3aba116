"""The Markdown extensions that mkdocs.yml names, for whoever renders a page without the engine."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reader.source.yamlfile import read


def named(root: Path) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Their names and settings; true and false are read as such, and fixed words are found from any folder."""
    names: list[str] = []
    settings: dict[str, dict[str, Any]] = {}
    for item in read((root / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]:
        for name, values in item.items() if isinstance(item, dict) else [(item, {})]:
            names.append(name)
            settings[name] = {key: {"true": True, "false": False}.get(str(value), value) for key, value in values.items()}
    settings.setdefault("pymdownx.snippets", {})["base_path"] = [str(root / "docs/_words")]
    return names, settings

"""A site of the same pages as the engine and its theme make it when nobody adds anything: what ours is measured against."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

QUIET = {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}  # for its environment


def make(root: Path, folder: Path) -> Path:
    """Make a stock MkDocs and Material project of the same pages in `folder`: none of our code, theme or checks.

    Includes are kept (the pages would lack text without them). Returns its mkdocs.yml.
    """
    docs = folder / "docs"
    shutil.copytree(root / "docs", docs)
    nav = yaml.safe_load(_without_tags((root / "mkdocs.yml").read_text(encoding="utf-8")))["nav"]
    settings = {
        "site_name": "Stock",
        "theme": {"name": "material", "font": False},
        "markdown_extensions": [
            "admonition", "attr_list", "tables", "footnotes", {"pymdownx.snippets": {"base_path": [str(docs / "_words")]}},
        ],
        "plugins": ["search"],
        "exclude_docs": (
            "_words/\nfacts.yml\nlanguage.yml\nalike.yml\nasked.yml\nchanges.yml\nglossary.yml\nredirects.yml\nREADME.md\nzine.md\n"
        ),
        "nav": nav,
    }  # fmt: skip
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    return file


def _without_tags(text: str) -> str:
    return text.replace("!ENV", "")

"""Time and memory of whole processes, and what a stock site of the same pages costs."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Cost:
    """Wall time in seconds and peak memory in megabytes (10⁶ bytes) of one process."""

    seconds: float
    megabytes: float


def cost(command: list[str], cwd: Path, env: dict[str, str] | None = None) -> Cost:
    """Run `command` to its end. Raises CalledProcessError with what it printed if it fails."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, env={**os.environ, **(env or {})}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        output = process.stdout.read() if process.stdout else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - start
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, output)
    return Cost(seconds, usage.ru_maxrss * 1024 / 1e6)


def median(costs: list[Cost]) -> Cost:
    """The middle time and the middle memory."""
    return Cost(statistics.median(each.seconds for each in costs), statistics.median(each.megabytes for each in costs))


def stock(root: Path, folder: Path) -> Path:
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
        "exclude_docs": "_words/\nfacts.yml\nlanguage.yml\nredirects.yml\nREADME.md\n",
        "nav": nav,
    }  # fmt: skip
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    return file


def _without_tags(text: str) -> str:
    return text.replace("!ENV", "")

"""Old addresses of pages that moved: docs/redirects.yml."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from reader.source import schema
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping

FILE = "docs/redirects.yml"


@dataclass
class Redirects:
    """Old path → (new path, line), both relative to docs/, and what is wrong with the file."""

    moved: dict[str, tuple[str, int]] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)


def read(root: Path) -> Redirects:
    """Read docs/redirects.yml. Never raises for bad content: what is wrong stands in `problems`."""
    content, problems = schema.document(root / FILE, FILE, "redirects")
    if content is None:
        return Redirects({}, problems)
    if not isinstance(content, Mapping):
        return Redirects({}, [Finding(FILE, 1, "redirects", "has to be lines like old/page.md: new/page.md")])
    wrong = [line for line in content if not (_is_place(line) and _is_target(content[line]))]
    if wrong:
        return Redirects({}, [Finding(FILE, content.lines[line], "redirects", f"“{line}: {content[line]}” has to be like "
                                      "old/page.md: new/page.md, both written from docs/") for line in wrong])  # fmt: skip
    return Redirects({old: (new, content.lines[old]) for old, new in content.items()})


_PART = re.compile(r"[^\W_][\w -]{0,99}", re.ASCII)  # a dot in an address looks like a file, and could be one of ours
_HEADING = re.compile(r"#[\w-]+")
BUILT = ("_words", "assets", "changes", "download", "keep", "now", "print", "search")  # folders that the build fills


def _is_place(path: object) -> bool:
    """Whether it is the path of a page below docs/, written or not: nothing is made outside the site, or over its files."""
    if not isinstance(path, str) or not path.endswith(".md") or len(path) > 300:
        return False
    return all(_PART.fullmatch(part) for part in path.removesuffix(".md").split("/"))


def _is_target(path: object) -> bool:
    """Whether it is the path of a page, perhaps with a heading on it."""
    page, mark, heading = path.partition("#") if isinstance(path, str) else ("", "", "")
    return _is_place(page) and bool(not mark or _HEADING.fullmatch(mark + heading))

"""Of the files that stand in docs/ beside the pages: only those that something leads to, and photos without their notes."""

from __future__ import annotations

import functools
import posixpath
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reader import files
from reader.checks.built_pages import without_edition
from reader.checks.published import SHOWN
from reader.source import own_files, pictures
from reader.source.memory import Memory

_LEADS = re.compile(r"""(?:\b(?:href|src|srcset|content|poster)\s*=\s*["']?|url\(\s*["']?)([^"'\s)>]+)""", re.IGNORECASE)
_COMMENT = re.compile(r"<!--(?!>).*?-->", re.DOTALL)
_CODE = ("css", "js")  # folders of assets that are the site's own machinery


def without_comments(html: str) -> str:
    """A page without the notes its writers left in it."""
    return _COMMENT.sub("", html)


def tidy(site: Path, root: Path, pages: dict[Path, str]) -> None:
    """Delete from the finished site what came from docs/ or overrides/ and nothing shows; strip the photos that stay."""
    led_to = _led_to(site, root, pages)
    for folder in ("docs", "overrides"):
        for path in map(Path, files.below(root / folder)):
            copied = site / path
            if not copied.is_file() or (folder == "overrides" and path.suffix == ".html") or _is_code(path, folder):
                continue
            if folder == "docs" and path.suffix.lower() in SHOWN and path.as_posix() in led_to:
                if path.suffix.lower() in pictures.KINDS:
                    copied.write_bytes(pictures.stripped(copied.read_bytes(), path.suffix))
                continue
            copied.unlink()
    for empty in sorted((each for each in site.rglob("*") if each.is_dir()), reverse=True):
        if not any(empty.iterdir()):
            empty.rmdir()


def _is_code(path: Path, folder: str) -> bool:
    in_assets = folder == "docs" and len(path.parts) > 2 and path.parts[0] == "assets"
    return in_assets and path.parts[1] in _CODE and not own_files.is_leftover(path.name)


def _led_to(site: Path, root: Path, pages: dict[Path, str]) -> set[str]:
    """The files that pages (file → text) and style sheets of the site name, as paths below it."""
    found, memory = set[str](), Memory(root / ".cache/led-to.json", __file__)
    sheets = {site / path: (site / path).read_text(encoding="utf-8") for path in files.below(site, ".css")}
    for file, text in {**pages, **sheets}.items():
        folder, text = file.parent.relative_to(site).as_posix(), without_edition(text)
        found.update(memory.of(f"{folder}\n{text}".encode(), functools.partial(_led_to_from, folder, text)))
    memory.keep()
    return found


def _led_to_from(folder: str, text: str) -> list[str]:
    """The same of one file, which stands in a folder."""
    found = set()
    for target in set(_LEADS.findall(text)):
        parts = urlsplit(target)
        path = unquote(parts.path)
        if path.startswith("/") or parts.netloc:  # the page for lost addresses, or a picture for other sites' cards
            at = path.find("assets/")
            if at >= 0:
                found.add(path[at:])
            continue
        found.add(posixpath.normpath(posixpath.join(folder, path)))
    return sorted(found)

"""mkdocs.yml may set what the reader needs, and nothing that runs programs or reads files from elsewhere."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.source import own_files
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping, YamlError, read

FILE = "mkdocs.yml"
_KEYS = (
    "site_name", "site_description", "site_url", "theme", "extra_css", "extra_javascript", "exclude_docs", "markdown_extensions",
    "plugins", "validation", "nav",
)  # fmt: skip
_THEME = {
    "name": ("material",), "custom_dir": ("overrides",), "language": ("en",), "font": ("false",),
    "favicon": ("assets/favicon.svg",),
}  # fmt: skip
_EXACT: dict[str, tuple[object, str]] = {  # what a setting is, and how that is written
    "site_url": (["SITE_URL", ""], '!ENV [SITE_URL, ""]'),
    "extra_css": (["assets/css/reader.css"], "[assets/css/reader.css]"),
    "extra_javascript": ([], "[]"),
}
_HIDDEN = (
    "_words/",
    "facts.yml",
    "language.yml",
    "glossary.yml",
    "redirects.yml",
    "/[a-z][a-z]/",
    "/[a-z][a-z][a-z]/",
    "/[a-z][a-z]-[A-Z]*/",
    "/[a-z][a-z][a-z]-[A-Z]*/",
)  # no pages, or pages in other languages
_OPTIONS: dict[str, tuple[str, ...]] = {  # what an extension may be told, with true or false
    "smarty": ("smart_dashes", "smart_ellipses"), "tables": ("use_align_attribute",), "toc": ("permalink",),
}  # fmt: skip
_SNIPPETS = {"base_path": ["docs/_words"], "check_paths": "true", "restrict_base_path": "true"}
_EXTENSIONS = ("admonition", "attr_list", "fenced_code", "smarty", "tables", "toc", "pymdownx.snippets", "reader.markdown",
               "sane_lists")  # fmt: skip
_NEEDED = ("admonition", "attr_list", "tables", "toc", "pymdownx.snippets", "reader.markdown")
_PLUGINS = ("search", "git-revision-date")
_ENV = re.compile(r"!ENV\b.*")
_PLAIN = re.compile(r"[^<>{}\x00-\x1f\x7f-\x9f]{0,200}")
_OURS = '!ENV [SITE_URL, ""]'


def book_name(root: Path) -> str:
    """The name on the cover, as mkdocs.yml gives it."""
    return _site_name((root / FILE).read_text(encoding="utf-8"))


@functools.cache
def _site_name(settings: str) -> str:
    return str(read(settings)["site_name"])


def findings(root: Path) -> tuple[Mapping, list[Finding]]:
    """The settings, and what is wrong with them. Without a nav the settings are empty."""
    if (root / FILE).exists() and not own_files.is_own(root, root / FILE):
        return Mapping(), [_said(0, "is not a plain file; take it from the last version")]
    try:
        text = (root / FILE).read_text(encoding="utf-8")
        content = read(text)
    except FileNotFoundError:
        return Mapping(), [_said(0, "is missing; take it from the last version, or from the project's page")]
    except UnicodeDecodeError:
        return Mapping(), [_said(0, "is not UTF-8 text; save it again as UTF-8")]
    except YamlError as error:
        return Mapping(), [Finding(FILE, error.line, "nav", error.message, column=error.column)]
    if not isinstance(content, Mapping):
        return Mapping(), [
            _said(1, "has to be lines like “site_name: …”; take it from the last version, or from the project's page")
        ]
    wrong = list(_wrong(content, text))
    return (Mapping() if wrong else content), wrong


def _said(line: int, message: str) -> Finding:
    return Finding(FILE, line, "nav", message)


def _wrong(content: Mapping, text: str) -> Iterator[Finding]:
    for key in content:
        if key not in _KEYS:
            yield _said(content.lines[key], f"“{key}” is not set here: it can run programs or bring in other files; take it out")
    for key in ("site_name", "theme", "markdown_extensions", "plugins", "nav"):
        if not content.get(key):
            yield _said(0, f"has no “{key}”; take it from the last version")
    yield from _words(content, text)
    yield from _exact(content)
    yield from _theme(content)
    yield from _list(content, "markdown_extensions", _EXTENSIONS, _NEEDED)
    yield from _list(content, "plugins", _PLUGINS, ())
    if not isinstance(content.get("nav") or [], list):
        yield _said(content.lines["nav"], "“nav” has to be a list: each chapter begins with “- ”")


def _words(content: Mapping, text: str) -> Iterator[Finding]:
    for match in _ENV.finditer(text):
        if match[0].strip() != _OURS:
            yield _said(text.count("\n", 0, match.start()) + 1, f"only “site_url: {_OURS}” is taken from the machine; write the "
                        "words themselves")  # fmt: skip
    for key in ("site_name", "site_description"):
        if not isinstance(content.get(key, ""), str):
            yield _said(content.lines[key], f"“{key}” has to be words; put them between quotes")
        elif not _PLAIN.fullmatch(content.get(key, "")):
            yield _said(content.lines[key], f"“{key}” stands on every page and paper: plain words without < > {{ }} on one line, "
                        "at most 200 letters")  # fmt: skip


def _exact(content: Mapping) -> Iterator[Finding]:
    for key, (wanted, written) in _EXACT.items():
        if key in content and content[key] != wanted:
            yield _said(content.lines[key], f"“{key}” steers what every page loads and where it stands; write {key}: {written}")
    hidden = content.get("exclude_docs", "")
    rows = hidden.split() if isinstance(hidden, str) else []
    for name in _HIDDEN:
        if name not in rows:
            yield _said(content.lines.get("exclude_docs", 0), f"“exclude_docs” has no line {name}; without it that would be "
                        "published")  # fmt: skip
    for name in rows:
        if name not in _HIDDEN and ("*" in name or "!" in name or name.endswith("/")):
            yield _said(content.lines["exclude_docs"], f"“{name}” in exclude_docs would hide pages; take it out")


def _told(name: str, values: Mapping) -> str:
    """The first thing an extension is told and may not be."""
    known = _OPTIONS.get(name, ())
    return next((key for key, value in values.items() if key not in known or value not in ("true", "false")), "")


def _theme(content: Mapping) -> Iterator[Finding]:
    theme = content.get("theme")
    if isinstance(theme, Mapping):
        for key, value in theme.items():
            if key not in _THEME or (_THEME[key] is not None and value not in (_THEME[key] or ())):
                yield _said(
                    theme.lines[key], f"“{key}: {value}” is not set here; the theme is material with the folder overrides"
                )
    elif theme:
        yield _said(content.lines["theme"], "“theme” has to be lines like “name: material”; take them from the last version")


def _list(content: Mapping, key: str, known: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[Finding]:
    items: Any = content.get(key) or []
    line = content.lines.get(key, 0)
    if not isinstance(items, list):
        yield _said(line, f"“{key}” has to be a list: each line begins with “- ”")
        return
    named: dict[str, Any] = {}
    for item in items:
        named |= item if isinstance(item, Mapping) else {str(item): Mapping()}
    for name, values in named.items():
        at = next((each.line for each in items if isinstance(each, Mapping) and name in each), line)
        if name not in known:
            yield _said(at, f"“{name}” in {key} can run programs of others; take it out")
        elif not isinstance(values, Mapping):
            yield _said(at, f"the settings of “{name}” have to stand between {{ and }}; take them from the last version")
        elif name == "pymdownx.snippets" and dict(values) != _SNIPPETS:
            yield _said(at, "“pymdownx.snippets” may take words from docs/_words and nowhere else; write {base_path: "
                        "[docs/_words], check_paths: true, restrict_base_path: true}")  # fmt: skip
        elif key == "markdown_extensions" and name != "pymdownx.snippets" and (wrong := _told(name, values)):
            yield _said(at, f"“{name}” is not told “{wrong}” here; take it out")
    for name in needed:
        if items and name not in named:
            yield _said(line, f"“{name}” is missing in {key}; add the line “- {name}”")

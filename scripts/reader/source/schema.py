"""YAML files with a shape: which fields an entry may have, and what to say when it has others."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from reader.source.finding import Finding
from reader.source.yamlfile import Mapping, YamlError
from reader.source.yamlfile import read as read_yaml

Rule = Callable[[Any], str | None]


def words(value: Any) -> str | None:
    """A single line of text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        return "has to be a few words on one line"
    return "has to stand on one line" if "\n" in value.strip() else None


def word_list(value: Any) -> str | None:
    """A list of short texts."""
    if isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value):
        return None
    return "has to be a list, like [one thing, another]"


def one_of(allowed: tuple[str, ...], more: str = "") -> Rule:
    """One word out of a fixed set; `more` is said of it to whoever wrote another."""

    def rule(value: Any) -> str | None:
        return None if value in allowed else f"has to be one of: {', '.join(allowed)}{more}"

    return rule


def document(file: Path, path: str, rule: str) -> tuple[Any, list[Finding]]:
    """What a YAML file holds, and why it can't be read; nothing where there is none. `path` names it in messages."""
    if file.is_symlink() or not (file.is_file() or not file.exists()):
        return None, []  # reader.source.own_files says so
    try:
        return read_yaml(file.read_text(encoding="utf-8-sig")), []
    except FileNotFoundError:
        return None, []
    except YamlError as error:
        return None, [Finding(path, error.line, rule, error.message, column=error.column)]
    except UnicodeDecodeError:
        return None, [Finding(path, 0, rule, "is not UTF-8 text; save it again as UTF-8")]


def entries(
    file: Path, path: str, rule: str, noun: str, required: dict[str, Rule], optional: dict[str, Rule]
) -> tuple[list[Mapping], list[Finding]]:
    """The entries of a file that is one list, those of the right form alone; and what is wrong with the others."""
    content, problems = document(file, path, rule)
    if content is not None and not isinstance(content, list):
        return [], [Finding(path, 1, rule, f"has to be a list: each {noun} begins on a line like “- {next(iter(required))}: …”")]
    good = []
    for number, item in enumerate(content or [], 1):
        line = item.line if isinstance(item, Mapping) else 1
        found = list(findings(item, f"{noun} {number}", path, line, rule, required, optional))
        problems += found
        if not found:
            good.append(item)
    return good, problems


def findings(
    mapping: Any,
    where: str,
    path: str,
    line: int,
    rule: str,
    required: dict[str, Rule],
    optional: dict[str, Rule],
) -> Iterator[Finding]:
    """Yield what is wrong with `mapping`: fields that are unknown, missing, or of the wrong form.

    `where` names it for people ("the fact nors-line"); `line` is used where a field has none of its own.
    """
    if not isinstance(mapping, Mapping):
        wanted = ", ".join(required)
        yield Finding(path, line, rule, f"{where} has to be a list of fields, one a line: {wanted}")
        return
    known = {**required, **optional}
    for key in mapping:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            advice = f"did you mean “{near[0]}”?" if near else f"known fields are {', '.join(known)}; delete this one"
            yield Finding(path, mapping.lines[key], rule, f"{where} has an unknown field “{key}”: {advice}")
    for key in required:
        if key not in mapping:
            yield Finding(path, line, rule, f"{where} has no “{key}”; add a line “{key}: …”")
    for key, test in known.items():
        if key in mapping and (problem := test(mapping[key])):
            yield Finding(path, mapping.lines[key], rule, f"“{key}” of {where} {problem}")

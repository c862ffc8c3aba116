"""YAML that remembers its lines, reads every scalar as text, and refuses a key said twice."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from reader import letters

try:
    from yaml import CBaseLoader as _Base
except ImportError:  # PyYAML built without libyaml: the same answers, slower
    from yaml import BaseLoader as _Base  # type: ignore[assignment]


MOST, DEEPEST = 400_000, 12
_UNSEEN = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{letters.TURNING}\ud800-\udfff]")


class YamlError(Exception):
    """Text that is not YAML, with the place (1-based) where reading stopped."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


class Mapping(dict[str, Any]):
    """A YAML mapping; `lines` holds the line of each key, `line` that of the first.

    `guessed` are the keys where other readers of YAML, the engine among them, take key or value for no text but a
    number, a date, a yes or a nothing: 12:30 is 750 to them.
    """

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}
        self.line = 0
        self.guessed: set[str] = set()


class _Loader(_Base):
    """Every scalar stays the text that stands in the file: no dates, numbers or booleans are guessed."""

    def construct_scalar(self, node: Any) -> Any:
        text: str = super().construct_scalar(node)
        if match := _UNSEEN.search(text):
            raise YamlError(f"these words hold a sign that nobody sees (U+{ord(match[0]):04X}); delete it and type them anew",
                            node.start_mark.line + 1, node.start_mark.column + 1)  # fmt: skip
        return text

    def construct_mapping(self, node: Any, deep: bool = False) -> Any:
        mapping = Mapping()
        mapping.line = node.start_mark.line + 1
        for key_node, value_node in node.value:
            key = str(self.construct_object(key_node, deep=True))
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if key in mapping:
                raise YamlError(
                    f"“{key}” stands here a second time (first on line {mapping.lines[key]}); "
                    "keep one of the two, or give the other a name of its own",
                    line,
                    column,
                )
            mapping[key] = self.construct_object(value_node, deep=True)
            mapping.lines[key] = line
            if _is_guessed(key_node) or _is_guessed(value_node):
                mapping.guessed.add(key)
        return mapping


_GUESSES = yaml.resolver.Resolver()


def _is_guessed(node: Any) -> bool:
    """Whether the node is a plain scalar, without quotes, that YAML 1.1 takes for something else than text."""
    if not isinstance(node, yaml.ScalarNode) or node.style in ("'", '"', "|", ">"):
        return False
    tag = _GUESSES.resolve(yaml.ScalarNode, node.value, (True, False))  # type: ignore[no-untyped-call]
    return bool(tag != "tag:yaml.org,2002:str")


def _bounded(text: str) -> None:
    """Refuse what could grow without end, or stand for something else than text."""
    if len(text) > MOST:
        raise YamlError(f"this file has {len(text)} letters, and {MOST} is the limit; split it", 1, 1)
    depth = 0
    for event in yaml.parse(text, Loader=_Base):
        mark: Any = event.start_mark
        tag, line, column = getattr(event, "tag", None), mark.line + 1, mark.column + 1
        if isinstance(event, yaml.AliasEvent):
            raise YamlError("a word that begins with * stands for other words in YAML; write the words themselves, or put it "
                            "between quotes", line, column)  # fmt: skip
        if tag not in (None, "!", "!ENV"):
            raise YamlError(f"“{tag}” is a tag, which could run something; write only the words", line, column)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise YamlError(f"more than {DEEPEST} brackets or levels stand inside each other; write it flatter", line, column)


def quoted(text: str) -> str:
    """`text` in double quotes, as one line of YAML may hold it (every string of JSON is one of YAML 1.2)."""
    return json.dumps(text, ensure_ascii=False)


def read(text: str) -> Any:
    """Parse one YAML document. Raises YamlError with line and column."""
    try:
        _bounded(text)
        # yaml.load with a loader that builds nothing but dict, list and str is as safe as safe_load.
        return yaml.load(text, Loader=_Loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        lines = text.split("\n")
        here = lines[line - 1] if 0 < line <= len(lines) else ""
        # libyaml sees a tab one token late; the tab itself is what the contributor has to find.
        tabbed = next((n for n, row in enumerate(lines, 1) if row[: len(row) - len(row.lstrip())].count("\t")), 0)
        if tabbed and (tabbed <= line <= tabbed + 1 or "\t" in here):
            row = lines[tabbed - 1]
            raise YamlError(
                "there is a tab before the text, and YAML allows only spaces there; type two spaces instead",
                tabbed,
                row.index("\t") + 1,
            ) from error
        problem = (error.problem or "this can't be read").rstrip(".")
        raise YamlError(
            f"this is not YAML ({problem}); often a quote or a bracket is not closed, a colon stands inside "
            'words that have no "quotes", or the line starts too far left or right',
            line,
            column,
        ) from error
    except yaml.reader.ReaderError as error:
        raise YamlError(
            f"a character that YAML does not allow (code {error.character!r}) stands here; delete it and type it anew",
            text.count("\n", 0, error.position) + 1,
            0,
        ) from error

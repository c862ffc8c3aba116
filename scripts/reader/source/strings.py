"""Words of interface and templates in another language: one file, laid over finished HTML and over our scripts."""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from reader.source import schema
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping

FILE = "strings.yml"  # in the folder of a language
RULE = "translation"
ENGLISH = Path(__file__).with_name("strings.txt")  # one text a line; {} is what changes: a date, a number
_GAP = re.compile(r"\{#?\}")  # {}: anything; {#}: figures
_GAPS = re.compile(r"\{(#?|[1-9])\}")  # in a translation also {2}, where its order is another one
_DOT = " · "
_DATES = '"en-GB"'  # how our scripts write a day
_IN_TEXT = {"{}": "(.+?)", "{#}": r"([0-9][0-9.,-]*)"}
_IN_CODE = dict.fromkeys(_IN_TEXT, r"\$\{([^{}`]*)\}")
_ATTRIBUTES = "aria-label|title|alt|placeholder|data-one|data-many|data-label"
_UNTOUCHED = re.compile(r"(<(script|style)\b.*?</\2>|<!--.*?-->)", re.DOTALL)
_TEXT_OR_TAG = re.compile(r"<[^>]*>|[^<]+")
_IN_QUOTES, _WORDS = re.compile(r'"[^"\n]*"'), re.compile(r"[A-Za-z]+(?: [A-Za-z]+)*")
_ATTRIBUTE = re.compile(rf'(\s(?:{_ATTRIBUTES})=")([^"]*)(")')


@dataclass(frozen=True)
class Strings:
    """A language: its code (BCP 47), its name as its readers call it, which way it is written, and its words by the English."""

    code: str = ""
    name: str = ""
    to_the_left: bool = False
    words: dict[str, str] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        """What goes to another process: not what was worked out from it."""
        return {each.name: self.__dict__[each.name] for each in fields(self)}

    @functools.cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        known = sorted(filter(_GAP.search, self.words), key=len, reverse=True)
        return [(re.compile(_shape(each, _IN_TEXT), re.DOTALL), self.words[each]) for each in known]

    @functools.cached_property
    def said(self) -> Callable[[str], str]:
        """A text in the language; as it was where nobody has translated it. What stands in a gap is looked up too."""

        @functools.lru_cache(maxsize=4096)
        def said(text: str) -> str:
            core = text.strip(" ·\n\t")
            before, _, after = text.partition(core) if core else ("", "", text)
            if (whole := self.words.get(" ".join(core.split()))) is not None:
                return before + whole + after
            for pattern, words in self._patterns:
                if match := pattern.fullmatch(core):
                    return before + _filled(words, [said(gap) for gap in match.groups()]) + after
            return _DOT.join(map(said, text.split(_DOT))) if _DOT in core else text

        return said

    def page(self, text: str) -> str:
        """HTML with every text and every label in the language, and its root element saying which that is."""
        way = ' dir="rtl"' if self.to_the_left else ""
        text = re.sub(r'<html lang="[^"]*"', f'<html lang="{self.code}"{way}', text, count=1)
        parts = _UNTOUCHED.split(text)
        parts[0::3] = [_TEXT_OR_TAG.sub(self._part, part) for part in parts[0::3]]
        del parts[2::3]  # the name of the element that is left as it is
        return "".join(parts)

    def _part(self, match: re.Match[str]) -> str:
        if match[0].startswith("<"):
            return _ATTRIBUTE.sub(lambda found: f"{found[1]}{self._escaped(found[2], quote=True)}{found[3]}", match[0])
        return self._escaped(match[0])

    def _escaped(self, text: str, *, quote: bool = False) -> str:
        plain = html.unescape(text)
        said = self.said(plain)
        return text if said == plain else html.escape(said, quote=quote)

    def script(self, code: str) -> str:
        """One of our scripts, with its texts in the language: "Close", `${count} results`, <p>No network</p>; and its dates."""
        code = code.replace(_DATES, json.dumps(self.code))
        for english in sorted(self.words, key=len, reverse=True):
            words = self.words[english]
            for end in ("", " "):
                code = code.replace(json.dumps(english + end, ensure_ascii=False), json.dumps(words + end, ensure_ascii=False))
            safe = words.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${")

            def put(match: re.Match[str], safe: str = safe) -> str:
                return _filled(safe, [f"${{{gap}}}" for gap in match.groups()])

            code = re.sub(f"(?<=[`>]){_shape(english, _IN_CODE)}(?=[`<])", put, code)
        return code

    def style(self, css: str) -> str:
        """A style sheet of the papers, with the words that it puts into the foot of a page in the language."""
        return _IN_QUOTES.sub(lambda text: _WORDS.sub(lambda words: self.said(words[0]), text[0]), css)


def _shape(english: str, gaps: dict[str, str]) -> str:
    """What finds a text, whatever stands in its gaps."""
    found = re.split(rf"({_GAP.pattern})", english)
    return "".join(gaps[part] if at % 2 else re.escape(part) for at, part in enumerate(found))


def _places(words: str) -> list[int]:
    """Which gap of the English each gap of a translation is, from 0: {} and {#} in turn, or the one that {2} names."""
    return [int(named) - 1 if named.isdigit() else at for at, named in enumerate(_GAPS.findall(words))]


def _filled(words: str, gaps: list[str]) -> str:
    """A translation with what stands in the gaps."""
    parts = _GAPS.split(words)[0::2]
    return parts[0] + "".join(gaps[place] + part for place, part in zip(_places(words), parts[1:], strict=True))


def english() -> list[str]:
    """Every text of interface and templates that has to be translated."""
    return [row for row in ENGLISH.read_text(encoding="utf-8").split("\n") if row and not row.startswith("#")]


def read(file: Path, path: str, code: str) -> tuple[Strings | None, list[Finding]]:
    """The words of a language, and what is wrong with its file; `path` names it in messages."""
    content, problems = schema.document(file, path, RULE)
    rules: dict[str, schema.Rule] = {"name": schema.words, "words": _mapping}
    ways: dict[str, schema.Rule] = {"direction": schema.one_of(("ltr", "rtl"))}
    problems += schema.findings(content, "this file", path, 1, RULE, rules, ways)
    if problems:
        return None, problems
    words = {}
    for text, said in content["words"].items():
        line = content["words"].lines[text]
        if not isinstance(said, str):
            problems.append(Finding(path, line, RULE, f"what stands behind “{text}” has to be words in quotes"))
        elif said and sorted(_places(said)) != list(range(len(_GAP.findall(text)))):
            problems.append(Finding(path, line, RULE, f"“{said}” has to hold as many {{}} or {{#}} as “{text}”: something stands "
                                    "there; {1} and {2} say which, where the order is another one"))  # fmt: skip
        elif "<" in said or ">" in said:
            problems.append(Finding(path, line, RULE, f"“{said}” holds < or >, which begin and end tags; write it in words"))
        elif said.strip():
            words[" ".join(text.split())] = said.strip()
    return Strings(code, content["name"].strip(), content.get("direction") == "rtl", words), problems


def _mapping(value: object) -> str | None:
    return None if isinstance(value, Mapping) else 'has to be lines like “"Contents": "…"”'

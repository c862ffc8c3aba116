"""Words of interface and templates in another language: one file, laid over finished HTML and over our scripts."""

from __future__ import annotations

import functools
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from reader.source import schema
from reader.source.finding import Finding
from reader.source.yamlfile import Mapping

FILE = "strings.yml"  # in the folder of a language
RULE = "translation"
ENGLISH = Path(__file__).with_name("strings.txt")  # one text a line; {} is what changes: a date, a number
_GAP, _DOT = "{}", " · "
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

    @functools.cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        known = sorted((each for each in self.words if _GAP in each), key=len, reverse=True)
        return [(re.compile("(.+?)".join(map(re.escape, each.split(_GAP))), re.DOTALL), self.words[each]) for each in known]

    @functools.cached_property
    def said(self) -> Callable[[str], str]:
        """A text in the language; as it was where nobody has translated it. What stands in a gap is looked up too."""

        @functools.lru_cache(maxsize=4096)
        def said(text: str) -> str:
            if (whole := self.words.get(" ".join(text.split()))) is not None:
                return f"{text[: len(text) - len(text.lstrip())]}{whole}{text[len(text.rstrip()) :]}"
            for pattern, words in self._patterns:
                if match := pattern.fullmatch(text.strip()):
                    parts = words.split(_GAP)
                    filled = parts[0] + "".join(said(gap) + part for gap, part in zip(match.groups(), parts[1:], strict=True))
                    return f"{text[: len(text) - len(text.lstrip())]}{filled}{text[len(text.rstrip()) :]}"
            return _DOT.join(map(said, text.split(_DOT))) if _DOT in text else text

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
        """One of our scripts, with its texts in the language: "Close" and `${count} results`."""
        for english, words in self.words.items():
            code = code.replace(json.dumps(english, ensure_ascii=False), json.dumps(words, ensure_ascii=False))
            if _GAP in english:
                shape = r"\$\{([^{}`]*)\}".join(map(re.escape, english.split(_GAP)))
                parts = words.replace("\\", "\\\\").replace("`", "\\`").replace("${", "\\${").split(_GAP)
                code = re.sub(f"`{shape}`", functools.partial(_filled, parts), code)
        return code

    def style(self, css: str) -> str:
        """A style sheet of the papers, with the words that it puts into the foot of a page in the language."""
        return _IN_QUOTES.sub(lambda text: _WORDS.sub(lambda words: self.said(words[0]), text[0]), css)


def _filled(parts: list[str], match: re.Match[str]) -> str:
    """A template of a script: words, and between them what the script works out."""
    return "`" + parts[0] + "".join(f"${{{gap}}}{part}" for gap, part in zip(match.groups(), parts[1:], strict=True)) + "`"


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
        elif said and said.count(_GAP) != text.count(_GAP):
            problems.append(
                Finding(path, line, RULE, f"“{said}” has to hold {{}} as often as “{text}”: a number or a date goes in")
            )
        elif said.strip():
            words[text] = said.strip()
    return Strings(code, content["name"].strip(), content.get("direction") == "rtl", words), problems


def _mapping(value: object) -> str | None:
    return None if isinstance(value, Mapping) else 'has to be lines like “"Contents": "…"”'

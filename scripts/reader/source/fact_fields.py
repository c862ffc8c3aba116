"""What each field of a fact or a source may hold, and what to say of anything else."""

from __future__ import annotations

import re
from typing import Any

from reader import letters
from reader.source import dates, phone, schema
from reader.source.facts import KINDS, SOURCE_KINDS
from reader.source.yamlfile import Mapping

_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+'-]*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


def mapping(value: Any) -> str | None:
    """Entries, each with an id."""
    return None if isinstance(value, Mapping) else "has to hold entries, each with an id and its fields below it"


def _date(value: Any) -> str | None:
    try:
        dates.parse(value if isinstance(value, str) else str(value))
    except ValueError as error:
        return f"is wrong: {error}"
    return None


# A plain host and a path: nothing before the host (a name before @ looks like one), and no sign that ends an attribute.
_ADDRESS = re.compile(r"https?://(?:[\w-]+\.)+[\w-]{2,}\.?(?::\d{1,5})?(?:[/?#][^\s\"<>`\\^{}|]*)?", re.IGNORECASE)


def _url(value: Any) -> str | None:
    good = isinstance(value, str) and value.isprintable() and _ADDRESS.fullmatch(value)
    return None if good else "has to be a whole address, like https://example.org/page; leave the field out if none"


def _value(value: Any) -> str | None:
    """A value stands in the text of pages, letter for letter: nothing in it may come out otherwise there."""
    if (wrong := schema.words(value)) is not None:
        return wrong
    text = value.strip()
    if odd := next((letter for letter in text if letter.isspace() and letter != " "), ""):
        kind = "a tab" if odd == "\t" else f"a space that is not the one of the space bar (U+{ord(odd):04X}, often pasted)"
        return f"holds {kind}, and the same value in a page would never be equal to it; type: {' '.join(text.split())}"
    if "  " in text:
        return f"holds two spaces in a row, and a page shows one; type: {' '.join(text.split())}"
    if "|" in text:
        return f"holds “|”, which ends a cell where the value stands in a table; type: {text.replace('|', 'or')}"
    if "[" in text or "]" in text:
        plain = text.replace("[", "(").replace("]", ")")
        return f"holds a square bracket, which ends the link that a value stands in; type: {plain}"
    if strange := letters.strange(text):
        return f"holds {strange}; delete it and type it anew on the keyboard"
    return None


def fits(kind: str, value: str) -> str | None:
    """Whether a press on the value does what people expect: call the number, write to the address."""
    if kind in ("phone", "emergency"):
        try:
            phone.read(value)
        except phone.NotANumberError as error:
            return str(error)
    if kind == "email" and not _EMAIL.fullmatch(value):
        found = _EMAIL.search(value)
        return "is not an e-mail address alone; type " + (found[0] if found else "one, like name@example.org") + ", nothing more"
    return None


SOURCE: dict[str, schema.Rule] = {
    "title": schema.words, "publisher": schema.words, "date": _date,
    "kind": schema.one_of(SOURCE_KINDS, " (a call, too, is other)"),
}  # fmt: skip
SOURCE_OPTIONAL: dict[str, schema.Rule] = {"url": _url}
FACT: dict[str, schema.Rule] = {
    "value": _value, "kind": schema.one_of(KINDS), "what": schema.words, "sources": schema.word_list,
    "as_of": _date,
}  # fmt: skip


def _note(value: Any) -> str | None:
    if not isinstance(value, str):
        return "has to be words; put them between quotes"
    return None if value else "is empty; delete it"


FACT_OPTIONAL: dict[str, schema.Rule] = {"read": _date, "note": _note}

"""A correction as a message: its lines as a link writes them, and read back from an e-mail, a text message or an issue."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import dataclass, fields

WRONG, RIGHT, HOW = "What is wrong", "What is right", "How do you know, and since when"
_LABELS = {"page": "Page", "edition": "Edition", "fact": "Fact", "value": "Value", "source": "Source",
           "wrong": WRONG, "right": RIGHT, "how": HOW}  # fmt: skip
# How each line may begin: as a link writes it, as the form on GitHub prints it, or as people shorten it.
_BEGINS = {
    "page": r"(?:which )?page", "edition": r"(?:which )?edition", "fact": r"fact(?: id)?", "value": r"(?:which )?value",
    "source": r"source", "wrong": r"(?:what is |what's )?wrong", "right": r"(?:what is |what's )?right",
    "how": r"how do you know[^:?\n]*|how i know",
}  # fmt: skip
_LABEL = re.compile(
    "|".join(rf"(?P<{name}>^[#* ]*(?:{begin})[* ]*(?:[:?]+[* ]*|[* ]*$))" for name, begin in _BEGINS.items()),
    re.IGNORECASE | re.MULTILINE,
)
_FILLED = re.compile(r"([a-z0-9-]+): (.+) \(([a-z0-9-]+)\)")
_HEAD = re.compile(r"\A(?:From|To|Subject|Date|Received|Return-Path|MIME-Version|Delivered-To|Message-ID):", re.IGNORECASE)
_NOTHING = ("", "_No response_")
LONGEST = 20_000  # letters of a message; more is no correction


@dataclass(frozen=True)
class Letter:
    """What a message says; a part that it leaves out is empty. `rest` is what stands before the first label."""

    page: str = ""
    edition: str = ""
    fact: str = ""
    value: str = ""
    source: str = ""
    wrong: str = ""
    right: str = ""
    how: str = ""
    rest: str = ""

    @property
    def text(self) -> str:
        """The message with what is known filled in and the three questions open: what a link puts into an e-mail."""
        known = [(name, getattr(self, name)) for name in ("page", "edition", "fact", "value", "source")]
        rows = [f"{_LABELS[name]}: {value}" for name, value in known if value]
        asked = [f"{_LABELS[name]}:{f' {value}' if value else ''}\n" for name in ("wrong", "right", "how")
                 for value in [getattr(self, name)]]  # fmt: skip
        return "\n".join([*rows, *([""] if rows else []), *asked])


def read(message: str) -> Letter:
    """The parts of a message, whichever way it came. Text in front of it, and signs of a reply (>), do no harm."""
    text = _body(message[:LONGEST].replace("\r\n", "\n"))
    text = re.sub(r"^(?:> ?)+", "", text, flags=re.MULTILINE)
    found: dict[str, str] = {}
    matches = list(_LABEL.finditer(text))
    for match, later in zip(matches, [*matches[1:], None], strict=False):
        name = match.lastgroup or ""
        said = text[match.end() : later.start() if later else len(text)].strip()
        said = re.split(r"\n-- ?\n", said)[0].strip()  # a signature
        if name and said not in _NOTHING:
            found.setdefault(name, said)
    if filled := _FILLED.fullmatch(found.get("value", "")):  # as a link fills in the form on GitHub
        found |= {"fact": filled[1], "value": filled[2], "source": filled[3]}
    known = {field.name for field in fields(Letter)}
    rest = text[: matches[0].start()].strip() if matches else text.strip()
    return Letter(**{name: said for name, said in found.items() if name in known}, rest=rest)


def _body(message: str) -> str:
    """The words of an e-mail that was saved with its head; other text as it is."""
    if not _HEAD.match(message):
        return message
    mail = email.message_from_string(message, policy=email.policy.default)
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part is not None else message

"""Phone numbers of British Columbia: every way they are written, and what is dialled.

What a fact links to, what the checks take for a number and what they refuse is decided here. The search, which runs
in the browser, folds numbers by the same rules: docs/assets/js/words.js, held to it by tests/browser/test_search.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader import letters

_GAP = r"[-./ \n]{1,3}"
_EXTENSION = r",? ?(?:extension|ext|local|loc|x|#)[. ]{0,2}(\d{1,6})"
_WHOLE = re.compile(
    r"(?:\+?1[-./ ]{0,3})?(?:\((\d{3})\)[-./ ]{0,3}|(\d{3})[-./ ]{0,3})(\d{3})[-./ ]{0,3}(\d{4})" + f"(?:{_EXTENSION})?",
    re.IGNORECASE,
)
_LOCAL_310 = re.compile(rf"310[-./ ]{{0,3}}(\d{{4}})(?:{_EXTENSION})?", re.IGNORECASE)
_N11 = re.compile(r"([2-9])[-. ]?(1)[-. ]?(1)|(9)[-. ]?(8)[-. ]?(8)")
_SHORT = re.compile(r"\d{5,6}")
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")

_TOLL_FREE = r"8(?:00|33|44|55|66|77|88)"
_AREA = rf"(?:\(\d{{3}}\)[-./ ]{{0,3}}|\d{{3}}{_GAP})"
_START, _END = r"(?<![\w-])", r"(?!\d)(?!-\d{5}|-\d+-)"
_DIGIT = r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|\d{1,4})"
_NEXT = r"[-, ]{1,3}"
IN_TEXT = re.compile(
    r"(?<!\w)(?=[(+\dzotfsen])(?:"  # how all of them begin: looked at once for each letter of a text
    + "|".join(
        (
            rf"{_START}(?:1[-./ ]{{0,3}})?{_AREA}\d{{3}}{_GAP}\d{{4}}(?:{_EXTENSION})?{_END}",
            rf"{_START}1?\d{{10}}(?:{_EXTENSION})?(?![\w-])",
            rf"{_START}[2-9]\d\d(?:{_GAP}[2-9]\d{{6}}|[2-9]\d\d{_GAP}\d{{4}}|{_GAP}\d{{3}}{_GAP}\d\d{_GAP}\d\d)(?![\w-])",
            rf"{_START}\d\d(?:{_GAP}\d\d){{4}}(?![\w-])",
            rf"{_START}310(?:{_GAP})?(?:\d{{4}}|(?=[A-Z\d]{{0,3}}[A-Z])[A-Z\d]{{4}})(?![\w-])",
            rf"{_START}310[-.][A-Za-z]{{4}}(?![\w-])",
            rf"{_START}[2-9]\d\d[-.]\d{{4}}(?:{_EXTENSION})?(?![\w-])",
            rf"(?<![\w+])\+(?!1\b)\d{{1,3}}(?:[-./ ()]{{0,3}}\d{{1,4}}){{3,8}}{_END}",
            rf"{_START}011(?:[-./ ]{{1,3}}\d{{1,4}}){{3,8}}{_END}",
            # said in words: six oh four, five five five …; a count from one on is none
            rf"(?<![\w-])(?!one{_NEXT}two\b|two{_NEXT}three\b)(?=(?:\d{{1,4}}{_NEXT}){{0,2}}[a-z])"
            rf"(?:{_DIGIT}{_NEXT}){{4,14}}{_DIGIT}(?![\w-])",
            # words in place of digits: 1-833-FEN-HELP; with spaces only in capitals, or “1 800 people” would be one
            rf"{_START}1[-.]\(?[2-9]\d\d\)?[-.](?=[A-Za-z\d-]{{0,9}}[A-Za-z])(?:[A-Za-z\d]-?){{6,10}}[A-Za-z\d](?![\w-])",
            rf"{_START}(?:1 ?)?\(?{_TOLL_FREE}\)?[-. ](?=[A-Z\d -]{{0,9}}[A-Z])(?:[A-Z\d][- ]?){{6,10}}[A-Z\d](?![\w-])",
        )
    )
    + ")"
)
AFTER_CALL = re.compile(r"\b(?:call|phone|dial|ring|fax|tel)\b[^.\n]{0,30}?\b([2-9]\d\d[-. ]\d{4})(?![\w-])", re.IGNORECASE)
TO_TEXT = re.compile(
    r"\b(?:text(?:ing|ed)?|sms|send|message|short code)\b[^.\n]{0,30}?(?<![\d-])"
    r"(\d{5,6}|\d{3}[- ]\d{3}|\d(?:[- ]\d){4,5})\b(?!-\d)",
    re.IGNORECASE,
)
# A service of three digits, written so that no press calls it: 911, 2-1-1, 8 1 1, eight one one.
SERVICE = re.compile(
    r"\b(?:call|phone|dial|ring|text|message)(?:ing|ed)?\b[^.\n]{0,30}?(?<![\w$/-])"
    r"([2-9]11|988|[2-9][ .]1[ .]1|9[ .]8[ .]8|[2-7]-1-1"
    r"|(?:two|three|four|five|six|seven|eight|nine)[- ]one[- ]one|nine[- ]eight[- ]eight)(?![\w-])",
    re.IGNORECASE,
)
_HYPHEN = rf"[-{letters.HYPHENS}]"
EMERGENCY = rf"(?<![\w-])(?:9{_HYPHEN}1{_HYPHEN}1|8{_HYPHEN}1{_HYPHEN}1|9{_HYPHEN}8{_HYPHEN}8)(?![\w-])"


class NotANumberError(ValueError):
    """A value that no phone can dial; the message says why, and what to type."""


@dataclass(frozen=True)
class Number:
    """What a phone dials: ten digits, seven beginning with 310, three of a service, or a short code to text."""

    digits: str
    extension: str = ""

    @property
    def address(self) -> str:
        """What a press on it opens: tel:+16045550100, tel:3106478, tel:211, or sms:686868 for a short code."""
        if len(self.digits) in (5, 6):
            return f"sms:{self.digits}"
        return ("tel:+1" if len(self.digits) == 10 else "tel:") + self.digits + (f",{self.extension}" if self.extension else "")


def read(value: str) -> Number:
    """The number that `value` is, all of it. Raises NotANumberError for anything else: a wrong call is worse than none."""
    if strange := letters.strange(value):
        raise NotANumberError(f"holds {strange}; type it anew, digits and hyphens only, like 604-555-0100")
    text = letters.same(value).strip()
    if match := _WHOLE.fullmatch(text):
        area, exchange, line = match[1] or match[2], match[3], match[4]
        if area[0] in "01" or exchange[0] in "01":
            raise NotANumberError("is not a number of Canada: neither its area code nor the three digits behind it can begin "
                                  "with 0 or 1; look at the source again")  # fmt: skip
        return Number(area + exchange + line, match[5] or "")
    if match := _LOCAL_310.fullmatch(text):
        return Number(f"310{match[1]}", match[2] or "")
    if match := _N11.fullmatch(text):
        return Number("".join(part for part in match.groups() if part))
    if _SHORT.fullmatch(text):
        return Number(text)
    raise NotANumberError(_advice(text))


def same_number(value: str) -> str:
    """`value` as it is dialled, so that two ways to write one number are equal; other text stays, in small letters."""
    try:
        return read(value).address
    except NotANumberError:
        return "".join(letter for letter in value.lower() if letter.isalnum() or letter == "@")


def _advice(text: str) -> str:
    digits = re.sub(r"\D", "", text)
    if text.startswith("+") and not text.startswith("+1"):
        return "is a number of another country, which is not dialled as written from here; take one of Canada, like 604-555-0100"
    if match := re.match(r"((?:\+?1[-. ]?)?\(?\d{3}\)?[-. ]?(?=[A-Z\d-]*[A-Z])[A-Z\d-]{7,})$", text, re.IGNORECASE):
        keys = re.sub(r"\D", "", match[1].upper().translate(_KEYS))[:11]
        ten = keys.removeprefix("1")[:10]
        spelled = f"{'1-' if keys[0] == '1' else ''}{ten[:3]}-{ten[3:6]}-{ten[6:]}"
        return f"has letters in place of digits; type the digits, {spelled}, and put the word into “what”"
    if match := re.match(r"310[-. ]?([A-Z\d]{4})$", text, re.IGNORECASE):
        digits = match[1].upper().translate(_KEYS)
        return f"has letters in place of digits; type the digits, 310-{digits}, and put the word into “what”"
    if len(digits) > 11:
        return "holds more than one number, or more digits than one has; make each number a fact of its own, like 604-555-0100"
    if re.fullmatch(r"[\d+(). /-]+", text) and (len(digits), digits[:1] == "1") in ((10, True), (11, False)):
        much = "few" if len(digits) == 10 else "many"
        return f"has a digit too {much}; look at the source again, and type all ten, like 604-555-0100"
    if len(digits) >= 10:
        return ("has words behind or around the number, which would be dialled too; leave only the number, like 604-555-0100 or "
                "604-555-0100 local 12, and put the words into “note”")  # fmt: skip
    if len(digits) == 7:
        return "has no area code; type it too, like 604-555-0100 (only numbers that begin with 310 go without)"
    return ("can't be dialled; type all ten digits, like 604-555-0100, seven that begin with 310, a service like 2-1-1, or a "
            "short code of five or six digits to text")  # fmt: skip

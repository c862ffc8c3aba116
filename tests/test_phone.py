"""Phone numbers: what is dialled, what is refused, and that no line is too long for the rules that look for them."""

from __future__ import annotations

import os
import random
import re
import time
from types import ModuleType

import pytest

from reader.checks import dates_to_come, shaming_words, strange_letters, typed_value
from reader.source import book, phone
from reader.source import register as reading
from reader.source.settings import Settings
from small import ROOT, Project

DIALLED = {
    "604-555-0131": "tel:+16045550131",
    "1-604-555-0131": "tel:+16045550131",
    "+1 604 555 0131": "tel:+16045550131",
    "1 (604) 555-0131": "tel:+16045550131",
    "(604)555-0131": "tel:+16045550131",
    "604.555.0131": "tel:+16045550131",
    "604/555-0131": "tel:+16045550131",
    "604 - 555 - 0131": "tel:+16045550131",
    "604‑555‑0131": "tel:+16045550131",
    "604−555–0131": "tel:+16045550131",
    "604\u00a0555\u00a00131": "tel:+16045550131",
    "6045550131": "tel:+16045550131",
    "16045550131": "tel:+16045550131",
    "1-888-555-0131": "tel:+18885550131",
    "604-555-0131 local 212": "tel:+16045550131,212",
    "604-555-0131, local 212": "tel:+16045550131,212",
    "604-555-0131x22": "tel:+16045550131,22",
    "604-555-0131 X 22": "tel:+16045550131,22",
    "604-555-0131 ext. 7": "tel:+16045550131,7",
    "604-555-0131 extension 7": "tel:+16045550131,7",
    "604-555-0131 #7": "tel:+16045550131,7",
    "310-0131": "tel:3100131",
    "310 0131": "tel:3100131",
    "3100131": "tel:3100131",
    "2-1-1": "tel:211",
    "211": "tel:211",
    "8-1-1": "tel:811",
    "9-1-1": "tel:911",
    "9‑8‑8": "tel:988",
    "23456": "sms:23456",
    "234567": "sms:234567",
}
LONG = 1_000_000 if "READER_TEST_ALL" in os.environ else 250_000
REFUSED = {
    "604-555-0131 or 604-555-0132": "more than one number",
    "1-888-555-0131, press 2": "more than one number",
    "604-555-0131 (days)": "words behind or around",
    "1-888-555-013": "a digit too few",
    "604-555-01311": "a digit too many",
    "604-55-50131": "words behind or around",
    "1-833-KIT-CALL": "type the digits, 1-833-548-2255",
    "604-KIT-CALL": "type the digits, 604-548-2255",
    "310-KITS": "type the digits, 310-5487",
    "+33 1 70 18 00 49": "another country",
    "555-0131": "no area code",
    "3-1-2": "can't be dialled",
    "1234": "can't be dialled",
    "the desk": "can't be dialled",
    "604-555-01": "can't be dialled",
    "104-555-0131": "begin with 0 or 1",
    "６０４-555-0131": "not the one on the keyboard",
    "604\u200b-555-0131": "nobody sees",
    "604-555-013\u202e1": "turns the direction",
}


@pytest.mark.parametrize(("written", "address"), DIALLED.items())
def test_a_number_is_dialled_however_it_is_written(written: str, address: str) -> None:
    assert phone.read(written).address == address


@pytest.mark.parametrize(("written", "why"), REFUSED.items())
def test_what_no_phone_dials_is_refused(written: str, why: str) -> None:
    with pytest.raises(phone.NotANumberError, match=why):
        phone.read(written)


def test_every_number_of_the_reader_is_dialled_as_it_stands() -> None:
    """The digits of the link are those of the value, with the 1 of long distance before ten of them alone."""
    register = reading.load(book.fact_files(ROOT))
    numbers = [fact.value for fact in register.facts.values() if fact.kind in ("phone", "emergency")]
    assert len(numbers) > 40
    for value in numbers:
        digits = "".join(letter for letter in value if letter.isdigit())
        before = {3: "tel:", 5: "sms:", 6: "sms:", 7: "tel:", 10: "tel:+1", 11: "tel:+"}[len(digits)]
        assert phone.read(value).address == before + digits, value


@pytest.mark.parametrize("written", [each for each, address in DIALLED.items() if "555" in each])
def test_a_number_typed_by_hand_is_seen_however_it_is_written(written: str) -> None:
    assert "phone number" in {label for label, _, _ in typed_value.typed(f"The desk: {written}, from nine.")}


@pytest.mark.parametrize("rule", [typed_value, strange_letters, shaming_words, dates_to_come], ids=lambda rule: rule.NAME)
@pytest.mark.parametrize(
    "part",
    ["1-", "1", "_", "“", '"', "“a” ", "1 ", "1,", "1.", "a@", "a.", "+1", "604-", "604-555-0131 ", "$1 ", "A1", "&#", "<a", "*",
     "\u200b", "１", "text 1", "1-8oo-", "(604) ", "call 2"],
)  # fmt: skip
def test_no_line_is_too_long(rule: ModuleType, part: str, project: Project) -> None:
    """A line of a million letters takes a rule no more than some seconds, however slow the machine that tests is.

    Without --all a quarter of that must do: a rule that looks at every letter again for each is then just as lost.
    """
    project.replace("docs/overdose/respond.md", "## Who to ask", part * (LONG // len(part)) + "\n\n## Who to ask")
    library = book.load(Settings(project.root))
    began = time.process_time()
    for _ in rule.check(library):
        pass
    assert time.process_time() - began < 5


def test_places_are_those_of_the_source() -> None:
    text = "<b>a</b> &amp; **b**\n\n604&#45;555\u200b-0131 and <i>4</i> mg"
    found = {label: text[at:][:3] for label, _, at in typed_value.typed(text)}
    assert found == {"phone number": "604", "dose": "4</"}


def test_nothing_is_missed_for_want_of_its_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole texts are passed over by a part that a value can't be written without."""
    dice = random.Random(7)
    signs = ("1", "555", "604", "-", "-", ".", " ", "@", "a", " at ", "(at)", " dot ", "$", "¢", " dollars", "CAD", "half ", "ML",
             " mg", "½", "µg", "call ", "text ", "Form ", "\n")  # fmt: skip
    cases = ["".join(dice.choices(signs, k=12)) for _ in range(4000)]
    texts = [*cases, *(file.read_text(encoding="utf-8") for folder in ("docs", "tests/cases/rules/typed-value")
                       for file in (ROOT / folder).rglob("*.md"))]  # fmt: skip
    found = [list(typed_value.typed(text)) for text in texts]
    monkeypatch.setattr(typed_value, "PATTERNS", [(label, whole, re.compile("")) for label, whole, _ in typed_value.PATTERNS])
    assert found == [list(typed_value.typed(text)) for text in texts]
    assert {label for each in found for label, _, _ in each} == {label for label, _, _ in typed_value.PATTERNS}

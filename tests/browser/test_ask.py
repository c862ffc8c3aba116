"""What the search answers, put to it without a page around it: a small reader of a few pages."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from small import ROOT

SCRIPTS = [ROOT / f"docs/assets/js/{name}.js" for name in ("words", "ask")]
# url, number, title, summary, also, headings, chapter; then the lines of the text, part by part.
PAGES: list[tuple[list[Any], list[list[str]]]] = [
    (["alone/", "1.1", "If you use alone", "A plan.", ["by myself"], [["spot", "Spotting"]], "Using"],
     [["Lock nothing."], ["Somebody watches you on the phone while you smoke."]]),
    (["pipes/", "1.2", "Safer smoking", "Pipes.", ["stem", "done with foil"], ["It’s cracked – now what?"], "Using"],
     [["Smoke slowly. A pipe of your own.", "Somebody", "The phone."], ["Throw it out."]]),
    (["police/", "2.1", "Stopped", "What to say to police.", ["cops", "am I free to go"], [["tent", "Your tent"]], "Rights"],
     [["Am I free to go?"], ["Bylaw officers take a tent. Form 7."]]),
    (["towns/", "3.1", "Towns", "Kits.", ["wombat kit", "Ayr", "kit"], ["New Ayr, the kit", "Ayr and Ely"], "Towns"],
     [["A wombat kit."], ["A wombat."], ["Ask."]]),
    (["doses/", "3.2", "A dose", "Call.", ["stopped dose early"], ["In jail", "They stopped it", "After"], "Towns"],
     [["Now."], ["A dose in a cell."], ["A dose of emu."], ["Numbat and dose."]]),
    (["form/", "", "A form", "To print.", [], [], "Forms"],
     [["Wombat\u00adlike qu\u200bokka. 使用纳洛酮急救。 Café. Call 1-888-688-6677."]]),
    (["about/facts/", "", "Every fact", "A list.", [], [], "About"], [["All of it: a tent."]]),
]  # fmt: skip
QUESTIONS = {
    "pipes/": ["my lips are burnt", "how do i fix a hot rail"],
    "police/": ["can they go through my bag"],
    "doses/": ["stopped my dose today"],
}
ASK = """([pages, alike, query, whole, asked]) => {
  const first = { alike, pages: pages.map(([page]) => page) };
  const text = whole ? { pages: pages.map(([, lines]) => lines), asked: pages.map(([[url]]) => asked[url] || []) } : undefined;
  const work = readerAsk.read(first, text);
  let step;
  do step = work.next(); while (!step.done);
  return readerAsk.ask(step.value, query).map((hit) => ({ ...hit, stems: [...hit.stems] }));
}"""


@pytest.fixture(scope="module")
def blank(browser) -> Any:
    page = browser.new_page()
    for file in SCRIPTS:
        page.add_script_tag(path=str(file))
    yield page
    page.close()


def asked(page: Page, query: str, *, whole: bool = True, alike: list[list[str]] | None = None) -> list[dict[str, Any]]:
    return page.evaluate(ASK, [PAGES, alike or [], query, whole, QUESTIONS])


def places(page: Page, query: str, **how: Any) -> list[str]:
    return [f"{hit['url']}#{hit['anchor']}".rstrip("#") for hit in asked(page, query, **how)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("who can watch me while i smoke", "alone/#spot"),  # the words that tell, near each other
        ("smoking", "pipes/"),
        ("pipe", "pipes/"),
        ("tent", "police/#tent"),  # a list of everything is not the answer to everything
        ("am i free to go", "police/"),  # nothing but small words, and a name
        ("done", "pipes/"),  # a small word alone is a word
        ("form 7", "police/#tent"),
        ("2.1", "police/"),
        ("cracked", "pipes/#its-cracked-now-what"),  # an anchor made of its heading, as the build makes it
        ("the pipe's", "pipes/"),
        ("smok", "pipes/"),  # begun
        ("how do i fix a rail", "pipes/"),  # a question that others asked
        ("can they go through it", "police/"),  # small words count among questions
        ("somebodys lips", "pipes/"),
        ("cracking", "pipes/#its-cracked-now-what"),
        ("bylawful", "police/#tent"),  # of the same beginning
        ("smokign", "pipes/"),  # two letters in each other's place
        ("wombatlike", "form/"),  # a hyphen that can't be seen
        ("quokka", "form/"),  # a space that has no width
        ("纳洛酮", "form/"),  # Chinese inside a sentence
        ("救", "form/"),
        ("cafe", "form/"),
        ("CAFÉ", "form/"),
        ("(888) 688 6677", "form/"),
        ("by law", "police/#tent"),  # in two pieces what the page writes in one
        ("usealone", "alone/"),  # and the other way round
    ],
)
def test_first(blank: Page, query: str, first: str) -> None:
    assert places(blank, query)[:1] == [first]


@pytest.mark.parametrize(
    "alike",
    ["die dies died dying", "mountie mounties", "colour color colours", "centre center", "ill illness", "danger dangerous",
     "overdose overdosing overdosed", "possess possession"],
)  # fmt: skip
def test_one_stem(blank: Page, alike: str) -> None:
    assert len(set(blank.evaluate("words => words.map(readerWords.stem)", alike.split()))) == 1


@pytest.mark.parametrize("query", ["", " ", "?", "zzzzqqqq", "12345678901234567890", "\U0001f600"])
def test_nothing(blank: Page, query: str) -> None:
    assert asked(blank, query) == []


def test_words_of_one_meaning(blank: Page) -> None:
    assert places(blank, "pigs") == []
    assert places(blank, "pigs", alike=[["police", "pig"]]) == ["police/"]


def test_the_first_file_alone_answers(blank: Page) -> None:
    assert places(blank, "spotting", whole=False) == ["alone/#spot"]
    assert places(blank, "quokka", whole=False) == []


def test_each_page_comes_once_and_always_in_the_same_order(blank: Page) -> None:
    found = asked(blank, "somebody on the phone with a tent and a pipe")
    assert len({hit["url"] for hit in found}) == len(found)
    assert found == asked(blank, "somebody on the phone with a tent and a pipe")


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("wombat kit ayr", "towns/#ayr-and-ely"),  # the town, whatever thing stands beside it; the heading that begins with it
        ("wombat kit", "towns/"),  # no name written large: a heading that has the word changes nothing
        ("wombat kit ely", "towns/"),  # no name of the page
        ("ae kit wombat", "towns/#ayr-and-ely"),  # its short name
    ],
)
def test_a_name_written_large_leads_to_the_heading_that_has_it(blank: Page, query: str, place: str) -> None:
    assert places(blank, query, alike=[["ae", "ayr"]])[0] == place


def test_the_line_says_why(blank: Page) -> None:
    assert asked(blank, "watches")[0]["line"] == "Somebody watches you on the phone while you smoke."
    assert asked(blank, "cops")[0]["also"] == ["cops"]


def test_a_question_leads_to_its_answer(blank: Page) -> None:
    found = asked(blank, "police officers and a form to go through my bag")[0]
    assert (found["anchor"], found["asked"]) == ("tent", "can they go through my bag")
    assert found["line"] == "Bylaw officers take a tent. Form 7."


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("my dose got stopped today", "doses/#they-stopped-it"),  # of lines with as much, the one below a heading that says it
        ("my numbat dose got stopped today", "doses/#after"),  # a line that has more
    ],
)
def test_the_answer_is_looked_for_in_lines_and_in_headings(blank: Page, query: str, place: str) -> None:
    assert places(blank, query)[0] == place


def test_chinese_is_marked_letter_by_letter(blank: Page) -> None:
    parts = blank.evaluate("readerWords.parted('使用纳洛酮急救 now', new Set(readerWords.words('纳洛酮').slice(0, 2)))")
    assert "".join(part for part, found in parts if found) == "纳洛酮"


def test_no_script_of_the_search_keeps_anything() -> None:
    """Nothing is stored on the device: the history entry of the open tab is all."""
    for name in ("words", "ask", "search", "reader"):
        text = (ROOT / f"docs/assets/js/{name}.js").read_text(encoding="utf-8")
        for store in ("localStorage", "sessionStorage", "indexedDB", "document.cookie", "caches.", "serviceWorker"):
            assert store not in text, f"{name}.js uses {store}"

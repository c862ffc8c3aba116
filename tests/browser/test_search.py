"""The search finds what people type, shows why, and is worked with the keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from reader.site import search_index
from reader.source import phone, workspace
from reader.source.book import Book
from reader.source.settings import Settings
from reader.tools import relevance
from reader.tools.static_server import Host, serving
from small import ROOT

from .conftest import EVERYTHING, LOST, Tabs

QUERIES = relevance.read(ROOT / "tests/queries.yml")
TYPED = QUERIES[:: len(QUERIES) // 10]  # ten or eleven, of all kinds
SLIPS = ("one letter wrong", "two letters wrong")
# What stands in the open search, as a test compares it.
SHOWN = """() => [...document.querySelectorAll("dialog li a")].map((a) => ({
  place: a.href, title: a.querySelector('b').innerText, marks: a.querySelectorAll('mark').length,
  sentence: a.lastElementChild.matches('span') ? a.lastElementChild.textContent : '',
}))"""
# Put a list of queries into its field, each as one change, and wait for each until the last results have come after the first.
ASK = f"""async (queries) => {{
  const field = document.querySelector("dialog input"), found = [];
  for (const query of queries) {{
    field.value = query;
    field.dispatchEvent(new Event("input", {{ bubbles: true }}));
    await new Promise((done) => setTimeout(done));
    found.push(({SHOWN})());
  }}
  return found;
}}"""
ASIDE = (
    "kept aside while the ranking was made", "asked anew and kept aside, sentences", "asked last and kept aside, sentences",
)  # fmt: skip
TALK = (
    "as people ask",
    "as people talk",
    "asked anew, sentences",
    "asked by strangers, sentences",
    "asked by strangers once more, sentences",
    *ASIDE,
)
WORDS = tuple({query.kind for query in QUERIES} - {*TALK})
FEW = tuple(kind for kind in (*WORDS, *ASIDE) if "strangers" not in kind)
# By default every third of the many queries is asked, with --all each.
PUT = [query for at, query in enumerate(QUERIES) if EVERYTHING or at % 3 == 0 or query.kind in FEW]


@pytest.fixture
def page(host: Host, tabs: Tabs) -> Page:
    """The cover with the search open and ready."""
    page = tabs.open(host.url)
    _open(page)
    return page


class Answers:
    """What a search that stays open from one query to the next shows for each; each is asked once, all of them in one go."""

    def __init__(self) -> None:
        self.page: Page | None = None
        self.known: dict[str, list[dict]] = {}

    def to(self, query: str, tabs: Tabs, host: Host) -> list[dict]:
        if query not in self.known:
            if self.page is None:
                self.page = tabs.open(host.url, width=361)
                _open(self.page)
                _whole(self.page)
            missing = [one for one in (query, *(each.typed for each in PUT)) if one not in self.known]
            found = dict(zip(missing, self.page.evaluate(ASK, missing), strict=True))
            self.known |= {one: [_below(hit, host) for hit in hits] for one, hits in found.items()}
        return self.known[query]


def _below(hit: dict, host: Host) -> dict:
    return {**hit, "place": hit["place"].removeprefix(host.url)}


@pytest.fixture(scope="module")
def answers() -> Answers:
    return Answers()


def test_there_are_enough_queries() -> None:
    assert len(QUERIES) >= 1700
    assert sum(query.kind in ASIDE for query in QUERIES) >= 130
    assert len({query.typed for query in QUERIES}) == len(QUERIES)


def test_every_wanted_page_is_in_the_book() -> None:
    known = {page.url for page in workspace.current(Settings(ROOT))[0].pages}
    gone = {url for query in QUERIES for url in query.wanted} - known
    assert not gone, f"tests/queries.yml wants pages that are not there: {sorted(gone)}"


@pytest.mark.parametrize(
    ("kinds", "aim"), [(TALK, 0.95), (WORDS, 0.98), (SLIPS, 0.95), (ASIDE, 0.95)], ids=["sentences", "words", "slips", "aside"]
)
def test_finds(answers: Answers, host: Host, tabs: Tabs, kinds: tuple[str, ...], aim: float) -> None:
    """A wanted page is among the first three."""

    def pages(typed: str) -> list[str]:
        return list(dict.fromkeys(hit["place"].partition("#")[0] for hit in answers.to(typed, tabs, host)))

    some = [query for query in PUT if query.kind in kinds]
    share, missed = relevance.rate(some, pages, 3)
    told = "\n".join(f"“{query.typed}” finds {pages(query.typed)[:3]}, wanted {sorted(query.wanted)}" for query in missed)
    assert share >= aim, f"{share:.1%} of {len(some)} queries find their page:\n{told}"


def test_leads_to_the_place(answers: Answers, host: Host, tabs: Tabs) -> None:
    """Who names a place, or asks what one part of a page answers, lands there and not at the top of a long page."""
    some = [query for query in PUT if query.places]
    firsts = {query: [hit["place"] for hit in answers.to(query.typed, tabs, host)[:1]] for query in some}
    told = "\n".join(
        f"“{query.typed}” leads to {first}, wanted {sorted(query.places)}"
        for query, first in firsts.items()
        if not query.places.intersection(first)
    )
    assert some and not told, told


def test_what_is_typed_finds_what_was_asked(answers: Answers, host: Host, tabs: Tabs) -> None:
    """Key by key, with a search at every one of them: the same results as for the whole query at once."""
    asked = {query.typed: answers.to(query.typed, tabs, host) for query in TYPED}
    page = tabs.open(host.url, width=361)
    answers.page = None  # it has been left
    _open(page)
    _whole(page)
    for typed, wanted in asked.items():
        _type(page, typed)
        page.evaluate("new Promise((done) => setTimeout(done))")  # the first results come before the others
        assert [_below(hit, host) for hit in page.evaluate(SHOWN)] == wanted, typed


def test_the_bench_hears_every_answer_and_every_key(answers: Answers, host: Host, tabs: Tabs) -> None:
    wanted = {
        query.typed: list(dict.fromkeys(hit["place"].partition("#")[0] for hit in answers.to(query.typed, tabs, host)))
        for query in TYPED
    }
    page = tabs.open(host.url)
    answers.page = None  # it has been left
    relevance.opened(page, host.url, relevance.OURS)
    assert relevance.answers(page, host.url, relevance.OURS, list(wanted)) == wanted
    assert len(relevance.waits(page, relevance.OURS, ["grief"], 1)) == len("grief") - 1  # one letter alone finds nothing


def test_results_say_why(answers: Answers, host: Host, tabs: Tabs) -> None:
    """Among the first three, what was found is marked, in the title or in a sentence."""
    for query in PUT:
        dumb = [hit for hit in answers.to(query.typed, tabs, host)[:3] if not hit["marks"]]
        assert not dumb, f"“{query.typed}”: nothing is marked, so nobody sees why it was found: {dumb}"


def test_sentences_are_sentences(answers: Answers, host: Host, tabs: Tabs, site: Path) -> None:
    """The matching sentence is there, and doesn't run on from one paragraph, item or cell into the next."""
    docs = search_index.read(site)
    lines = {doc["url"]: doc["text"].split("\n") for doc in docs}
    blank = {doc["url"] for doc in docs if not doc["text"] and doc["title"] != doc["page"]}  # a heading over empty lines
    wrong = set()
    for query in PUT:
        for hit in answers.to(query.typed, tabs, host):
            said = hit["sentence"].removeprefix("… ").removesuffix(" …")
            if hit["place"] not in blank and not (said and any(said in line for line in lines[hit["place"]])):
                wrong.add(f"{hit['place']}: “{' / '.join(said.splitlines())}”")
    assert not wrong, f"{len(wrong)} sentences run together or are missing: " + "\n".join(sorted(wrong)[:12])


@pytest.mark.parametrize("kind", [11, 10, 7, 3])
def test_a_number_is_found_however_it_is_typed(answers: Answers, host: Host, tabs: Tabs, book: Book, kind: int) -> None:
    """With and without the 1 of long distance, brackets, dots, spaces, hyphens of any kind: the same pages, and it is marked."""
    used = {name for page in book.pages for name in page.facts}
    numbers = [fact.value for fact in book.register.facts.values() if fact.kind in ("phone", "emergency") and fact.id in used]
    value = next(number for number in numbers if len(re.sub(r"\D", "", number)) == kind)
    *_, area, middle, line = ["", "", *value.split("-")]
    ways = {value, value.replace("-", " "), value.replace("-", "."), value.replace("-", ""), value.replace("-", "–")}
    if kind >= 10:
        ten = area + middle + line
        ways |= {f"({area}) {middle}-{line}", f"+1 {area} {middle} {line}", f"1{ten}", ten, f"{area}-{middle}-{line}",
                 f"1 ({area}) {middle}-{line}", f"{area}/{middle}-{line}", f"{area}\u00a0{middle}\u2011{line}"}  # fmt: skip
    wanted = [hit["place"] for hit in answers.to(value, tabs, host)]
    assert wanted
    for way in sorted(ways):
        assert phone.read(way).address == phone.read(value).address
        hits = answers.to(way, tabs, host)
        assert [hit["place"] for hit in hits] == wanted, way
        assert hits[0]["marks"], f"“{way}” is found, and nothing is marked"


def test_letters_typed_while_it_loads_count(host: Host, tabs: Tabs) -> None:
    page = tabs.new()
    waiting = []
    page.route("**/search/first.js", lambda route: waiting.append(route))
    page.goto(host.url)
    page.keyboard.press("/")
    page.locator("dialog input:focus").wait_for()
    page.keyboard.type("tranq")
    expect(page.get_by_role("status")).to_have_text("Loading …")
    page.wait_for_timeout(50)
    waiting[0].continue_()
    expect(page.locator("dialog li").first).to_contain_text("Breathing, but not waking up")


@pytest.mark.parametrize(
    ("name", "told"),
    [("search.js", "try again"), ("words.js", "could not be loaded"), ("ask.js", "could not be loaded"),
     ("search/first.js", "could not be loaded"), ("search/text.js?*", "Only titles")],
)  # fmt: skip
def test_no_signal(host: Host, tabs: Tabs, name: str, told: str) -> None:
    """What could not be fetched is said, and fetched when the search is opened again."""
    page = tabs.open()
    page.route(f"**/{name}", lambda route: route.abort())
    page.goto(host.url)
    opener = page.get_by_role("button", name=re.compile("Search")).first
    opener.click()
    expect(page.get_by_text(told), f"nothing is said when {name} can't be fetched").to_be_visible()
    if told == "Only titles":
        _type(page, "narcan")
        expect(page.locator("dialog li").first).to_be_visible()
    page.unroute(f"**/{name}")
    page.keyboard.press("Escape")
    opener.click()
    _whole(page)
    expect(page.locator("dialog .rest")).to_have_text("")
    _type(page, "narcan")


def test_titles_and_key_words_answer_before_the_text_is_there(host: Host, tabs: Tabs) -> None:
    page = tabs.new()
    waiting = []
    page.route("**/search/text.js*", lambda route: waiting.append(route))
    page.goto(host.url)
    _open(page)
    _type(page, "who can watch me while i smoke alone")
    expect(page.locator("dialog li").first).to_contain_text("If you use alone")
    expect(page.locator("dialog .rest")).to_contain_text("on its way")
    _type(page, "acetaminophen")
    expect(page.get_by_role("status")).to_contain_text("Nothing found yet")
    waiting[0].continue_()
    _whole(page)
    expect(page.locator("dialog .rest")).to_have_text("")
    expect(page.get_by_role("status")).not_to_contain_text("yet")


SLOW = "my coworker is crying and cant finish her shift"  # titles and text answer it in another order
PLACES = """() => [...document.querySelectorAll("dialog li a")].map((a) => [a.href, a.getBoundingClientRect().top])"""


@pytest.fixture
def slow(host: Host, tabs: Tabs) -> Iterator[tuple[Page, list[Route]]]:
    """A phone whose search has titles and key words only, and what has to go on for the text to come."""
    page = tabs.new(width=360, height=740)
    waiting: list[Route] = []
    page.route("**/search/text.js*", lambda route: waiting.append(route))
    page.goto(host.url)
    _open(page)
    yield page, waiting
    page.unroute("**/search/text.js*")


def test_what_was_seen_stays_where_it_is_when_the_text_comes(slow: tuple[Page, list[Route]]) -> None:
    """Nothing moves under a finger; what else the text finds follows below; the next letter sorts all."""
    page, waiting = slow
    _type(page, SLOW)
    page.locator("dialog li").nth(4).wait_for()
    before = page.evaluate(PLACES)
    seen = [place for place in before if place[1] < 740]
    node = page.locator("dialog li a").first.element_handle()
    waiting[0].continue_()
    _whole(page)
    after = page.evaluate(PLACES)
    assert 0 < len(seen) < len(before) and after[: len(seen)] == seen
    assert node.evaluate("link => link.isConnected"), "a screen reader that reads a result would lose it"
    pages = [href.partition("#")[0] for href, _ in after]
    assert len(set(pages)) == len(pages)
    fresh = set(pages) - {href.partition("#")[0] for href, _ in before}
    assert fresh
    expect(page.get_by_role("status")).to_have_text(f"{len(after)} results, {len(fresh)} new below")
    page.keyboard.type(" ")
    page.wait_for_function("first => document.querySelector('dialog li a').href !== first", arg=before[0][0])
    page.locator("dialog li").nth(4).wait_for()  # the first four come before the others
    best = [href for href, _ in page.evaluate(PLACES)]
    assert best[0].partition("#")[0] in pages, "the best answer of the text could not be reached before the next letter"
    expect(page.get_by_role("status")).to_have_text(f"{len(best)} results")


def test_what_was_scrolled_past_stays_too(slow: tuple[Page, list[Route]]) -> None:
    page, waiting = slow
    _type(page, SLOW)
    page.locator("dialog li").nth(7).wait_for()
    page.locator("dialog").evaluate("dialog => dialog.scrollTo(0, 500)")
    page.wait_for_timeout(50)
    page.locator("dialog").evaluate("dialog => dialog.scrollTo(0, 0)")
    page.wait_for_timeout(50)
    seen = [place for place in page.evaluate(PLACES) if place[1] < 740 + 500]
    waiting[0].continue_()
    _whole(page)
    assert page.evaluate(PLACES)[: len(seen)] == seen


def test_the_text_leaves_a_result_that_has_the_focus(slow: tuple[Page, list[Route]]) -> None:
    page, waiting = slow
    _type(page, SLOW)
    links = page.locator("dialog li a")
    links.nth(4).wait_for()
    page.keyboard.press("ArrowDown")
    link = links.nth(0).element_handle()
    href = links.nth(1).get_attribute("href")
    waiting[0].continue_()
    _whole(page)
    assert link.evaluate("link => link === document.activeElement")
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    assert links.nth(1).get_attribute("href") == href


def test_where_nothing_was_shown_the_text_answers(slow: tuple[Page, list[Route]]) -> None:
    page, waiting = slow
    _type(page, "1-888-688-6677")
    expect(page.get_by_role("status")).to_have_text("Nothing found yet.")
    waiting[0].continue_()
    _whole(page)
    expect(page.locator("dialog li a").first).to_be_visible()
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^\d+ results?$"))


@pytest.mark.parametrize("way", ["other page", "same page", "disk"])
def test_going_back_brings_query_and_results(way: str, host: Host, tabs: Tabs, site: Path) -> None:
    """The history entry remembers them; nothing is stored, and closing the search forgets them."""
    page = tabs.open()
    begin = f"{host.url}overdose/using-alone/" if way != "disk" else (site / "overdose/using-alone/index.html").as_uri()
    page.goto(begin)
    _open(page)
    _whole(page)
    _type(page, "washrooms" if way == "same page" else "cops took my tent")
    before = page.locator("dialog li b").all_inner_texts()
    link = page.locator("a[href$='#washrooms']" if way == "same page" else "dialog li a >> nth=2").last
    wanted = link.get_attribute("href")
    link.click()
    page.wait_for_url(wanted)
    page.go_back()
    page.wait_for_url(begin)
    _whole(page)
    expect(page.locator(f"dialog li a[href='{wanted}']")).to_be_focused()
    assert page.locator("dialog li b").all_inner_texts() == before
    expect(page.locator("dialog input")).to_have_value("washrooms" if way == "same page" else "cops took my tent")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    assert page.evaluate("JSON.stringify(history.state)") == "{}"
    if way != "disk":
        kept = "[localStorage.length, sessionStorage.length, document.cookie, location.search]"
        assert page.evaluate(kept) == [0, 0, "", ""]
    page.reload()
    page.wait_for_timeout(50)
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_enter_opens_the_first(page: Page, host: Host) -> None:
    _type(page, "grief")
    first = page.locator("dialog li a").first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(first)
    assert page.url.startswith(f"{host.url}overdose/afterwards/")


def test_arrows(page: Page) -> None:
    _type(page, "naloxone")
    links = page.locator("dialog li a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    for _ in range(20):
        page.keyboard.press("ArrowDown")
    expect(links.last).to_be_focused()
    expect(links.last).to_be_in_viewport()
    for _ in range(20):
        page.keyboard.press("ArrowUp")
    expect(page.locator("dialog input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = links.nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(second)


@pytest.mark.parametrize("opener", ["#search-open", "/", "Control+k"])
def test_escape_closes_and_gives_the_focus_back(host: Host, tabs: Tabs, opener: str) -> None:
    page = tabs.open(f"{host.url}overdose/")
    if opener.startswith("#"):
        page.focus(opener)
        page.keyboard.press("Enter")
    else:
        page.keyboard.press(opener)
    dialog = page.locator("dialog")
    expect(page.locator("dialog input")).to_be_focused()
    page.keyboard.type("ghb/gbl")
    expect(page.locator("dialog input")).to_have_value("ghb/gbl")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("#search-open")).to_be_focused()


def test_close_button(page: Page) -> None:
    page.get_by_role("button", name="Close").click()
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator("#search-open")).to_be_focused()


def test_focus_stays_inside(page: Page) -> None:
    _type(page, "narcan")
    for _ in range(20):
        page.keyboard.press("Tab")
        inside = page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
        assert inside, "Tab leaves the open search for the page behind it"


def test_nothing_found(page: Page) -> None:
    _type(page, "qqqqzzzz")
    expect(page.get_by_role("status")).to_contain_text("Nothing found")
    expect(page.locator("dialog li a").nth(0)).to_contain_text("Someone won't wake up?")
    expect(page.locator("dialog li a").nth(1)).to_contain_text("Numbers to call")
    expect(page.locator("dialog li")).to_have_count(2 + 13, timeout=1000)  # and every other chapter
    page.keyboard.press("Enter")
    expect(page.locator("dialog input")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("dialog li a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(page.get_by_role("status")).to_have_text("")
    expect(page.locator("dialog li")).to_have_count(0)


def test_what_is_typed_stays_text(page: Page) -> None:
    page.keyboard.type('<img src=x onerror="document.title=1"> "+~*:^\\')
    page.wait_for_timeout(100)
    assert page.title() != "1"
    assert page.locator("dialog img").count() == 0


def test_place_on_the_same_page(host: Host, tabs: Tabs) -> None:
    page = tabs.open(f"{host.url}overdose/using-alone/")
    _open(page)
    _type(page, "washrooms")
    page.locator("dialog li a[href$='/using-alone/#washrooms']").click()
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.get_by_role("heading", name="Washrooms")).to_be_in_viewport()


@pytest.mark.parametrize("address", ["", "overdose/respond/", LOST], ids=["cover", "page", "lost"])
def test_served_from_a_folder(sub: Host, tabs: Tabs, address: str) -> None:
    """On …/sub/ everything is still found, and results lead below it."""
    page = tabs.open(f"{sub.url}{address}")
    page.locator("[data-search]").last.click()
    page.locator("dialog input:focus").wait_for()
    _type(page, "narcan")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{sub.url}overdose/respond/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Respond")


def test_real_book_served_from_a_folder(site: Path, tabs: Tabs) -> None:
    """A site built for nowhere in particular may be put anywhere."""
    with serving(site, "/else/where/") as host:
        page = tabs.open(f"{host.url}overdose/respond/")
        _open(page)
        _type(page, "grief")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{host.url}overdose/afterwards/**")
        assert not [sent for sent in host.sent if sent.status != 200 and "favicon" not in sent.path]


def _open(page: Page) -> None:
    page.keyboard.press("/")
    page.locator("dialog input:focus").wait_for()


def _whole(page: Page) -> None:
    """Wait until the text of the pages is known too."""
    page.locator("dialog[data-whole]").wait_for(state="attached")


def _type(page: Page, query: str) -> None:
    """Type into the open search in place of what stands there, key by key, and wait for the answer to it."""
    page.keyboard.press("Control+A")
    page.keyboard.type(query)
    expect(page.get_by_role("status")).to_have_text(re.compile("result|Nothing"))


def test_from_a_disk(site: Path, tabs: Tabs) -> None:
    """The site's folder on a stick, opened without any host: links lead to pages, and the search finds."""
    page = tabs.open((site / "index.html").as_uri())
    _open(page)
    _type(page, "tranq")
    page.keyboard.press("Enter")
    page.wait_for_url("file://**/overdose/long-sedation/index.html*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Breathing, but not waking up")
    page.get_by_role("link", name="the six steps").first.click()
    page.wait_for_url("file://**/index.html*")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

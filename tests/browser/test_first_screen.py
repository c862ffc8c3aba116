"""A page begins with what people came for; what stands around it stays small, folded, or comes when it is wanted."""

from __future__ import annotations

import statistics

import pytest
from playwright.sync_api import Page, expect

from reader.tools.static_server import Host

from .conftest import BOOK, Tabs

RESPOND = "overdose/respond/"
# How far below the bar the text begins: whatever stands below the title but the small lines, the print line and the box.
# On a form's page the line of its files is what people come for.
BEGINS = """() => {
  const around = document.querySelector('article.text > .never') ? '.small, .never' : '.small, .print, .never, .keep';
  const text = [...document.querySelectorAll('article.text > h1 ~ *')].find((e) => !e.matches(around) && e.checkVisibility());
  return text.getBoundingClientRect().top - document.querySelector('.bar').getBoundingClientRect().bottom;
}"""
AROUND = """() => ['.sources', '.foot', '.turn', '.contents', '.bottom'].reduce((sum, what) =>
  sum + (document.querySelector(what)?.offsetHeight ?? 0), 0) / document.scrollingElement.scrollHeight"""


def begins_low(page: Page) -> list[str]:
    """That the text begins too far below the bar, if it does."""
    below = page.evaluate(BEGINS)
    return [f"its text begins {below:.0f} px below the bar"] if below > 200 else []


def test_what_stands_around_is_a_quarter_at_most(host: Host, tabs: Tabs) -> None:
    """Sources, foot, contents: at the median of the chapters' pages."""
    pages = [page.url for page in BOOK.pages if page.number][::6]
    shares = [tabs.open(f"{host.url}{address}", height=740).evaluate(AROUND) for address in pages]
    assert statistics.median(shares) <= 0.25, shares


def test_every_region_is_a_press_away(host: Host, tabs: Tabs) -> None:
    """The page of all towns is long: its first screen leads to each part that has towns."""
    page = tabs.open(f"{host.url}directory/near-you/")
    regions = page.locator("h2[id]:has(~ h3)").evaluate_all(
        "all => all.filter((e) => { while ((e = e.nextElementSibling) && !/H[23]/.test(e.tagName)); return e?.tagName === 'H3' })"
        ".map((e) => e.id)"
    )
    assert len(regions) > 3
    for region in regions:
        expect(page.locator(f".jobs a[href='#{region}']")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("address", "name", "leads"),
    [
        ("overdose/", "If you use alone", "overdose/using-alone/"),
        ("safe-supply/", "Dillies, witnessed", "safe-supply/prescribed-alternatives/"),
    ],
)
def test_what_people_look_for_is_on_the_first_screen(host: Host, tabs: Tabs, address: str, name: str, leads: str) -> None:
    page = tabs.open(f"{host.url}{address}")
    link = page.locator(".jobs").get_by_role("link", name=name)
    expect(link).to_be_in_viewport()
    assert link.evaluate("(a) => a.href") == f"{host.url}{leads}"


def test_bar_comes_back(host: Host, tabs: Tabs) -> None:
    page = tabs.open(f"{host.url}{RESPOND}", height=740)
    bar = page.locator("header.bar")
    page.mouse.move(180, 400)
    page.mouse.wheel(0, 1500)
    expect(bar).not_to_be_in_viewport()
    page.mouse.wheel(0, -200)
    expect(bar).to_be_in_viewport()
    page.mouse.wheel(0, 300)
    expect(bar).not_to_be_in_viewport()


def _folded(page: Page) -> None:
    expect(page.locator("#source-1")).to_be_hidden()


def test_sources_open_without_script(host: Host, tabs: Tabs) -> None:
    page = tabs.open(f"{host.url}{RESPOND}", js=False)
    _folded(page)
    page.locator("summary#sources").click()
    expect(page.locator("#source-1")).to_be_visible()
    back = page.locator("#source-1 .back")
    back.click()
    expect(page.locator("#called-1")).to_be_in_viewport()


def test_note_leads_there_and_back(host: Host, tabs: Tabs) -> None:
    """Where a source is called twice, back leads to the mark that was pressed."""
    page = tabs.open(f"{host.url}{RESPOND}", height=740)
    _folded(page)
    numbers = page.locator(".note a").all_inner_texts()
    twice = next(number for number in numbers if numbers.count(number) > 1)
    marks = page.locator(f".note a[href='#source-{twice.strip()}']")
    marks.last.click()
    expect(page.locator(f"#source-{twice.strip()}")).to_be_in_viewport()
    page.locator(f"#source-{twice.strip()} .back").click()
    expect(marks.last).to_be_in_viewport()


def test_sources_are_printed(host: Host, tabs: Tabs) -> None:
    page = tabs.new()
    page.goto(f"{host.url}{RESPOND}")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#source-1")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    _folded(page)


def test_link_to_a_source_opens_them(host: Host, tabs: Tabs) -> None:
    page = tabs.new()
    page.goto(f"{host.url}{RESPOND}#source-2")
    expect(page.locator("#source-2")).to_be_in_viewport()


def test_bar_and_search_fit_doubled_letters(host: Host, tabs: Tabs) -> None:
    """At 200 % text on the narrowest phones all of the bar can be read and pressed."""
    page = tabs.new(width=320)
    settings = page.context.new_cdp_session(page)
    settings.send("Page.setFontSizes", {"fontSizes": {"standard": 32}})
    page.goto(f"{host.url}{RESPOND}")
    for part in page.locator(".bar a, .bar button").all():
        box = part.bounding_box()
        assert box, part
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320, part.inner_text()
        assert part.evaluate("(e) => e.scrollWidth <= e.clientWidth + 1"), part.inner_text()


def test_every_form_has_a_job(host: Host, tabs: Tabs) -> None:
    """Each form stands on the page by job, once."""
    page = tabs.open(f"{host.url}forms/")
    listed = page.locator(".sheet-title").all_inner_texts()
    forms = [one.title for one in BOOK.pages if one.is_form]
    assert sorted(title.replace("’", "'") for title in listed) == sorted(title.replace("’", "'") for title in forms)


def test_cover_leads_to_the_forms(host: Host, tabs: Tabs) -> None:
    page = tabs.open(host.url)
    page.get_by_role("link", name="Forms by job").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Forms by job")

"""“Something wrong?”: every way to say so knows the page and its edition."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from reader.source import workspace
from reader.source.history import History
from reader.source.settings import Settings
from reader.tools.static_server import Host

from .conftest import CONTACT, REPO, Tabs

# Adds up what moves on a page while it loads (Cumulative Layout Shift: up to 0.1 is good).
MOVES = """new PerformanceObserver((list) => {
  for (const { value } of list.getEntries()) window.moved = (window.moved || 0) + value;
}).observe({ type: "layout-shift", buffered: true })"""


@pytest.mark.parametrize("address", ["about/send-a-correction/", "about/send-a-correction/?page=overdose/respond/&edition=x"])
def test_nothing_moves_when_its_questions_come_late(host: Host, tabs: Tabs, address: str) -> None:
    page = tabs.new(height=740)

    def late(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    for script in ("tell.js", "facts.js"):
        page.route(f"**/{script}", late)
    page.add_init_script(MOVES)
    page.goto(f"{host.url}{address}")
    expect(page.locator(".reporting button")).to_be_visible()
    if "?" in address:
        expect(page.locator("select option").nth(1)).to_be_attached()
    page.wait_for_timeout(200)
    assert (page.evaluate("window.moved") or 0) < 0.1


def test_page_and_edition_come_along(host: Host, tabs: Tabs, history: History) -> None:
    page = tabs.open(f"{host.url}overdose/respond/")
    page.get_by_role("link", name="Something wrong?").click()
    page.wait_for_url(f"{host.url}about/send-a-correction/**")
    expect(page.locator("[data-fill=page]")).to_have_text("overdose/respond/")
    expect(page.locator("[data-fill=edition]")).to_have_text(history.edition)
    expect(page.locator("[data-fill-when]")).to_be_visible()


def test_the_cover_has_a_name(host: Host, tabs: Tabs) -> None:
    page = tabs.open(host.url)
    page.get_by_role("link", name="Something wrong?").click()
    expect(page.locator("[data-fill=page]")).to_have_text("the cover")


def test_opened_by_itself_it_names_no_page(host: Host, tabs: Tabs) -> None:
    page = tabs.open(f"{host.url}about/send-a-correction/")
    expect(page.locator("[data-fill-when]")).to_be_hidden()
    for js in (True, False):
        links = _links(tabs.open(f"{host.url}about/send-a-correction/", js=js))
        assert not [link for link in links if "PAGE" in link or "EDITION" in link]


def test_what_comes_along_stays_text(host: Host, tabs: Tabs) -> None:
    page = tabs.open(f"{host.url}about/send-a-correction/?page=%3Cimg%20src%3Dx%3E&edition=%22%3E%3Cb%3E")
    expect(page.locator("[data-fill=page]")).to_have_text("<img src=x>")
    assert page.locator("article img").count() == 0


def test_no_address_no_link(site: Path) -> None:
    """Where nothing is set, no way to correct leads to a mailbox or a repository."""
    for file in sorted(site.rglob("*.html")):
        text = file.read_text(encoding="utf-8")
        ways = "".join(re.findall(r'<p class="wrong">.*?</p>|<div class="reporting">.*?</div>', text, re.DOTALL))
        assert not re.search(r'href="(\w+:|")|edit this', ways), f"{file.relative_to(site)}: {ways}"


def test_all_addresses_set(sub: Host, tabs: Tabs, small: Path) -> None:
    """At the foot: a letter, the form and the file itself, with and without script."""
    edition = workspace.current(Settings(small))[1].edition
    for js in (True, False):
        page = tabs.open(f"{sub.url}overdose/respond/", js=js)
        links = page.locator(".wrong a").evaluate_all("all => all.map((a) => a.href)")
        mail = next(link for link in links if link.startswith("mailto:"))
        assert mail.startswith(f"mailto:{CONTACT}?")
        asked = parse_qs(urlsplit(mail).query)
        assert "overdose/respond/" in asked["subject"][0]
        assert f"Page: overdose/respond/\nEdition: {edition}\n" in asked["body"][0]
        form = urlsplit(next(link for link in links if link.startswith(f"{REPO}/issues/new")))
        assert parse_qs(form.query) == {"template": ["correction.yml"], "page": ["overdose/respond/"], "edition": [edition]}
        assert f"{REPO}/edit/main/docs/overdose/respond.md" in links


def test_the_correction_page_fills_them_in(sub: Host, tabs: Tabs, small: Path) -> None:
    edition = workspace.current(Settings(small))[1].edition
    page = tabs.open(f"{sub.url}overdose/respond/")
    page.get_by_role("link", name="Something wrong?").click()
    page.wait_for_url(f"{sub.url}about/send-a-correction/**")
    mail, form = page.locator("a[data-fill-href]").evaluate_all("all => all.map((a) => a.href)")
    assert mail.startswith(f"mailto:{CONTACT}?")
    assert f"Page: overdose/respond/\nEdition: {edition}\n" in unquote(mail)
    asked = parse_qs(urlsplit(form).query)
    assert (asked["page"], asked["edition"]) == (["overdose/respond/"], [edition])
    expect(page.get_by_text(CONTACT)).to_be_visible()
    # Opened by itself, and without script, the same links lead to an empty letter and an empty form.
    for js in (True, False):
        links = _links(tabs.open(f"{sub.url}about/send-a-correction/", js=js))
        assert [link for link in links if link.startswith(f"mailto:{CONTACT}?")]
        assert not [link for link in links if "PAGE" in link or "EDITION" in link]


def test_the_form_has_these_fields(small: Path) -> None:
    """What the links fill in exists in the repository's issue form."""
    form = (Path(__file__).parents[2] / ".github/ISSUE_TEMPLATE/correction.yml").read_text(encoding="utf-8")
    assert "id: page" in form
    assert "id: edition" in form


def test_every_value_can_be_edited_at_its_line(sub: Host, tabs: Tabs, small: Path) -> None:
    page = tabs.open(f"{sub.url}about/facts/", js=False)
    cards = page.locator(".card").evaluate_all(
        "all => all.map((card) => [card.id, card.querySelector('a[aria-label^=\"edit\"]').href])"
    )
    assert cards
    for name, link in cards:
        parts = urlsplit(link)
        path = re.fullmatch(rf"{re.escape(REPO)}/blob/main/(docs/\w+/facts\.yml)\?plain=1#L\d+", link)
        assert path, link
        line = (small / path[1]).read_text(encoding="utf-8").split("\n")[int(parts.fragment[1:]) - 1]
        assert line.strip().startswith(f"{name.removeprefix('fact-')}:"), f"{link} leads to “{line}”"


def _links(page: Page) -> list[str]:
    return page.locator("a[href]").evaluate_all("all => all.map((a) => a.href)")


def test_three_questions_make_the_letter(sub: Host, tabs: Tabs) -> None:
    """A letter, a text message and the form hold page, fact, value, source, edition and the answers."""
    page = tabs.open(f"{sub.url}about/facts/")
    page.locator("#fact-sample-line").get_by_role("link", name="Wrong? Tell us").click()
    page.wait_for_url(f"{sub.url}about/send-a-correction/**")
    expect(page.get_by_label("What is wrong?")).to_have_value("1-888-555-0100")
    page.get_by_label("What is right?").fill("1-888-555-0177 & more")
    page.get_by_label("How do you know").fill("I called, 12 November 2026")
    for link in page.locator("a[data-fill-href]").evaluate_all("all => all.map((a) => a.href)"):
        said = unquote(link.replace("+", " "))
        for part in (
            "sample-line",
            "1-888-555-0100",
            "sample-page",
            "1-888-555-0177 & more",
            "I called, 12 November 2026",
            "overdose/",
        ):
            assert part in said, f"{part} is not in {said}"


def test_a_page_offers_its_values(sub: Host, tabs: Tabs) -> None:
    page = tabs.open(f"{sub.url}overdose/respond/")
    page.get_by_role("link", name="Something wrong?").click()
    page.get_by_label("Which number or value?").select_option("sample-dose")
    mail = page.locator("a[data-fill-href]").first.evaluate("a => a.href")
    assert "Fact: sample-dose\nValue: 0.4 mg\nSource: sample-undated\n" in unquote(mail)
    page.get_by_label("Which number or value?").select_option("")
    assert "Fact:" not in unquote(page.locator("a[data-fill-href]").first.evaluate("a => a.href"))

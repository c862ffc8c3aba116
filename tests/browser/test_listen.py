"""Listen and pass on: the phone's own voice, sentence by sentence, and the ways to send a page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from reader.tools.static_server import Host
from small import until

from .conftest import Tabs

# No voice is installed where the tests run: this one says what it was asked to, and ends a sentence when it is told to.
VOICE = """
window.said = [];
const voices = [{name: "Own", lang: "en-CA", localService: LOCAL}];
let saying = null;
window.finish = () => { const one = saying; saying = null; one?.onend?.(); };
Object.defineProperty(window, "speechSynthesis", {value: {
    getVoices: () => voices, addEventListener() {}, cancel() { saying = null; },
    speak(one) { said.push(one.text); saying = one; },
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
PAGE = "overdose/respond/"


def voiced(tabs: Tabs, host: Host, address: str = PAGE, local: str = "true") -> Page:
    page = tabs.new()
    page.add_init_script(VOICE.replace("LOCAL", local))
    page.goto(f"{host.url}{address}")
    return page


def heard(page: Page) -> list[str]:
    """Everything to the end of the page."""
    page.get_by_role("button", name="Listen").click()
    until(lambda: page.evaluate("said.length > 0"))
    page.evaluate("for (let n = 0; n < 500; n++) finish()")
    said: list[str] = page.evaluate("said")
    return said


def test_it_reads_sentence_by_sentence_and_says_numbers_as_they_are_dialled(sub: Host, tabs: Tabs) -> None:
    page = voiced(tabs, sub)
    said = heard(page)
    assert said[0] == "Respond"
    whole = " ".join(said)
    assert "one, eight eight eight, five five five, zero one zero zero" in whole
    assert "Sources" not in said
    assert all(text.count(". ") == 0 for text in said), [text for text in said if ". " in text]
    expect(page.get_by_role("button", name="Listen")).to_be_visible()  # it has come to the end
    page = voiced(tabs, sub, "now/")
    assert page.get_by_role("button", name="Listen").count() == 0  # one file asks for no other


def test_the_star_of_a_value_without_a_date_is_heard(host: Host, tabs: Tabs) -> None:
    whole = " ".join(heard(voiced(tabs, host, "rights/free-help/")))
    assert ", no date," in whole
    assert "*" not in whole


def test_emergency_numbers(sub: Host, tabs: Tabs) -> None:
    said = heard(voiced(tabs, sub, "overdose/"))
    assert any("nine one one" in text for text in said)
    assert not any("9-1-1" in text or "911" in text for text in said)


def test_it_marks_where_it_is_and_stops(sub: Host, tabs: Tabs) -> None:
    page = voiced(tabs, sub)
    page.get_by_role("button", name="Listen").click()
    until(lambda: page.evaluate("said.length === 1"))
    marked = "[...(CSS.highlights.get('listened') || [])].map((range) => range.toString()).join()"
    assert page.evaluate(marked).strip() == "Respond"
    page.evaluate("finish()")
    assert page.evaluate(marked).strip() not in ("", "Respond")
    page.get_by_role("button", name="Stop").click()
    assert page.evaluate(marked) == ""
    count = page.evaluate("said.length")
    page.evaluate("finish()")
    assert page.evaluate("said.length") == count


@pytest.mark.parametrize("local", ["false", None])
def test_without_a_voice_of_the_phone_there_is_no_button(sub: Host, tabs: Tabs, local: str | None) -> None:
    """A voice that is not on the phone would get the text sent."""
    page = voiced(tabs, sub, local=local) if local else tabs.new()
    page.goto(f"{sub.url}{PAGE}")
    expect(page.get_by_role("button", name="Send this page")).to_be_visible()
    assert page.get_by_role("button", name="Listen").count() == 0


def test_a_page_is_sent_by_the_phones_own_sharing(sub: Host, tabs: Tabs) -> None:
    page = tabs.new()
    page.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
    page.goto(f"{sub.url}{PAGE}")
    page.get_by_role("button", name="Send this page").click()
    address = "https://reader.example/sub/overdose/respond/"
    assert page.evaluate("shared.url") == address
    text, mail = (page.get_by_role("link", name=f"Send by {way}").get_attribute("href") or "" for way in ("text", "e-mail"))
    encoded = "https%3A%2F%2Freader.example%2Fsub%2Foverdose%2Frespond%2F"
    assert text.startswith("sms:?&body=Respond") and text.endswith(encoded)
    assert mail.startswith("mailto:?subject=Respond") and mail.endswith(encoded)


def test_or_its_address_is_copied(sub: Host, tabs: Tabs) -> None:
    page = tabs.new()
    page.add_init_script("delete Navigator.prototype.share")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=sub.url.rstrip("/").removesuffix("/sub"))
    page.goto(f"{sub.url}{PAGE}")
    page.get_by_role("button", name="Send this page").click()
    expect(page.get_by_role("button", name="Address copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "https://reader.example/sub/overdose/respond/"


def test_a_folder_on_a_disk_offers_what_works_there(small, tabs: Tabs) -> None:
    page = tabs.new()
    page.add_init_script(VOICE.replace("LOCAL", "true"))
    page.goto((small / "site/overdose/respond/index.html").as_uri())
    expect(page.get_by_role("button", name="Listen")).to_be_visible()
    assert page.get_by_role("button", name="Keep on this phone").count() == 0

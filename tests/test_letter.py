"""A letter in the text: its words to copy out, and a link that opens the mail program with all of them."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import tinyhtml5

from reader.render.medium import PAPER
from reader.source import workspace
from reader.source.settings import Settings
from small import ROOT, Project, render

PAGE = "overdose/respond.md"
HEAD = "---\ntitle: A case\nsummary: A case.\nalso: [case]\n---\n\n# A case\n\n"
MAIL = """  sample-mail:
    value: harm@example.org
    kind: email
    what: An office for tests
    sources: [sample-page]
    as_of: "2026-01"
"""
LETTER = """!!! letter "E-mail: copy it"
    To: [harm@example.org](fact:sample-mail)

    Subject: Can we & you? It's "free"

    We are ____________, in ____ (town):

    - [ ] a group
    - a *second*

    Please:

    1. What is [9-1-1](fact:call-911)?
    2. How?
"""
WORDS = "We are ______, in ______ (town):\n\n[ ] a group\n- a second\n\nPlease:\n\n1. What is 9-1-1?\n2. How?"


@pytest.fixture
def mail(project: Project) -> Project:
    project.write("docs/overdose/facts.yml", project.text("docs/overdose/facts.yml").rstrip() + "\n" + MAIL)
    return project


def box(project: Project, text: str, **how: object) -> tuple[str | None, str | None]:
    """What a page's first letter offers: its words, and the address of its link."""
    project.write(f"docs/{PAGE}", HEAD + text)
    document = tinyhtml5.parse(render(project.root, PAGE, **how), namespace_html_elements=False)  # type: ignore[arg-type]
    [letter] = [each for each in document.iter("div") if "letter" in each.get("class", "")]
    links = [line.find("a") for line in letter.iter("p") if line.get("class") == "send"]
    return letter.get("data-copy"), links[0].get("href") if links and links[0] is not None else None


def test_its_words_are_there_to_copy_and_to_send(mail: Project) -> None:
    words, address = box(mail, LETTER)
    subject = 'Can we & you? It\'s "free"'
    assert words == f"To: harm@example.org\n\nSubject: {subject}\n\n{WORDS}"
    parts = urlsplit(address or "")
    assert (parts.scheme, parts.path) == ("mailto", "harm@example.org")
    assert {name: value[0] for name, value in parse_qs(parts.query).items()} == {
        "subject": subject,
        "body": WORDS.replace("\n", "\r\n"),
    }
    assert "+" not in parts.query  # a mail program shows it


def test_without_an_address_there_is_only_the_text(project: Project) -> None:
    assert box(project, '!!! letter "A note"\n    Subject: Yes\n\n    Hello\n') == ("Subject: Yes\n\nHello", None)


def test_an_address_further_down_is_not_written_to(mail: Project) -> None:
    assert box(mail, '!!! letter "A note"\n    To: you\n\n    Ask [harm@example.org](fact:sample-mail)\n')[1] is None


def test_paper_has_none_of_it(mail: Project) -> None:
    assert box(mail, LETTER, medium=PAPER) == (None, None)


def test_no_address_of_the_reader_is_longer_than_mail_programs_take() -> None:
    """Windows takes 2083 letters of an address, and is the strictest."""
    book, _ = workspace.current(Settings(ROOT))
    letters = [page.path for page in book.pages if "\n!!! letter " in page.body]
    assert len(letters) >= 6
    addresses = [box_of(path) for path in letters]
    assert sum(map(bool, addresses)) >= 4
    assert [unquote(each)[:60] for each in addresses if len(each) > 2083] == []


def box_of(path: str) -> str:
    document = tinyhtml5.parse(render(ROOT, path), namespace_html_elements=False)
    found = [each.get("href", "") for line in document.iter("p") if line.get("class") == "send" for each in line.iter("a")]
    return max(found, key=len, default="")

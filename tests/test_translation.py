"""Another language, whole: a made-up one beside the English, published, moved, refused, and nothing English left around it."""

from __future__ import annotations

import os
import pickle
import re
from pathlib import Path

import pypdf
import pytest

import in_process
import made_up
from reader.checks import translation_form, translation_state
from reader.press import products, subjects
from reader.press.jobs import job_of
from reader.press.material import Text
from reader.site import languages
from reader.source import book, history, moved, strings, translation, workspace
from reader.source.settings import Settings
from shared import once
from small import ROOT, Project, make

RESPOND, REGISTER = "docs/overdose/respond.md", "docs/overdose/facts.yml"
THEIRS = f"docs/{made_up.CODE}/overdose/respond.md"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project with a whole translation, built once: only to be read."""

    def build(folder: Path) -> None:
        project = make(folder / "a reader")
        made_up.translate(project)
        project.commit("Another language")
        done = in_process.build(project)
        assert done.returncode == 0, done.stderr

    return Project(once(tmp_path_factory, "translated", build) / "a reader")


@pytest.fixture
def translated(project: Project) -> Project:
    made_up.translate(project)
    project.commit("Another language")
    return project


def found(project: Project) -> translation.Translation:
    [one] = translation.of_project(project.root)
    return one


def loaded(project: Project) -> book.Book:
    return book.load(Settings(project.root))


def states(project: Project) -> list[str]:
    return [f"{each.path}: {each.message}" for each in translation_state.check(loaded(project))]


def stops(project: Project) -> list[str]:
    return [f"{each.path}:{each.line} {each.message}" for each in translation_form.check(loaded(project))]


def in_language(project: Project) -> tuple[book.Book, history.History]:
    home, past = workspace.current(Settings(project.root))
    [(one, staged)] = languages.published(home)
    return languages.read(staged, one, past)


def test_no_word_of_a_page_stays_english(told: Project) -> None:
    pages = sorted((told.site / made_up.CODE).rglob("*.html"))
    assert len(pages) == 7  # five pages, one that has moved, and now/
    assert {page.parent.name: left for page in pages if (left := made_up.read(page))} == {}
    page = told.page(f"{made_up.CODE}/overdose/respond/index.html")
    assert f'<html lang="{made_up.CODE}"' in page
    assert '<a class="fact phone" href="tel:+18885550100">1-888-555-0100</a>' in page
    assert 'id="what-to-do"' in page  # headings keep their places, so links do too


def test_no_word_on_paper_or_in_a_script_stays_english(told: Project) -> None:
    past_book, past = in_language(told)
    left = {}
    for form in products.formats():
        for subject in subjects.of(past_book, form.each):
            if products.pressed(form, subject):
                html = job_of(form, Text(past_book, past, past_book.settings.addresses, subject, "none")).html
                left |= {(form.name, subject.name): made_up.english_left(html)}
    assert left[("chapter", "overdose")] == []
    assert set(map(tuple, left.values())) == {()}
    folder = told.site / made_up.CODE
    ours = [file for file in (folder / "assets/js").glob("*.js") if not file.name.endswith(".min.js")]
    scripts = "".join(file.read_text(encoding="utf-8") for file in [*ours, folder / "keep/list.js"])
    quoted = re.findall(r'"([A-Z][a-z]+(?: [^"\n]*)?[a-z.?])"', scripts)
    known = {text for text in strings.english() if "{" not in text}
    assert known.isdisjoint(quoted)
    assert "`${hits.length} røsølts`" in scripts
    style = (past_book.root / "overrides/print/print.css").read_text(encoding="utf-8")
    assert '"  ·  chøngød " string(changed)' in style


def test_words_of_a_language_go_to_another_process() -> None:
    words = strings.Strings("xx", "X", words={"Contents": "Inhalt", "{} pages": "{} Seiten"})
    assert words.said("3 pages") == "3 Seiten"
    assert pickle.loads(pickle.dumps(words)) == words
    assert pickle.loads(pickle.dumps(words)).said("Contents · 3 pages") == "Inhalt · 3 Seiten"


def test_every_text_that_a_translator_is_asked_for_stands_somewhere() -> None:
    """What our programs and templates no longer say is not translated for nothing."""
    folders = (ROOT / "scripts/reader", ROOT / "overrides", ROOT / "docs/assets/js")
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix in (".py", ".html", ".css", ".js")]
    said = " ".join(" ".join(file.read_text(encoding="utf-8").split()) for file in files)
    words = set(re.findall(r"\w+", said))
    for text in strings.english():
        assert {word.rstrip("s") if word not in words else word for word in re.findall(r"[^\W\d]+", text)} <= words, text


@pytest.mark.skipif("READER_TEST_ALL" not in os.environ, reason="lays out two chapters: scripts/test --all")
def test_papers_are_made_in_the_language_where_a_chapter_is_whole(translated: Project) -> None:
    done = in_process.run(translated, "build")
    assert done.returncode == 0, done.stderr
    place = translated.site / made_up.CODE / "print"
    assert sorted(file.name for file in place.iterdir()) == sorted(
        file.name for file in (translated.site / "print").iterdir() if file.name.startswith("overdose") and file.suffix == ".pdf"
    )
    text = "".join(page.extract_text() for page in pypdf.PdfReader(place / "overdose.pdf").pages)
    assert made_up.said("Sources and dates") in text
    assert "Sources and dates" not in text
    assert "xzo/print/overdose-booklet.pdf" not in translated.page("xzo/overdose/index.html")
    assert "../print/overdose-booklet.pdf" in translated.page("xzo/overdose/index.html")


def test_pages_lead_to_each_other(told: Project) -> None:
    english, theirs = told.page("overdose/respond/index.html"), told.page(f"{made_up.CODE}/overdose/respond/index.html")
    code = made_up.CODE
    assert f'<a href="../../{code}/overdose/respond/" hreflang="{code}" lang="{code}">{made_up.NAME}</a>' in english
    assert f'<p class="languages"><a href="{code}/" hreflang="{code}"' in told.page("index.html")
    assert '<a href="../../../overdose/respond/" hreflang="en" lang="en-CA">English</a>' in theirs
    assert "ø nørsø, øøtrøøch" in theirs
    assert (told.site / made_up.CODE / "../overdose/respond/index.html").resolve().is_file()


def test_a_stale_page_prints_the_english_values_and_says_so(translated: Project) -> None:
    for path in (RESPOND, "docs/overdose/index.md", REGISTER):
        translated.write(path, translated.text(path).replace("1-888-555-0100", "1-888-555-0199"))
    translated.commit("Another number")
    assert sum("the English has moved (2 lines" in each for each in states(translated)) == 2
    assert stops(translated) == []
    done = in_process.build(translated)
    assert done.returncode == 0, done.stderr
    page = translated.page(f"{made_up.CODE}/overdose/respond/index.html")
    assert "1-888-555-0199" in page
    assert "1-888-555-0100" not in page
    assert made_up.said("The English page has changed since.") in page
    part = found(translated).parts["overdose/respond.md"]
    assert moved.lines(translated.root, part) == [
        "- Call [1-888-555-0100](fact:sample-line). One kit holds", "+ Call [1-888-555-0199](fact:sample-line). One kit holds"
    ]  # fmt: skip


def test_who_follows_the_english_asks_two_people_again(translated: Project) -> None:
    translated.replace(RESPOND, "Blue lips", "Blue or grey lips")
    done = translated.run("translate", made_up.CODE, "overdose/respond")
    assert "+ | Blue or grey lips | Breathe for them |" in done.stdout
    done = translated.run("translate", made_up.CODE, "overdose/respond", "--followed")
    assert done.returncode == 0, done.stderr
    part = found(translated).parts["overdose/respond.md"]
    assert not part.moved
    assert part.waits == "0 of 2 people have read it; their names or roles go behind readers:"
    assert "overdose/respond.md" not in found(translated).published


@pytest.mark.parametrize("readers", ["[]", "[a nurse]", "[a nurse, A Nurse]"])
def test_without_two_readers_people_see_the_english(readers: str, translated: Project) -> None:
    translated.replace(THEIRS, made_up.READERS, readers)
    assert any("overdose/respond.md: is not published" in each for each in states(translated))
    their_book, _ = in_language(translated)
    page = next(page for page in their_book.pages if page.path == "overdose/respond.md")
    assert page.english == translation.NONE
    assert "Blue lips" in page.body
    assert [each.name for each in subjects.of(their_book, "chapter")] == []  # nothing half translated is printed


def test_a_page_waits_for_its_fixed_words(translated: Project) -> None:
    (translated.root / f"docs/{made_up.CODE}/_words/after-a-dose.md").unlink()
    one = found(translated)
    assert one.waits(one.parts["overdose/respond.md"]) == "its fixed words _words/after-a-dose.md are not translated and read yet"


def test_other_figures_in_words_are_told_and_in_fixed_words_they_stop(translated: Project) -> None:
    assert stops(translated) == []
    translated.replace(THEIRS, "$12", "$21 ør 3")
    assert any("respond.md: its words have other figures" in each for each in states(translated))
    words = f"docs/{made_up.CODE}/_words/six-steps.md"
    text = translated.text(words)
    assert "5 søcønds" in text
    translated.write(words, text.replace("5 søcønds", "15 søcønds"))
    assert f"{words}:0 has other figures than the English" in stops(translated)[0]
    assert translation.figures("1. ੫ to [0.4 mg](fact:x)[^y-1] in [3](a4.md), 21") == ["5", "3", "21"]


VALUES = """readers: [a nurse, outreach]
values:
  sample-dose: {value: 0.4 møløgrøms, instead: 0.4 mg}
"""


def test_a_value_may_have_other_words_but_no_other_figures(translated: Project) -> None:
    path = f"docs/{made_up.CODE}/values.yml"
    translated.write(path, VALUES)
    assert stops(translated) == []
    assert in_language(translated)[0].register.facts["sample-dose"].value == "0.4 møløgrøms"
    translated.write(path, VALUES.replace("0.4 møl", "4 møl"))
    wrong = "“4 møløgrøms” has other figures than “0.4 mg”; write the same figures, in the same order"
    assert stops(translated) == [f"{path}:3 sample-dose: {wrong}"]
    assert in_language(translated)[0].register.facts["sample-dose"].value == "0.4 mg"
    translated.write(path, VALUES.replace("[a nurse, outreach]", "[a nurse]"))
    assert in_language(translated)[0].register.facts["sample-dose"].value == "0.4 mg"
    translated.write(path, VALUES.replace("instead: 0.4 mg", "instead: 0.4 mL"))
    assert in_language(translated)[0].register.facts["sample-dose"].value == "0.4 mg"
    assert any("the English says 0.4 mg now, no longer 0.4 mL" in each for each in states(translated))


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        (THEIRS, "[0.4 mg](fact:sample-dose)", "[4 mg](fact:sample-dose)", "the text says 4 mg, the register says 0.4 mg"),
        (THEIRS, "[1-888", "வ [1-888", "the papers have no letter for “வ”"),  # a script whose font is not beside the others
        (THEIRS, "(index.md)", "(indexø.md)", "there is no page “indexø.md”"),
        (THEIRS, "[1-888", "1-888-555-0177 [1-888", "1-888-555-0177"),
        ("docs/xzo/strings.yml", '"øs øf {}"', '"øs øf"', "has to hold as many {} or {#} as “as of {}”"),
        ("docs/xzo/strings.yml", '"øs øf {}"', '"<b>{}"', "holds < or >"),
        (RESPOND, "title: Respond", "title: Respond\nenglish: 0123", "are for pages in other languages"),
    ],
)
def test_a_mistake_is_said_where_it_stands(path: str, old: str, new: str, said: str, translated: Project) -> None:
    translated.replace(path, old, new)
    found = [each for each in stops(translated) if said in each]
    assert found, stops(translated)
    assert found[0].startswith(f"{path}:")


def test_the_command_begins_a_language(project: Project) -> None:
    done = project.run("translate", "pa", "overdose/respond", "_words/six-steps", "--name", "ਪੰਜਾਬੀ")
    assert done.returncode == 0, done.stderr
    [one] = translation.of_project(project.root)
    assert (one.strings.name, one.strings.words, one.problems) == ("ਪੰਜਾਬੀ", {}, [])
    assert set(one.parts) == {"overdose/respond.md", "_words/six-steps.md"}
    assert not any(part.moved for part in one.parts.values())
    assert one.published == {}
    before = project.text("docs/pa/overdose/respond.md")
    assert project.run("translate", "pa", "overdose/respond").returncode == 0
    assert project.text("docs/pa/overdose/respond.md") == before
    assert "“Punjabi” is no code of a language" in project.run("translate", "Punjabi").stderr
    assert "there is no page docs/nowhere.md" in project.run("translate", "pa", "nowhere").stderr


def test_letters_of_another_order_and_another_direction() -> None:
    chinese = strings.Strings("zh-Hant", "中文", False, {"{#} March {#}": "{2}年3月{1}日", "as of {}": "{}為準"})
    assert chinese.said("as of 4 March 2021") == "2021年3月4日為準"
    farsi = strings.Strings("fa", "فارسی", True, {"Close": "بستن", "{} & more": "{} و"})
    assert farsi.page('<html lang="en-CA"><p title="Close"> Close </p><b>a &amp; more</b><style>Close</style>') == (
        '<html lang="fa" dir="rtl"><p title="بستن"> بستن </p><b>a و</b><style>Close</style>'
    )
    assert farsi.script('f("Close"); g(`Close`)') == 'f("بستن"); g(`بستن`)'


def test_a_chapter_folder_is_never_taken_for_a_language() -> None:
    folders = {file.name for file in (ROOT / "docs").iterdir() if file.is_dir()}
    assert not {name for name in folders if translation.FOLDER.fullmatch(name)} - set(translation.codes(ROOT))
    assert translation.codes(ROOT) == []  # nothing is published yet in any

"""What is printed again, and what is not: the same input gives the same bytes anywhere, any other input another key."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
from dataclasses import replace
from importlib import metadata
from pathlib import Path

import pytest

import in_process
from press.conftest import LIVE, Papers, printed, small_book
from reader.press import fonts, layout, store, subjects, toolchain
from reader.press.formats import CHAPTER, FORM, Format
from reader.press.jobs import job_of
from reader.press.material import Job, Made, Text
from reader.press.paper_html import manuscript
from reader.press.text_cache import TextCache
from reader.source import workspace
from reader.source.settings import Addresses, Settings
from small import Project, hash_of


@pytest.fixture
def book(tmp_path: Path) -> Project:
    return small_book(tmp_path / "a reader")


def keys(project: Project, **addresses: str) -> tuple[str, ...]:
    """The keys of chapter 4, chapter 5 and the form."""
    book, past = workspace.current(Settings(project.root))
    live, press = Addresses(**addresses), toolchain.fingerprint()
    return tuple(
        job_of(form, Text(book, past, live, subject, press)).key
        for form in (CHAPTER, FORM)
        for subject in subjects.of(book, form.each)
    )


def test_same_bytes_elsewhere(papers: Papers, tmp_path: Path) -> None:
    """In another folder, time zone and locale, with another clock and another hash seed."""
    moved = Path(
        shutil.copytree(papers.project.root, tmp_path / "Ünder another name" / "copy", ignore=shutil.ignore_patterns(".cache"))
    )
    env = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "de_DE.UTF-8", "PYTHONHASHSEED": "7", "HOME": str(tmp_path)}
    again = printed(Project(moved), tmp_path / "out", **LIVE, **env)
    assert hash_of(again.folder) == hash_of(papers.folder)
    names = {file.name for file in (moved / ".cache/papers").iterdir()}
    assert names == {file.name for file in (papers.project.root / ".cache/papers").iterdir()}


def test_key_has_no_folder_in_it(book: Project, tmp_path: Path) -> None:
    moved = Path(shutil.copytree(book.root, tmp_path / "elsewhere"))
    assert keys(book) == keys(Project(moved))


CHANGES = (
    ("path", "old", "new", "changed"),
    [
        ("docs/overdose/respond.md", "What to do\n", "What to do now\n", (True, False, False)),  # text
        ("docs/naloxone/index.md", "title: A kit", "title: The kit", (False, True, False)),
        ("docs/overdose/facts.yml", "title: A page without a date", "title: Another page", (True, True, False)),  # facts
        ("docs/_words/after-a-dose.md", "naloxone", "of the naloxone", (True, False, False)),  # fixed words
        ("docs/_words/not-checked.md", "Not yet", "Not", (True, True, False)),
        ("overrides/print/chapter.html", "Something wrong", "Is something wrong", (True, True, False)),  # template
        ("overrides/print/form.html", "footer>", "footer >", (False, False, True)),
        ("overrides/print/print.css", "36pt", "35pt", (True, True, False)),  # style
        ("overrides/print/form.css", "40pt", "41pt", (False, False, True)),
        ("overrides/print/fonts.conf", "Paper is set", "Paper was set", (True, True, True)),  # fonts
        ("docs/assets/drawings/spotting.svg", 'stroke-width="4"', 'stroke-width="5"', (False, True, False)),
        ("docs/about/facts.md", "title:", "title: On", (False, False, False)),  # what is on no paper
        ("overrides/main.html", "\n", "\n\n", (False, False, False)),
    ],
)


class Setting:
    """Sets the texts of a project the way a build does, and knows which it could not read back."""

    def __init__(self, project: Project, **addresses: str) -> None:
        self.book, self.past = workspace.current(Settings(project.root))
        live, press, self.made = Addresses(**addresses), toolchain.fingerprint(), 0
        self.cache = TextCache(project.root / ".cache", self.book, self.past, live, press)
        self.wanted = [
            (form, Text(self.book, self.past, live, subject, press))
            for form in (CHAPTER, FORM)
            for subject in subjects.of(self.book, form.each)
        ]

    def _set(self, form: Format, text: Text) -> Job:
        self.made += 1
        return job_of(form, text)

    def texts(self, *, anew: bool = False) -> list[Job]:
        """The texts of all papers; `anew` without reading any back."""
        if anew:
            return [self._set(form, text) for form, text in self.wanted]
        return [
            self.cache.of(form.name, text.subject.pages, functools.partial(self._set, form, text)) for form, text in self.wanted
        ]


@pytest.mark.parametrize(*CHANGES)
def test_a_change_gives_another_key_and_no_text_is_read_back(
    book: Project, path: str, old: str, new: str, changed: tuple[bool, ...]
) -> None:
    """What is printed has another key after a change, all else the same; what is read back is what would be set anew."""
    before = Setting(book).texts()
    book.replace(path, old, new)
    book.commit("A change", "2026-11-21T12:00:00-08:00")
    after = Setting(book)
    read, anew = after.texts(), after.texts(anew=True)
    assert tuple(a.key != b.key for a, b in zip(before, anew, strict=True)) == changed
    assert read == anew
    if any(changed):
        assert after.made > len(changed), "everything was read back"


def test_only_the_changed_chapter_is_set_again(book: Project) -> None:
    Setting(book).texts()
    again = Setting(book)
    again.texts()
    assert again.made == 0
    book.replace("docs/overdose/respond.md", "What to do\n", "What to do now\n")
    book.commit("A change", "2026-11-21T12:00:00-08:00")
    edited = Setting(book)
    edited.texts()
    assert edited.made == 1
    with_site = Setting(book, site="https://reader.example")
    with_site.texts()
    assert with_site.made == 3


def test_a_title_elsewhere_is_a_change(book: Project) -> None:
    """Chapters name each other's pages."""
    Setting(book).texts()
    book.replace("docs/naloxone/index.md", "title: A kit", "title: The kit")
    again = Setting(book)
    assert again.texts() == again.texts(anew=True)


def test_key_changes_with_addresses(book: Project) -> None:
    before = keys(book)
    assert all(a != b for a, b in zip(before, keys(book, site="https://reader.example"), strict=True))
    with_contact = keys(book, contact="a@reader.example")
    assert before[0] != with_contact[0]
    assert before[1] != with_contact[1]
    assert keys(book, repo="https://github.com/a/b") == before


@pytest.mark.parametrize("program", ["weasyprint", "pydyf", "fonttools", "pikepdf", "segno"])
def test_key_changes_with_programs(book: Project, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    before = keys(book)
    monkeypatch.setattr(toolchain, "version", lambda name: "99" if name == program else metadata.version(name))
    assert all(a != b for a, b in zip(before, keys(book), strict=True))


@pytest.mark.parametrize("said", ["Pango 1.99, HarfBuzz 6.0.0", "Pango 1.50.12, HarfBuzz 99"])
def test_key_changes_with_libraries(book: Project, monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    before = keys(book)
    monkeypatch.setattr(layout, "libraries", lambda: said)
    assert all(a != b for a, b in zip(before, keys(book), strict=True))


def test_key_changes_with_fonts_and_the_press_itself(book: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = keys(book)
    other = Path(shutil.copytree(fonts.folder(), tmp_path / "files"))
    with monkeypatch.context() as patch:
        patch.setattr(fonts, "folder", lambda: other)
        assert keys(book) == before
        with (other / "SourceSansPro-Bold.ttf").open("ab") as file:
            file.write(b"\0")
        assert all(a != b for a, b in zip(before, keys(book), strict=True))
    press = Path(shutil.copytree(Path(toolchain.__file__).parent, tmp_path / "press"))
    monkeypatch.setattr(toolchain, "__file__", str(press / "toolchain.py"))
    assert keys(book) == before
    (press / "bind.py").write_text("# another\n", encoding="utf-8")
    assert all(a != b for a, b in zip(before, keys(book), strict=True))


def test_only_what_changed_is_laid_out(papers: Papers, tmp_path: Path) -> None:
    project = Project(Path(shutil.copytree(papers.project.root, tmp_path / "a reader")))
    cached = project.root / ".cache/papers"
    before = {file.name: file.stat().st_mtime_ns for file in cached.rglob("*.pdf") for file in [file]}
    stored = {file.name for file in cached.iterdir()}
    again = printed(project, tmp_path / "again", in_process.run, **LIVE)
    assert "Nothing has changed since last time." in again.said
    assert {file.name: file.stat().st_mtime_ns for file in cached.rglob("*.pdf")} == before
    assert hash_of(again.folder) == hash_of(papers.folder)
    project.replace("docs/overdose/respond.md", "Who to ask", "Who can I ask")
    project.commit("A heading", "2026-11-21T12:00:00-08:00")
    edited = printed(project, tmp_path / "edited", in_process.run, **LIVE)
    # the chapter, its large print, its e-book and its plain text, and the e-book of all
    assert "Laying out 5 documents …" in edited.said
    new = {file.name for file in cached.iterdir()} - stored
    names = sorted(name for key in new for name in json.loads((cached / key / "papers.json").read_text(encoding="utf-8")))
    assert "print/naloxone.pdf" not in names
    assert "print/overdose.pdf" in names
    for file in (papers.folder / "print").glob("naloxone*.[pe]*"):
        assert (edited.folder / "print" / file.name).read_bytes() == file.read_bytes()
    before_it, after_it = ((each.folder / "print/naloxone.txt").read_text(encoding="utf-8") for each in (papers, edited))
    assert re.match(r"Edition: 2026-11-21 · [0-9a-f]{8}\n\nChapter 5 Naloxone\n", after_it)
    assert before_it.split("\n")[1:] == after_it.split("\n")[1:]  # made before: only its first line is new
    assert before_it != after_it


def test_old_papers_are_forgotten(tmp_path: Path) -> None:
    kept, old = tmp_path / "kept", tmp_path / "old"
    for folder in (kept, old):
        folder.mkdir()
    os.utime(old, (0, 0))
    store.forget_old(tmp_path)
    assert kept.is_dir()
    assert not old.exists()


def test_the_book_that_is_given_is_printed(book: Project) -> None:
    """A register handed over, as for a town's own numbers, counts; the one on the disk does not."""
    known, past = workspace.current(Settings(book.root))
    facts = known.register.facts | {"sample-dose": replace(known.register.facts["sample-dose"], value="0.8 mg")}
    pages = next(each.pages for each in known.chapters if each.number == "4")
    texts = tuple(replace(page, body=page.body.replace("0.4 mg", "0.8 mg")) for page in pages)
    given = replace(known, register=replace(known.register, facts=facts))
    text = " ".join(html for _, html in manuscript(given, past, texts).pages)
    assert "0.8 mg" in text
    assert "0.4 mg" not in text


def test_a_damaged_paper_is_made_again(tmp_path: Path) -> None:
    def put(cache: Path) -> Path:
        store.put(cache, "key", {"a.pdf": Made(b"one", 1), "b.pdf": Made(b"two", 2)})
        assert store.holds(cache, "key")
        return cache / "papers/key"

    for number, (name, content) in enumerate(
        [("a.pdf", b"on"), ("a.pdf", b""), ("a.pdf", b"two"), ("b.pdf", b"Two"), ("papers.json", b""), ("papers.json", b"{}"),
         ("papers.json", b'{"a.pdf": 1}'), ("papers.json", b"[1]"), ("papers.json", b'{"a.pdf": [1, "x"]}'), ("a.pdf", None)]
    ):  # fmt: skip
        cache = tmp_path / str(number)
        file = put(cache) / name
        file.write_bytes(content) if content is not None else file.unlink()
        assert not store.holds(cache, "key"), (name, content)
        put(cache)
    (tmp_path / "0/papers/key").rename(tmp_path / "0/papers/other")
    assert not store.holds(tmp_path / "0", "other")


def test_a_damaged_text_is_set_again(book: Project) -> None:
    read, past = workspace.current(Settings(book.root))
    texts = TextCache(book.root / ".cache", read, past, Addresses(), "a press")
    pages = tuple(read.pages[:1])
    good = Job("name", "Title", "0.4 mg", "key")
    assert texts.of("form", pages, lambda: good) == good
    [file] = (book.root / ".cache/proofs").iterdir()
    kept = file.read_bytes()
    for damaged in (kept.replace(b"0.4 mg", b"4.0 mg"), kept[:-5], b"", b"\xff", b"{}"):
        file.write_bytes(damaged)
        assert texts.of("form", pages, lambda: good) == good
        assert file.read_bytes() == kept

"""What the canary sees, on small pages, and which differences it lets pass. The whole of it runs by scripts/canary alone."""

from __future__ import annotations

import importlib
import json
import re
import sys
from datetime import date
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

from reader.commands import canary as command
from reader.site.engine import EngineError
from reader.site.rendered import Rendered
from reader.source import workspace
from reader.source.settings import Settings
from reader.tools import own_python
from reader.tools.canary import compare, digest, environment, trial
from small import ROOT

KNOWN = ROOT / ".ci/canary/known.yml"
HERE = "overdose/respond/index.html"
PAGE = """<!doctype html><html lang="en-CA"><head><title>Respond · The reader</title>
<meta name="description" content="Help."><meta name="revised" content="2026-11-21">
<link rel="prev" href="../"><link rel="stylesheet" href="../../assets/main.css"></head><body>
<a class="md-skip" href="#respond">Skip to content</a>
<header class="bar"><a class="brand" href="../..">The reader</a></header>
<article class="text"><h1 id="respond"><span class="number" data-search-exclude="">4.1</span> Respond</h1>
<p>Draw up <span class="fact dose">0.4 mg</span><sup class="note" data-search-exclude=""><a href="#source-1">1</a></sup>.
<a href="../afterwards/">Afterwards</a><svg><title>A drawing</title></svg></p>
<section class="sources"><ol><li id="source-1">A leaflet</li></ol></section>
<p class="edited">Text of this page last edited 2026-11-21</p></article>
<nav class="turn"><a rel="prev" href="../"><span>Before</span> Overdose</a></nav>
<nav class="contents"><ul><li><a href="../..">Cover</a></li><li><a href="../"><b>4</b> Overdose</a></li>
<li><a href="./" aria-current="page">Respond</a></li></ul></nav>
<footer class="bottom"><p>No cookies.</p></footer><script src="../../assets/js/reader.js"></script></body></html>"""
SHOWN = {
    "titles": ["Respond · The reader", "4.1 Respond"],
    "headings": ["h1 4.1 Respond #respond"],
    "anchors": ["respond", "source-1"],
    "words": ["4.1", "Respond", "Draw up", "0.4 mg", "1", ".", "Afterwards", "A leaflet",
              "Text of this page last edited 2026-11-21"],
    "links": ["1 → #source-1", "Afterwards → /overdose/afterwards"],
    "facts": ["0.4 mg (fact dose)"],
    "notes": ["1 → #source-1"],
    "sources": ["A leaflet #source-1"],
    "marks for the search": ["span", "sup"],
    "contents": ["Cover → /", "4 Overdose → /overdose", "Respond → /overdose/respond (here)"],
    "before and after": ["prev → /overdose", "prev: Before Overdose → /overdose"],
    "cover": ["is no cover", "with contents", "The reader → /"],
    "skip link": ["Skip to content → #respond"],
    "last edited": ["Text of this page last edited 2026-11-21", "2026-11-21"],
    "head": ["language en-CA", 'meta content="Help." name="description"', 'meta content="2026-11-21" name="revised"'],
    "header and footer": ["The reader", "The reader → /", "No cookies."],
    "styles and scripts": ["style /assets/main.css", "script /assets/js/reader.js"],
}  # fmt: skip


def differing(old: str, new: str) -> list[tuple[str, str, str]]:
    """What the canary says when `old` in the page has become `new`."""
    assert old in PAGE
    ours, theirs = ({what: {HERE: shown} for what, shown in digest.of_page(HERE, html).items()}
                    for html in (PAGE, PAGE.replace(old, new)))  # fmt: skip
    return [(found.what, found.ours, found.theirs) for found in compare.differences(ours, theirs)]


def test_what_a_page_shows() -> None:
    shown = digest.of_page(HERE, PAGE)
    assert shown.pop("tags of the text")[:3] == ['article class="text"', 'h1 id="respond"', 'span class="number"']
    assert shown == SHOWN


@pytest.mark.parametrize(("old", "new"), [
    ('href="../afterwards/"', 'href="../../overdose/afterwards/index.html"'), ('href="../.."', 'href="./../../"'),
    ('href="./"', 'href="././"'), ("<p>No cookies.</p>", "<p>\n  No\n  cookies. </p>"), ("·", "&middot;"),
])  # fmt: skip
def test_the_same_written_otherwise_is_the_same(old: str, new: str) -> None:
    assert differing(old, new) == []


@pytest.mark.parametrize(("old", "new", "said"), [
    ("<b>4</b> Overdose", "", [("contents", "4 Overdose → /overdose", "(no words) → /overdose")]),
    ('<a href="../"><b>4', '<a href="../.."><b>4', [("contents", "4 Overdose → /overdose", "4 Overdose → /")]),
    (' aria-current="page"', "", [("contents", "Respond → /overdose/respond (here)", "Respond → /overdose/respond")]),
    ('href="#respond"', 'href="#__skip"',
     [("skip link", "Skip to content → #respond", "Skip to content → #__skip (leads nowhere)")]),
    ('class="text"', 'class="text cover"',
     [("tags of the text", 'article class="text"', 'article class="text cover"'), ("cover", "is no cover", "is the cover")]),
    ('<nav class="turn"><a rel="prev" href="../">', '<nav class="turn"><a rel="next" href="../">',
     [("before and after", "prev: Before Overdose → /overdose", "next: Before Overdose → /overdose")]),
    ("0.4 mg", "0.5 mg", [("words", "0.4 mg", "0.5 mg"), ("facts", "0.4 mg (fact dose)", "0.5 mg (fact dose)")]),
    ("A leaflet", "A book", [("words", "A leaflet", "A book"), ("sources", "A leaflet #source-1", "A book #source-1")]),
    ('content="2026-11-21">', 'content="">', [("last edited", "2026-11-21", ""),
     ("head", 'meta content="2026-11-21" name="revised"', 'meta content="" name="revised"')]),
    ('<sup class="note" data-search-exclude="">', '<sup class="note">', [("marks for the search", "sup", "")]),
    ("No cookies.", "Cookies.", [("header and footer", "No cookies.", "Cookies.")]),
])  # fmt: skip
def test_what_got_lost_is_said(old: str, new: str, said: list[tuple[str, str, str]]) -> None:
    assert differing(old, new) == said


ENTRIES = [{"url": "overdose/respond/#a", "title": "A", "text": "Two\nlines"}]


def site(folder: Path, html: str) -> Path:
    """A site of one page, as a build leaves it."""
    for path, text in ((HERE, html), ("facts.json", '{"edition": "1"}')):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def test_a_whole_site(tmp_path: Path) -> None:
    found = digest.of_site(site(tmp_path, PAGE), ENTRIES)
    assert found["pages"] == {"the site": [HERE]}
    assert found["other files"] == {"the site": ["facts.json"]}
    assert found["search entries"] == {HERE: ["A → overdose/respond/#a: Two lines"]}
    assert found["facts.json"] == {"facts.json": ['{"edition": "1"}']}
    assert found["contents"] == {HERE: SHOWN["contents"]}


def test_a_page_that_is_missing_is_missing_in_everything(tmp_path: Path) -> None:
    ours = digest.of_site(site(tmp_path, PAGE), ENTRIES)
    theirs = {what: {page: shown for page, shown in pages.items() if page != HERE} for what, pages in ours.items()}
    said = {(found.what, found.page) for found in compare.differences(ours, theirs)}
    assert said >= {("contents", HERE), ("titles", HERE), ("search entries", HERE)}


OURS: digest.Digest = {"facts": {"a": ["1", "2", "3"], "b": ["x"]}, "notes": {}}
THEIRS: digest.Digest = {"facts": {"a": ["1", "9", "3"], "b": ["x", "y"]}, "notes": {}}


def test_what_is_known_is_counted_apart_and_what_is_not_is_shown() -> None:
    known = [compare.Known("z", "facts", r"\d", "9", "Nines are fine."), compare.Known("z", "notes", "a", "b", "Gone.")]
    rows, spare = compare.table(OURS, THEIRS, known)
    assert [(row.what, row.ours, row.theirs, len(row.new), len(row.known)) for row in rows] == [
        ("facts", 4, 5, 1, 1), ("notes", 0, 0, 0, 0),
    ]  # fmt: skip
    assert spare == known[1:]
    told = "\n".join(compare.written(rows, known, spare))
    assert "facts, b: ours nothing, theirs “y”" in told
    assert "known, facts: Nines are fine." in told
    assert "no longer differs, take it out of the list: notes, “a” and “b”" in told


def test_only_the_first_five_are_shown() -> None:
    rows, _ = compare.table({"words": {"a": [str(n) for n in range(8)]}}, {"words": {"a": []}}, [])
    told = list(compare.written(rows, [], []))
    assert sum("theirs nothing" in line for line in told) == 5
    assert told[-1] == "  words: and 3 more"


@pytest.mark.parametrize(("text", "says"), [
    ("- engine: z\n  what: facts\n  ours: a\n  theirs: b\n", "known.yml:1  an entry needs exactly these lines: engine, what"),
    ("- engine: z\n  what: facts\n  ours: a\n  theirs: b\n  reason: ' '\n", "known.yml:5  write after “reason:” why"),
    ("- engine: z\n  what: facts\n  ours: (a\n  theirs: b\n  reason: c\n", "known.yml:3  “\\(a” is no regular expression"),
    ("- a\n", "an entry needs exactly these lines"), ("a: [\n", "known.yml:"),
    ("a: b\n", "has to be a list"),
])  # fmt: skip
def test_a_list_without_reasons_is_refused(text: str, says: str, tmp_path: Path) -> None:
    file = tmp_path / "known.yml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(compare.KnownError, match=says):
        compare.known_differences(file, "z")


def test_the_list_of_the_project_speaks_of_what_is_compared() -> None:
    entries = [entry for name in environment.ENGINES for entry in compare.known_differences(KNOWN, name)]
    compared = {*digest.of_page(HERE, PAGE), "pages", "other files", "search entries", "facts.json"}
    assert entries
    assert {entry.what for entry in entries} <= compared
    text = KNOWN.read_text(encoding="utf-8")
    assert len(entries) == len(re.findall(r"^- engine: ", text, re.MULTILINE))


LOCK = """# made by a program
click==8 \\
    --hash=sha256:00
    # via
    #   markdown
    #   reader (pyproject.toml)
deep==1 \\
    --hash=sha256:01
    # via click
mkdocs==1.6.1 \\
    --hash=sha256:02
    # via reader (pyproject.toml)
pytest==9 \\
    --hash=sha256:03
    # via reader (pyproject.toml:test)
"""
OWN = """# made by a program
click==9 \\
    --hash=sha256:10
    # via other
other==2 \\
    --hash=sha256:11
    # via -r other.in
pytest==10 \\
    --hash=sha256:12
"""


def test_an_environment_has_what_the_site_needs_and_the_engine_but_not_mkdocs() -> None:
    found = re.findall(r"^(\S+) \\\n    --hash=(\S+)$", environment.requirements(LOCK, OWN, ("mkdocs",)), re.MULTILINE)
    assert found == [("click==8", "sha256:00"), ("deep==1", "sha256:01"), ("other==2", "sha256:11"), ("pytest==9", "sha256:03")]


@pytest.mark.parametrize("name", environment.ENGINES)
def test_the_lists_of_the_project_hold_the_engine_and_all_the_site_needs(name: str) -> None:
    engine = environment.ENGINES[name]
    own = (ROOT / f".ci/canary/{name}.txt").read_text(encoding="utf-8")
    text = environment.requirements((ROOT / "requirements.lock").read_text(encoding="utf-8"), own, engine.without)
    names = set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))
    assert {name, "markdown", "weasyprint", "tinyhtml5", "pyyaml"} <= names
    assert not names & {*engine.without, "pytest", "playwright"}
    assert text.count("--hash=sha256:") >= len(names)


def test_a_package_that_cannot_be_had_is_said_in_a_sentence() -> None:
    code = "import sys; print('ERROR: No matching distribution found for other==2', file=sys.stderr); sys.exit(1)"
    with pytest.raises(own_python.NotInstalledError) as error:
        own_python.said([sys.executable, "-c", code], "Other", ".ci/canary/other.in")
    assert str(error.value).startswith("the packages for Other can't be installed (No matching distribution found for other==2).")
    assert ".ci/canary/other.in" in str(error.value)


def test_only_the_engine_files_import_an_engine() -> None:
    bad = re.compile(r"^\s*(?:from|import) (?:mkdocs|properdocs|zensical)\b", re.MULTILINE)
    found = {file.name for file in (ROOT / "scripts/reader").rglob("*.py") if bad.search(file.read_text(encoding="utf-8"))}
    assert found == {"engine.py", "engine_properdocs.py", "engine_zensical.py"}


@pytest.fixture
def zensical(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A stand-in that writes one page from what it was given, as Zensical leaves it."""

    def build(settings: str, options: dict[str, bool]) -> None:
        work = Path(settings).parent
        if not options["strict"] or (work / "overrides/print").exists():
            raise RuntimeError("Aborted")
        text = (work / "docs/index.md").read_text(encoding="utf-8")
        if "broken" in text:
            raise RuntimeError("Python error: a sentence\nTraceback")
        (work / "site").mkdir()
        shown = (work / "mkdocs.yml").read_text(encoding="utf-8")
        text += f"<pre>{shown}</pre>"
        (work / "site/index.html").write_text(f'<a href="#__skip" class="md-skip">Skip</a><h1 id="top">T</h1>{text}')
        (work / "site/search.json").write_text('{"items": [{"location": "", "title": "T", "text": "x", "level": 1}]}')

    stand_in = ModuleType("zensical")
    vars(stand_in)["build"] = build
    monkeypatch.setitem(sys.modules, "zensical", stand_in)
    monkeypatch.delitem(sys.modules, "reader.site.engine_zensical", raising=False)
    return importlib.import_module("reader.site.engine_zensical")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for path, text in {
        "docs/index.md": "---\ntitle: Cover\n---\n# Cover\n",
        "overrides/print/book.html": "",
        "mkdocs.yml": "site_name: A\nplugins:\n  - search\n",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_zensical_gets_the_dates_and_gives_pages_like_mkdocs(zensical: ModuleType, project: Path) -> None:
    pages: list[int] = []
    days = {"docs/index.md": date(2026, 11, 21)}
    zensical.build(project, project / "site", days=days, timestamp=0, on_page=lambda: pages.append(1))
    text = (project / "site/index.html").read_text(encoding="utf-8")
    assert '<a href="#top" class="md-skip">' in text
    assert '---\nrevision_date: "2026-11-21"\ntitle: Cover\n---\n' in text
    index = json.loads((project / "site/search/search_index.json").read_text(encoding="utf-8"))
    assert [entry["title"] for entry in index["docs"]] == ["T"]
    assert pages == [1]
    assert sorted(file.name for file in project.iterdir()) == ["docs", "mkdocs.yml", "overrides", "site"]
    assert (project / "docs/index.md").read_text(encoding="utf-8").startswith("---\ntitle")


def test_zensical_has_no_search_where_mkdocs_has_none(zensical: ModuleType, project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: A\nplugins:\n  - dates\n", encoding="utf-8")
    zensical.build(project, project / "site", days=None, timestamp=0, on_page=lambda: None)
    assert "plugins:\n  - search: {enabled: false}\n  - dates\n" in (project / "site/index.html").read_text(encoding="utf-8")
    assert [file.name for file in (project / "site").iterdir()] == ["index.html"]


def test_what_zensical_refuses_is_one_sentence(zensical: ModuleType, project: Path) -> None:
    (project / "docs/index.md").write_text("broken", encoding="utf-8")
    with pytest.raises(EngineError, match=r"^Zensical gave up: Python error: a sentence$"):
        zensical.build(project, project / "site", days=None, timestamp=0, on_page=lambda: None)


def test_an_engine_may_leave_what_mkdocs_has_rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another engine is tried there is no MkDocs: nobody asks for its version before a page is asked for."""

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("reader.site.rendered.version", missing)
    book, past = workspace.current(Settings(ROOT))
    kept = Rendered(book, past)
    with pytest.raises(PackageNotFoundError):
        kept.of("overdose/respond.md", dict)


STYLE = "style /assets/stylesheets/{}main.57a0d79d.min.css"
LISTED = {"styles and scripts": {"a": [STYLE.format("modern/")]}}


@pytest.mark.parametrize(("theirs", "code", "says"), [
    (LISTED, 0, "known, styles and scripts: Zensical brings"),
    ({"styles and scripts": {"a": [STYLE.format("other/")]}}, 1, "styles and scripts, a: ours “style"),
    (own_python.NotInstalledError("no network"), 1, "Zensical: no network"),
    (trial.BuildError("its build stops"), 1, "Zensical: its build stops"),
])  # fmt: skip
def test_the_command_ends_with_1_over_anything_that_is_not_listed(
    theirs: digest.Digest | Exception, code: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tried(*_: object) -> digest.Digest:
        if isinstance(theirs, Exception):
            raise theirs
        return theirs

    monkeypatch.setattr(command, "stop_politely_when_ended", lambda: None)
    monkeypatch.setattr(trial, "ours", lambda _: {"styles and scripts": {"a": [STYLE.format("")]}})
    monkeypatch.setattr(trial, "theirs", tried)
    monkeypatch.setattr(environment, "made", lambda *_: Path(sys.executable))
    monkeypatch.setattr(environment, "version", lambda *_: "1")
    done = CliRunner().invoke(command.main, ["zensical"])
    assert done.exit_code == code, done.output
    assert says in done.output

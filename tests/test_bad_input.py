"""Bad input, each through scripts/build after a good one: one sentence with file and line, and the good site stays."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import in_process
from reader.source import dates
from small import GIT, ROOT, Project, hash_of, make

PAGE, FACTS = "docs/overdose/respond.md", "docs/overdose/facts.yml"
Change = Callable[[Project], object]


def put(path: str, old: str, new: str) -> Change:
    return lambda project: project.replace(path, old, new)


def add(text: str, path: str = PAGE) -> Change:
    """At the end of a page, which then is the last line of a paragraph of its own."""
    return lambda project: project.write(path, f"{(project.root / path).read_text(encoding='utf-8')}\n{text}\n")


def new(path: str, text: str) -> Change:
    return lambda project: project.write(path, text)


def nav(line: str) -> Change:
    return put("mkdocs.yml", "      - overdose/respond.md\n", f"      - overdose/respond.md\n{line}")


# What is done to the project, where the sentence points to, and what it has to say.
TEXT: dict[str, tuple[Change, str, str]] = {
    "fact unknown": (put(PAGE, "fact:sample-line", "fact:sampel-line"), f"{PAGE}:11", "did you mean fact:sample-line?"),
    "text and register differ": (
        put(PAGE, "[0.4 mg]", "[0.8 mg]"), f"{PAGE}:12",
        "the text says 0.8 mg, the register says 0.4 mg (docs/overdose/facts.yml:18)",
    ),
    "fact without source": (put(FACTS, "    sources: [sample-undated]\n", ""), f"{FACTS}:17", "sample-dose has no “sources”"),
    "fact without date": (put(FACTS, "    as_of: undated\n", ""), f"{FACTS}:17", "sample-dose has no “as_of”"),
    "newer than its source": (
        put(FACTS, 'sources: [sample-page]\n    as_of: "2026-01"\n  sample-dose',
            'sources: [sample-page]\n    as_of: "2026-02"\n  sample-dose'), f"{FACTS}:11",
        "says as_of 2026-02, newer than its source sample-page (2026-01-26, docs/overdose/facts.yml:2)",
    ),
    "register is not YAML": (put(FACTS, "kind: dose", "kind: [dose"), f"{FACTS}:20:9", "this is not YAML"),
    "register has a tab": (put(FACTS, "    kind: dose", "\tkind: dose"), f"{FACTS}:19:1", "there is a tab"),
    "front matter is not YAML": (put(PAGE, "also: [narcan", "also: [[narcan"), f"{PAGE}:5:1", "this is not YAML"),
    "front matter has a tab": (put(PAGE, "also: [narcan", "also:\n\t- [narcan"), f"{PAGE}:5:1", "there is a tab"),
    "settings are not YAML": (nav("     - index.md\n"), "mkdocs.yml:106:6", "this is not YAML"),
    "settings have a tab": (nav("\t- index.md\n"), "mkdocs.yml:106:1", "there is a tab"),
    "id twice in a file": (
        add("  call-911:\n    value: 9-1-1", FACTS), f"{FACTS}:26:3", "“call-911” stands here a second time (first on line 5)",
    ),
    "id twice in two files": (
        new("docs/naloxone/facts.yml", "facts:\n  call-911: {value: 9-1-1, kind: emergency, what: Help, sources: [sample-page], "
            'as_of: "2026-01"}\n'), "docs/overdose/facts.yml:5", "the fact call-911 is already at docs/naloxone/facts.yml:2",
    ),
    "field unknown": (put(PAGE, "also:", "author: me\nalso:"), f"{PAGE}:4", "unknown field “author”: known fields are title"),
    "field missing": (put(PAGE, "summary: What to do, step by step.\n", ""), f"{PAGE}:1", "has no “summary”"),
    "title missing": (put(PAGE, "title: Respond\n", ""), f"{PAGE}:1", "has no “title”"),
    "no front matter": (
        lambda project: project.write(PAGE, project.text(PAGE).partition("\n---\n\n")[2]), f"{PAGE}:1",
        "does not begin with a block between two lines of ---",
    ),
    "page is not UTF-8": (
        lambda project: (project.root / PAGE).write_bytes(f"{project.text(PAGE)}\nCafé.\n".encode("latin-1")), PAGE,
        "save it again as UTF-8",
    ),
    "register is not UTF-8": (
        lambda project: (project.root / FACTS).write_bytes(f"{project.text(FACTS)}# Café\n".encode("latin-1")), FACTS,
        "save it again as UTF-8",
    ),
    "glossary is no list": (
        new("docs/glossary.yml", "OAT: Medicine.\n"), "docs/glossary.yml:1",
        "has to be a list: each word begins on a line like “- word: …”",
    ),
    "glossary has a word without meaning": (
        new("docs/glossary.yml", "- word: rig\n  read: overdose/index.md\n"), "docs/glossary.yml:1", "word 1 has no “means”",
    ),
    "glossary is not UTF-8": (
        lambda project: (project.root / "docs/glossary.yml").write_bytes("- word: café\n  means: A café.\n".encode("latin-1")),
        "docs/glossary.yml", "save it again as UTF-8",
    ),
    "language list is no list": (new("docs/language.yml", "addict\n"), "docs/language.yml:1", "- instead_of: …"),
    "language list has no pattern": (
        new("docs/language.yml", "- instead_of: (addict\n  say: us\n  why: It hurts.\n"), "docs/language.yml:1",
        "“instead_of” of entry 1 can't be read as a pattern",
    ),
    "redirects are not YAML": (new("docs/redirects.yml", "a.md: [b.md\n"), "docs/redirects.yml:2:1", "this is not YAML"),
    "link broken": (add("[There](gone.md)"), f"{PAGE}:27", "there is no page “gone.md”"),
    "anchor broken": (add("[There](index.md#gone)"), f"{PAGE}:27", "there is no heading “#gone” on docs/overdose/index.md"),
    "image broken": (add("![A hand](../assets/gone.svg)"), f"{PAGE}:27", "there is no file docs/assets/gone.svg"),
    "link in HTML broken": (
        add('<a href="../gone/">There</a>'), f"{PAGE}:27", "“../gone/” leads to nothing",
    ),
    "page missing from the nav": (
        new("docs/overdose/lost.md", "---\ntitle: Lost\nsummary: Lost.\nalso: []\n---\n\n# Lost\n"), "docs/overdose/lost.md",
        "this page is not in the nav",
    ),
    "page missing from docs": (nav("      - overdose/gone.md\n"), "mkdocs.yml:106", "there is no file docs/overdose/gone.md"),
    "phone typed in text": (add("Call 604-555-0111."), f"{PAGE}:27", "the phone number 604-555-0111 is typed by hand"),
    "fee typed in a table": (put(PAGE, "| Blue lips |", "| $40 |"), f"{PAGE}:18", "the amount of money $40 is typed by hand"),
    "dose typed in a drawing": (
        new("docs/assets/dose.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">\n<text>0.4 mg</text></svg>\n'),
        "docs/assets/dose.svg:2", "the dose 0.4 mg is typed by hand",
    ),
    "fixed words written anew": (
        add("Give naloxone every 2 to 3 minutes."), f"{PAGE}:27", 'write, on a line of its own: --8<-- "six-steps.md"',
    ),
    "an image from another host": (
        add('<img src="https://cdn.example/a.png" alt="A hand">'), f"{PAGE}:27",
        "loads https://cdn.example/a.png from another host",
    ),
    "a script from another host": (
        put("overrides/main.html", "{% block extrahead %}", '{% block extrahead %}<script src="//cdn.example/x.js"></script>'),
        "site/404.html:*", "loads //cdn.example/x.js from another host",
    ),
    "a style sheet that imports": (
        new("docs/assets/css/reader.css", "p {}\n@import 'https://cdn.example/x.css';\n"), "docs/assets/css/reader.css:2",
        "loads https://cdn.example/x.css from another host",
    ),
    "a style sheet with a picture": (
        new("docs/assets/css/reader.css", "p {background: url(//cdn.example/x.png)}\n"), "docs/assets/css/reader.css:1",
        "loads //cdn.example/x.png from another host",
    ),
}  # fmt: skip


# Through scripts/build as a person types it; the others through the same command in this process.
TYPED = ("fact unknown", "page is not UTF-8", "link in HTML broken")


def stays(project: Project, before: str) -> bool:
    """Whether the last good site is as it was, and nothing half made lies beside it."""
    return hash_of(project.site) == before and not [*project.site.parent.glob("site.*")]


@pytest.mark.parametrize("case", TEXT)
def test_what_is_wrong_in_the_text(case: str, built: Project) -> None:
    change, place, words = TEXT[case]
    before = hash_of(built.site)
    change(built)
    done = built.build("--quiet") if case in TYPED else in_process.build(built, "--quiet")
    assert done.returncode == 1
    *found, last = done.stderr.splitlines()
    assert last.startswith(f"Stopped: {len(found)} thing")
    assert re.match(re.escape(place).replace(r"\*", r"\d+") + "  ", found[0])
    assert words in found[0]
    everywhere = case == "a script from another host"  # the template's fault shows on every page
    assert len(found) == 1 or everywhere, "one mistake, one sentence"
    assert stays(built, before)


# What git does not know is not made up: these build, and the pages say why they have no date.

EARLIER = "2026-03-04T12:00:00-08:00"  # never the day on which the tests run


@pytest.fixture
def dated(tmp_path: Path) -> Project:
    project = make(tmp_path / "a reader", committed=False)
    project.git("init", "-q")
    project.commit("Begin", EARLIER)
    return project


def says_why(project: Project, reason: str, how=in_process.build, **env: str) -> None:
    done = how(project, "--force", **env)
    assert done.returncode == 0, done.stderr
    assert f"The pages show no dates: {reason}." in done.stdout
    for file in project.site.rglob("index.html"):
        text = file.read_text(encoding="utf-8")
        if file.parent.name == "now":  # one file: it says its edition alone
            assert "Edition 2026" in text or "Its date is not known." in text
            continue
        if "changes" in file.relative_to(project.site).parts:
            assert f"We do not know what changed:</strong> {reason.partition(';')[0]}." in text
            continue
        known = f"When this page last changed is not known: {reason.partition(';')[0]}." in text
        assert known != ("This page has moved" in text)
        assert is_undated(text)


def is_undated(html: str) -> bool:
    """No day is given out as that of the page's last change, least of all today."""
    today = date.today()
    shown = ("Last changed:", "last edited", 'name="revised"', today.isoformat(), dates.in_words(today))
    return [words for words in shown if words in html] == []


def test_git_is_not_installed(dated: Project, tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    for folder in ("/bin", "/usr/bin"):
        for program in Path(folder).iterdir():
            if not program.name.startswith("git") and not (programs / program.name).exists():
                (programs / program.name).symlink_to(program)
    says_why(dated, "git is not installed", Project.build, PATH=str(programs))


def test_folder_without_git(dated: Project) -> None:
    shutil.rmtree(dated.root / ".git")
    says_why(dated, "this folder has no git history")


def test_folder_inside_another_repository(dated: Project) -> None:
    shutil.rmtree(dated.root / ".git")
    around = Project(dated.root.parent)
    around.git("init", "-q")
    around.commit("Around", EARLIER)
    says_why(dated, "this folder is not a git repository of its own")


def test_shallow_clone(dated: Project, tmp_path: Path) -> None:
    dated.write(PAGE, dated.text(PAGE) + "\nMore.\n")
    dated.commit("More", EARLIER)
    dated.git("clone", "-q", "--depth", "1", f"file://{dated.root}", str(tmp_path / "shallow"))
    reason = "this copy has only part of its history (a shallow clone); type: git fetch --unshallow"
    says_why(Project(tmp_path / "shallow"), reason)


def test_page_not_committed(dated: Project) -> None:
    dated.write(PAGE, dated.text(PAGE) + "\nMore.\n")
    done = in_process.build(dated)
    assert done.returncode == 0, done.stderr
    html = dated.page("overdose/respond/index.html")
    assert "When this page last changed is not known: this page has changes that are not committed yet." in html
    assert is_undated(html)
    assert "Edition 2026-03-04" in html
    assert "with changes not committed." in html
    assert '<time datetime="2026-03-04">4 March 2026</time>' in dated.page("overdose/index.html")


def test_git_does_not_trust_the_folder(dated: Project) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder to somebody else")
    os.chown(dated.root, 65534, 65534)
    says_why(dated, f"git does not trust this folder; type: git config --global --add safe.directory {dated.root}")


# What is wrong with the machine: one sentence, and the good site stays.


def test_output_folder_is_read_only(built: Project) -> None:
    before = hash_of(built.site)
    built.root.chmod(0o555)
    done = subprocess.run(
        [*like_anybody(), str(ROOT / "scripts/build"), "--quiet", "--force"],
        env={**os.environ, **GIT, "READER_ROOT": str(built.root)}, capture_output=True, text=True,
    )  # fmt: skip
    built.root.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr == (
        f"Stopped: can't write to {built.root}/site.part; type scripts/build --site with a folder of yours, or make this one "
        "writable. The last good site stays.\n"
    )
    assert stays(built, before)


def like_anybody() -> list[str]:
    """Words before a command that take root's right to write everywhere."""
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root can write everywhere, and there is no setpriv to take that right")
    return ["setpriv", "--bounding-set=-dac_override", "--"]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "none", str(folder)], capture_output=True).returncode:
        pytest.skip("this user can't mount a small disk to fill")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_disk_is_full(built: Project, disk: Path) -> None:
    site = disk / "site"
    assert in_process.build(built, "--site", str(site)).returncode == 0
    with (disk / "filler").open("wb", buffering=0) as filler:
        free = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        filler.write(b"\0" * (free - 100_000))
    before = hash_of(site)
    done = built.build("--quiet", "--force", "--site", str(site))
    assert done.returncode == 1
    assert done.stderr == "Stopped: the disk is full; free some space and type scripts/build again. The last good site stays.\n"
    assert hash_of(site) == before
    assert sorted(path.name for path in disk.iterdir()) == ["filler", "site"]


def test_disk_is_read_only(built: Project, disk: Path) -> None:
    site = disk / "site"
    assert in_process.build(built, "--site", str(site)).returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    before = hash_of(site)
    done = built.build("--quiet", "--force", "--site", str(site))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Stopped: can't write to {disk}/site.part; type scripts/build --site with a folder of yours")
    assert hash_of(site) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupted(number: signal.Signals, built: Project) -> None:
    before = hash_of(built.site)
    process = subprocess.Popen(
        [str(ROOT / "scripts/build"), "--force"], env={**os.environ, **GIT, "READER_ROOT": str(built.root)},
        stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert process.stderr
    while not process.stderr.readline().startswith("Building the pages"):
        assert process.poll() is None
    if number == signal.SIGINT:
        os.killpg(process.pid, number)  # a terminal sends Ctrl-C to every process of the build
    else:
        process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said == "Stopped: interrupted. The last good site stays as it was.\n"
    assert stays(built, before)


def test_two_builds_at_once(built: Project) -> None:
    before = hash_of(built.site)
    with (built.root / ".cache/lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_SH)  # even beside one that only looks
        done = built.build("--force")
    assert done.returncode == 1
    assert done.stderr == (
        "Stopped: another build is running in this folder; wait until it is done, then type scripts/build again.\n"
    )
    assert stays(built, before)
    assert in_process.build(built, "--force").returncode == 0

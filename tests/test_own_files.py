"""Nothing from outside the project gets into it: no link, no pipe, no path that leads out, on the site or on paper."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import pypdf
import pytest
from PIL import ExifTags, Image

import in_process
from press.conftest import page
from reader.press import fonts, layout
from reader.press.errors import LayoutError
from reader.source import own_files, pictures, workspace
from reader.source.settings import Settings
from small import Project, make

SECRET = "mine alone"


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    file = tmp_path / "secret.txt"
    file.write_text(SECRET, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "place",
    [
        "docs/assets/a.svg", "docs/assets/a.txt", "docs/overdose/more.md", "docs/overdose/respond.md", "docs/_words/secret.md",
        "docs/_words/six-steps.md", "docs/overdose/facts.yml", "docs/redirects.yml", "docs/language.yml", "docs/glossary.yml",
        "overrides/secret.txt", "overrides/main.html", "overrides/print/print.css",
    ],
)  # fmt: skip
def test_a_link_is_refused_wherever_it_stands(place: str, project: Project, secret: Path) -> None:
    (project.root / place).unlink(missing_ok=True)
    (project.root / place).symlink_to(secret)
    found = [str(finding) for finding in project.findings()]
    assert any(row.startswith(f"{place}  files: is a link to another place") for row in found), found
    done = in_process.build(project)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert SECRET not in done.stderr + done.stdout


@pytest.mark.parametrize("target", ["/nope", ".", "/dev/zero", "loop"])
def test_links_to_nothing_to_folders_and_without_end_are_refused(target: str, project: Project) -> None:
    (project.root / "docs/_words/loop").symlink_to(target)
    (project.root / "docs/overdose/loop.md").symlink_to(target)
    done = in_process.build(project)
    assert done.returncode == 1
    assert done.stderr.count("is a link to another place") == 2
    assert "Traceback" not in done.stderr


def test_what_builds_remember_is_not_taken_from_git(project: Project) -> None:
    project.write(".cache/nothing-acts.json", "[]")
    assert not [found for found in project.findings() if found.severity == "stop"]
    project.git("add", "--force", ".cache/nothing-acts.json")
    [found] = [found for found in project.findings() if found.severity == "stop"]
    assert str(found).startswith(".cache/nothing-acts.json  files: stands in git, and a build would believe")
    assert found.message.endswith("type: git rm -r --cached .cache")


def test_a_pipe_and_a_folder_that_is_a_link(project: Project, tmp_path: Path) -> None:
    os.mkfifo(project.root / "docs/_words/pipe.md")
    (project.root / "docs/outside").symlink_to(tmp_path)
    assert [(finding.path, finding.message.partition(";")[0]) for finding in project.findings()] == [
        ("docs/_words/pipe.md", "is not a plain file"), ("docs/outside", "is a link to another place"),
    ]  # fmt: skip


def test_a_name_and_a_text_that_are_not_utf_8(project: Project) -> None:
    Path(os.fsdecode(os.fsencode(project.root) + b"/docs/assets/caf\xe9.svg")).write_text("<svg/>")
    (project.root / "docs/assets/latin.svg").write_bytes(b'<?xml version="1.0" encoding="ISO-8859-1"?><svg>\xe9</svg>')
    (project.root / "docs/_words/six-steps.md").write_bytes(b"1. caf\xe9\n")
    done = project.build()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "has a name with letters that are not UTF-8" in done.stderr
    assert "docs/assets/latin.svg  files: is not UTF-8 text (byte 49" in done.stderr
    assert "docs/_words/six-steps.md  files: is not UTF-8 text (byte 7" in done.stderr


def test_a_mark_before_fixed_words_is_no_part_of_them(project: Project) -> None:
    before = workspace.current(Settings(project.root))[0].words["six-steps"]
    project.write("docs/_words/six-steps.md", "\ufeff" + project.text("docs/_words/six-steps.md"))
    workspace._read.cache_clear()
    assert workspace.current(Settings(project.root))[0].words["six-steps"] == before


def test_what_a_mac_or_an_editor_leaves_is_not_there(project: Project) -> None:
    for name in ("docs/assets/._a.svg", "docs/_words/._six-steps.md", "docs/overdose/._respond.md"):
        (project.root / name).write_bytes(b"\0\5\xff")
    for name in ("docs/about/facts.md~", "docs/about/facts.md.orig", "docs/about/.DS_Store"):
        project.write(name, SECRET)
    assert not [str(finding) for finding in project.findings() if finding.severity == "stop"]
    assert in_process.build(project).returncode == 0
    assert not [file for file in project.site.rglob("*") if file.is_file() and SECRET in file.read_text(errors="replace")]


def test_is_own(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_text("")
    (tmp_path / "l").symlink_to(tmp_path / "a")
    assert own_files.is_own(tmp_path, tmp_path / "a/b")
    for name in ("l/b", "a", "a/gone", "../x"):
        assert not own_files.is_own(tmp_path, tmp_path / name)
    assert not own_files.is_own(tmp_path / "a", tmp_path / "a/../l/b")


# What the site shows.


def test_only_what_a_page_shows_is_published_and_no_comment(project: Project) -> None:
    Image.new("RGB", (9, 9)).save(project.root / "docs/overdose/shown.png")
    Image.new("RGB", (9, 9)).save(project.root / "docs/overdose/draft.png")
    body = "\n![a square](shown.png)\n\n<!-- Ann said this -->\n\nWords <!-- Bo\nsaid --> here.\n"
    project.write("docs/overdose/respond.md", project.text("docs/overdose/respond.md") + body)
    done = in_process.build(project)
    assert done.returncode == 0, done.stderr
    assert (project.site / "overdose/shown.png").is_file()
    assert not (project.site / "overdose/draft.png").exists()
    assert not (project.site / "assets/steps").exists()
    for file in project.site.rglob("*.html"):
        assert "<!--" not in file.read_text(encoding="utf-8"), file


def photo(kind: str, turn: int = 6) -> bytes:
    image, out = Image.effect_noise((40, 30), 50).convert("RGB"), io.BytesIO()
    exif = image.getexif()
    exif[ExifTags.Base.Orientation] = turn
    exif[ExifTags.Base.Artist] = SECRET
    exif.get_ifd(ExifTags.IFD.GPSInfo)[1] = SECRET
    more = {"comment": SECRET.encode()} if kind == "JPEG" else {}
    image.save(out, kind, exif=exif, xmp=f"<x>{SECRET}</x>".encode(), **more)
    return out.getvalue()


@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")])
def test_a_photo_loses_its_notes_and_nothing_else(kind: str, suffix: str) -> None:
    before = photo(kind)
    if kind == "PNG":
        text = b"tEXtComment\0" + SECRET.encode()
        chunk = struct.pack(">I", len(text) - 4) + text + struct.pack(">I", zlib.crc32(text))
        before = before[:33] + chunk + before[33:]
    before += SECRET.encode()  # a film behind a photo
    after = pictures.stripped(before, suffix)
    assert SECRET.encode() in before
    assert SECRET.encode() not in after
    assert b"GPS" not in after
    old, new = Image.open(io.BytesIO(before)), Image.open(io.BytesIO(after))
    assert old.tobytes() == new.tobytes()
    if kind == "JPEG":
        assert dict(new.getexif()) == {ExifTags.Base.Orientation: 6}
    assert pictures.stripped(after, suffix) == after


@pytest.mark.parametrize("size", [3, 20, 200])
@pytest.mark.parametrize(("kind", "suffix"), [("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")])
def test_half_a_photo_is_told(kind: str, suffix: str, size: int) -> None:
    with pytest.raises(pictures.NotAPicture):
        pictures.stripped(photo(kind)[:size], suffix)


# What the papers load.


@pytest.mark.parametrize(
    "html",
    ['<img alt="x" src="file:///etc/hostname">', '<img alt="x" src="{secret}">', '<link rel=stylesheet href="{secret}">',
     '<img alt="x" src="http://127.0.0.1:9/x.png">', '<img alt="x" src="data:image/png;base64,AAAA">',
     '<link rel="attachment" href="overdose/facts.yml">', '<a rel=attachment href="{secret}">x</a>',
     '<svg viewBox="0 0 9 9" width="9" height="9"><image href="{secret}" width="9" height="9"/></svg>',
     '<img alt="x" src="assets/link.png">', '<img alt="x" src="../secret.png">'],
)  # fmt: skip
def test_a_paper_loads_nothing_from_elsewhere(html: str, tmp_path: Path) -> None:
    project = make(tmp_path / "reader", committed=False)
    Image.new("RGB", (9, 9)).save(tmp_path / "secret.png")
    Image.new("RGB", (9, 9)).save(project.root / "secret.png")
    (project.root / "docs/assets/link.png").symlink_to(tmp_path / "secret.png")
    text = f"<html lang=en><title>x</title><body>{html.replace('{secret}', (tmp_path / 'secret.png').as_uri())}</body></html>"
    with pytest.raises(LayoutError):
        layout.lay_out(text, "body { font-family: Reader }", root=project.root, cache=tmp_path / "cache", name="x")
    assert fonts.folder().is_dir()


def test_photos_beside_a_page_and_in_assets_are_printed(tmp_path: Path) -> None:
    project = make(tmp_path / "reader", committed=False)
    (project.root / "docs/overdose/my-sign.jpg").write_bytes(photo("JPEG"))
    (project.root / "docs/assets/sign.png").write_bytes(photo("PNG"))
    body = "## What to do\n\n![one](my-sign.jpg)\n\n![two](../assets/sign.png)\n"
    project.write("docs/overdose/respond.md", page("Respond", body))
    done = in_process.run(project, "press", "overdose", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    pdf = (tmp_path / "out/print/overdose.pdf").read_bytes()
    assert SECRET.encode() not in pdf
    assert sum(len(sheet.images) for sheet in pypdf.PdfReader(tmp_path / "out/print/overdose.pdf").pages) == 2

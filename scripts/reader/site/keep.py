"""What a phone may keep, on its owner's word: the worker, three sets of files and what they cost, a place on the home screen."""

from __future__ import annotations

import json
import posixpath
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from reader.files import below
from reader.press import products, subjects
from reader.press.pocket import FOR_PAPERS
from reader.source import now
from reader.source.book import Book
from reader.source.engine_settings import book_name
from reader.source.history import History
from reader.source.sent import Sizes

FOLDER = "keep"
WORKER, OFF = "worker.js", "worker-off.js"
CHAPTERS = ("overdose", "naloxone")  # folders of the chapters that somebody may need at once
_HELPS = ("assets/js/keep.js", "assets/js/listen.js", f"{FOLDER}/list.js")  # scripts that a page fetches when they are asked for
_NOT_KEPT = ("facts.json", "sitemap.xml", "404.html", ".made-by-build", "assets/social.png", "assets/icons/", "download/", WORKER,
             OFF, "manifest.webmanifest", *FOR_PAPERS)  # fmt: skip
_ICONS = "assets/icons"
_OFFERED = "const KEEPS = true"  # in reader.js
_LOADS = re.compile(r'<(?:script|img)\b[^>]*\bsrc="([^"]+)"|<link rel="(?:stylesheet|icon)" [^>]*?href="([^"]+)"')


@dataclass(frozen=True)
class Set:
    """Files to keep, by their addresses below the site's root; bytes as they are sent, compressed, and as they are kept."""

    id: str
    name: str
    files: list[str]
    data: int
    room: int


def write(site: Path, book: Book, past: History) -> None:
    """Put the worker at the site's root, where it may answer for every page, and say what there is to keep.

    With keeping switched off the worker that removes everything takes its place, and no page offers to keep anything.
    """
    code = site / "assets/js"
    on = book.settings.keep
    shutil.copyfile(code / (WORKER if on else OFF), site / WORKER)
    shutil.copyfile(code / OFF, site / OFF)
    for name in (WORKER, OFF):
        (code / name).unlink()
    if not on:
        (code / "keep.js").unlink()
        script = code / "reader.js"
        script.write_text(
            script.read_text(encoding="utf-8").replace(_OFFERED, _OFFERED.replace("true", "false")), encoding="utf-8"
        )
        return
    listed = site / FOLDER / "list.js"
    shutil.copytree(book.root / "docs" / _ICONS, site / _ICONS, dirs_exist_ok=True)
    (site / "manifest.webmanifest").write_text(_manifest(book), encoding="utf-8")
    listed.parent.mkdir(exist_ok=True)
    listed.write_text("", encoding="utf-8")  # the sets name it, so it has to be there
    said = book.strings.said if book.strings else str
    sets = [vars(each) | {"name": said(each.name)} for each in _sets(site, book)]
    text = json.dumps({"edition": past.edition, "sets": sets}, ensure_ascii=False, separators=(",", ":"))
    listed.write_text(f"readerKeep={text};\n", encoding="utf-8")


def _sets(site: Path, book: Book) -> list[Set]:
    one = f"{now.PLACE}/"
    sizes = Sizes(book.root)
    first = [one] if (site / one / "index.html").is_file() else []
    chapters = [each for each in subjects.of(book, "chapter") if each.folder in CHAPTERS]
    pages = [page.url for chapter in chapters for page in chapter.pages]
    pages = ["", *pages] if pages else []  # the home screen opens the cover
    sets = [_set(site, sizes, "chapters", _named(chapters), [*first, *pages, *_needed(site, pages)])] if pages else []
    made = {item.path for item in products.items(book)}
    names = sorted(below(site))
    all_ = [name.removesuffix("index.html") for name in names if name not in made and not name.startswith(_NOT_KEPT)]
    if first:
        sets.insert(0, _set(site, sizes, "now", "The six steps", first))
    sets.append(_set(site, sizes, "all", "Everything but the papers", all_))
    sizes.keep()
    return sets


def _named(chapters: list[subjects.Subject]) -> str:
    numbers = " and ".join(chapter.number for chapter in chapters)
    titles = " and ".join(chapter.title.partition(" ")[2] for chapter in chapters)
    return f"Chapter{'s' * (len(chapters) > 1)} {numbers}: {titles}"


def _needed(site: Path, pages: list[str]) -> list[str]:
    """What these pages load, and the helps that they fetch when somebody asks for them."""
    found = dict.fromkeys(name for name in _HELPS if (site / name).is_file())
    for page in pages:
        for script, link in _LOADS.findall((site / page / "index.html").read_text(encoding="utf-8")):
            found[posixpath.normpath(posixpath.join(page, script or link))] = None
    for name in [name for name in found if not (site / name).is_file()]:
        del found[name]  # of another host, or not there: the checks of the site say so
    return list(found)


def _set(site: Path, sizes: Sizes, name: str, words: str, files: list[str]) -> Set:
    contents = [(site / file / "index.html" if file.endswith("/") or not file else site / file).read_bytes() for file in files]
    return Set(name, words, files, sum(map(sizes.of, contents)), sum(map(len, contents)))


def _manifest(book: Book) -> str:
    """What a phone needs for a place on its home screen (W3C Web Application Manifest)."""
    icons = [
        {"src": f"{_ICONS}/{size}.png", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    said = {
        "name": book_name(book.root), "short_name": "Reader", "lang": book.settings.language, "start_url": "./",
        "scope": "./", "display": "minimal-ui", "background_color": "#fffdf7", "theme_color": "#15130f", "icons": icons,
        "shortcuts": [{"name": "Overdose: do this now", "url": f"{now.PLACE}/"}],
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"

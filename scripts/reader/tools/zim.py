"""The pocket copy as one file for Kiwix: a ZIM archive, made and read by libzim, which is a tool and no part of the reader."""

from __future__ import annotations

import io
import mimetypes
import posixpath
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.press import pocket
from reader.press.material import Site
from reader.source import engine_settings
from reader.source.engine_settings import book_name

if TYPE_CHECKING:
    from libzim.writer import Item

MAIN = "index.html"
_LANGUAGES = {"en": "eng", "fr": "fra"}  # ISO 639-3, as Kiwix sorts its shelves


class ZimMissing(Exception):
    """libzim is not installed, or not for this machine. One sentence that says what to type."""


def write(site: Site, file: Path) -> int:
    """Pack the pages of a finished site into `file`. Returns how many files are in it. Raises ZimMissing."""
    try:
        from libzim.writer import Creator
    except ImportError as error:
        raise ZimMissing("libzim is not installed; type: scripts/setup --for test") from error
    entries = _entries(site)
    language = _LANGUAGES.get(site.book.settings.language.partition("-")[0], "mul")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)  # libzim writes no file twice
    icon = (site.folder / "assets/favicon.png").read_bytes()
    with Creator(file).config_indexing(True, language) as creator:
        creator.set_mainpath(MAIN)
        for path, title, content in entries:
            creator.add_item(_item(path, title, content))
        for name, text in _about(site, language).items():
            creator.add_metadata(name, text)
        creator.add_illustration(48, icon)
    return len(entries)


def _entries(site: Site) -> list[tuple[str, str, bytes]]:
    """Path, title and content of every file of the pocket copy."""
    titles = {f"{page.url}index.html": f"{page.number} {page.title}".strip() for page in site.book.pages}
    with zipfile.ZipFile(io.BytesIO(pocket.pages(site).content)) as packed:
        found = [(posixpath.relpath(name, pocket.FOLDER), packed.read(name)) for name in packed.namelist()]
    return [(path, titles.get(path, "How to pass it on" if path == pocket.START else ""), content) for path, content in found]


def _about(site: Site, language: str) -> dict[str, str]:
    """What a library shows of the file (openZIM metadata)."""
    name = book_name(site.book.root)
    settings, _ = engine_settings.findings(site.book.root)
    return {
        "Title": name, "Description": str(settings.get("site_description", name)), "Language": language, "Name": pocket.FOLDER,
        "Creator": name, "Publisher": name, "Date": site.history.day.isoformat() if site.history.day else "1970-01-01",
    }  # fmt: skip


def _item(path: str, title: str, content: bytes) -> Item:
    """One file as libzim takes it."""
    from libzim.writer import Hint, Item, StringProvider

    class Packed(Item):  # type: ignore[misc]
        def get_path(self) -> str:
            return path

        def get_title(self) -> str:
            return title

        def get_mimetype(self) -> str:
            return mimetypes.guess_type(path)[0] or "application/octet-stream"

        def get_contentprovider(self) -> Any:
            return StringProvider(content)

        def get_hints(self) -> dict[Any, int]:
            return {Hint.FRONT_ARTICLE: bool(title)}

    return Packed()

"""What the press may load: our fonts, our pictures, and nothing else of this machine or of any other."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

from reader.press import fonts
from reader.source import own_files, pictures

_KINDS = {**pictures.KINDS, ".svg": "image/svg+xml"}


class OursOnly(URLFetcher):  # type: ignore[misc]
    """Reads pictures below docs/, without their notes, and the files of our fonts. Everything else is refused."""

    def __init__(self, root: Path, folder: Path) -> None:
        super().__init__(allowed_protocols=("file",), allow_redirects=False)
        self.root, self.fonts = root, folder

    def fetch(self, url: str, headers: Any = None) -> Any:
        """The file an address names. Raises ValueError with a sentence, which stops the paper."""
        parts = urlsplit(url)
        if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
            raise ValueError(f"papers load nothing from {parts.scheme}: addresses; put a copy of the picture in docs/assets")
        file = Path(unquote(parts.path))
        if file.parent in (self.fonts, fonts.BESIDE) and file.suffix in (".ttf", ".woff2"):
            return super().fetch(url, headers)
        kind = _KINDS.get(file.suffix.lower())
        if kind is None or not file.is_relative_to(self.root / "docs") or not own_files.is_own(self.root / "docs", file):
            raise ValueError(f"{file} is no picture in docs/, and papers load nothing else")
        content = file.read_bytes()
        if file.suffix.lower() in pictures.KINDS:
            content = pictures.stripped(content, file.suffix)
        return URLFetcherResponse(url, content, {"Content-Type": kind})

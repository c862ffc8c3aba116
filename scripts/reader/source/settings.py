"""What is set from outside: read from the environment once, by whoever starts, and handed down with the book."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from reader.source.letter import Letter

_BY_SSH = re.compile(r"(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+):(?!/)(.+)")  # git@host:owner/name.git
_BY_ADDRESS = re.compile(r"(?:git\+)?(https?|ssh|git)://(?:[^@/]*@)?([^/]+?)(?::(?:22|443|9418))?/(.+)")


@dataclass(frozen=True)
class Addresses:
    """`site`, `repo` without a slash at the end, an e-mail address, and a number that takes text messages; each is empty
    when it is not set."""

    site: str = ""
    repo: str = ""
    contact: str = ""
    texts: str = ""

    def edit(self, path: str) -> str:
        """The page where a file of the project can be changed in the browser."""
        return f"{self.repo}/edit/main/{quote(path)}" if self.repo else ""

    def line(self, path: str, line: int) -> str:
        """One line of a file, with the pencil above it."""
        return f"{self.repo}/blob/main/{quote(path)}?plain=1#L{line}" if self.repo else ""

    @property
    def editions(self) -> str:
        """Where every edition stands under its date, whole: pages, papers, sums and what changed."""
        return f"{self.repo}/releases" if self.repo else ""

    def issue(self, about: Letter) -> str:
        """The correction form with page, edition and value filled in."""
        value = f"{about.fact}: {about.value} ({about.source})" if about.fact else ""
        known = {"page": about.page, "edition": about.edition, "value": value, "wrong": about.wrong,
                 "right": about.right, "source": about.how}  # fmt: skip
        query = urlencode({"template": "correction.yml"} | {name: said for name, said in known.items() if said})
        return f"{self.repo}/issues/new?{query}" if self.repo else ""

    def mail(self, about: Letter) -> str:
        """A letter with page, edition and value filled in."""
        if not self.contact:
            return ""
        subject = quote(f"Correction: {about.page}")
        return f"mailto:{quote(self.contact, safe='@')}?subject={subject}&body={quote(about.text)}"

    def sms(self, about: Letter) -> str:
        """The same as a text message. Phones disagree on ? or &: ?& is read by all."""
        number = re.sub(r"[^\d+]", "", self.texts)
        return f"sms:{number}?&body={quote(about.text)}" if number else ""


@dataclass(frozen=True)
class Settings:
    """The project's folder, the addresses that are set for it, and the language of its pages (BCP 47).

    `layers` are files whose facts stand in for those of the register, the last one on top: a town's own numbers. Each is
    named by its path in the project. `keep`: phones may keep a copy, where their owners ask for it.
    """

    root: Path
    addresses: Addresses = Addresses()
    language: str = "en-CA"
    layers: tuple[str, ...] = ()
    keep: bool = True
    place: Path | None = None  # the folder of a town's own edition: reader.source.town


def from_environment(root: Path, environment: Mapping[str, str] = os.environ) -> Settings:
    """SITE_URL, REPO_URL, READER_CONTACT, READER_TEXTS and READER_LAYERS (paths with spaces between); empty: not set.

    READER_KEEP=off takes every copy from the phones that keep one, the next time that they see the site.
    """
    names = ("SITE_URL", "REPO_URL", "READER_CONTACT", "READER_TEXTS", "READER_LAYERS", "READER_KEEP")
    site, repo, contact, texts, layers, keep = (environment.get(name, "").strip() for name in names)
    addresses = Addresses(site.rstrip("/"), _in_a_browser(repo), contact, texts)
    return Settings(root, addresses, layers=tuple(layers.split()), keep=keep.lower() != "off")


def _in_a_browser(repo: str) -> str:
    """The address of a repository as a browser opens it, whichever way git prints it; a name or a key in it is left out."""
    if match := _BY_SSH.fullmatch(repo):
        repo = f"https://{match[1]}/{match[2]}"
    elif match := _BY_ADDRESS.fullmatch(repo):
        repo = f"{'http' if match[1] == 'http' else 'https'}://{match[2]}/{match[3]}"
    return repo.rstrip("/").removesuffix(".git").rstrip("/")

"""Where a correction goes: addresses of the project that are set from outside, or not at all."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

_BY_SSH = re.compile(r"(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+):(?!/)(.+)")  # git@host:owner/name.git
_BY_ADDRESS = re.compile(r"(?:git\+)?(https?|ssh|git)://(?:[^@/]*@)?([^/]+?)(?::(?:22|443|9418))?/(.+)")


@dataclass(frozen=True)
class Addresses:
    """`site`, `repo` without a slash at the end, and an e-mail address; each is empty when it is not set."""

    site: str = ""
    repo: str = ""
    contact: str = ""

    def edit(self, path: str) -> str:
        """The page where a file of the project can be changed in the browser."""
        return f"{self.repo}/edit/main/{quote(path)}" if self.repo else ""

    def line(self, path: str, line: int) -> str:
        """One line of a file, with the pencil above it."""
        return f"{self.repo}/blob/main/{quote(path)}?plain=1#L{line}" if self.repo else ""

    def issue(self, page: str, edition: str) -> str:
        """The correction form with page and edition filled in."""
        query = urlencode({"template": "correction.yml", "page": page, "edition": edition})
        return f"{self.repo}/issues/new?{query}" if self.repo else ""

    def mail(self, page: str, edition: str) -> str:
        """A letter with page and edition filled in."""
        if not self.contact:
            return ""
        body = f"Page: {page}\nEdition: {edition}\n\nWhat is wrong:\n\nWhat is right:\n\nHow do you know, and since when:\n"
        return f"mailto:{quote(self.contact, safe='@')}?subject={quote('Correction: ' + page)}&body={quote(body)}"


def from_environment() -> Addresses:
    """SITE_URL, REPO_URL and READER_CONTACT; an empty one counts as not set."""
    site, repo, contact = (os.environ.get(name, "").strip() for name in ("SITE_URL", "REPO_URL", "READER_CONTACT"))
    return Addresses(site.rstrip("/"), _in_a_browser(repo), contact)


def _in_a_browser(repo: str) -> str:
    """The address of a repository as a browser opens it, whichever way git prints it; a name or a key in it is left out."""
    if match := _BY_SSH.fullmatch(repo):
        repo = f"https://{match[1]}/{match[2]}"
    elif match := _BY_ADDRESS.fullmatch(repo):
        repo = f"{'http' if match[1] == 'http' else 'https'}://{match[2]}/{match[3]}"
    return repo.rstrip("/").removesuffix(".git").rstrip("/")

"""A small book, handed to what writes files from it, without a press."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.press import subjects
from reader.press.material import Text
from reader.source import workspace
from reader.source.settings import Addresses, Settings
from small import Project, make

HEAD = "---\ntitle: {title}\nsummary: What {title} is for.\nalso: [{title}]\n{more}---\n\n# {title}\n\n"


@dataclass(frozen=True)
class Books:
    """The project, and its texts as the press hands them over."""

    project: Project

    def text(self, name: str, site: str = "") -> Text:
        """A chapter or a form by its name, read from the disk."""
        book, past = workspace.current(Settings(self.project.root))
        found = [each for kind in ("chapter", "form") for each in subjects.of(book, kind) if each.name == name]  # type: ignore[arg-type]
        return Text(book, past, Addresses(site), found[0])

    def form(self, name: str, body: str, more: str = "") -> Text:
        """A form with these words, in the nav."""
        head = HEAD.format(title=name.title(), more=f"keeps: You.\nnever_write: names.\n{more}")
        self.project.write(f"docs/forms/{name}.md", head + body)
        if f"forms/{name}.md" not in self.project.text("mkdocs.yml"):
            self.project.write("mkdocs.yml", self.project.text("mkdocs.yml") + f"  - Forms:\n      - forms/{name}.md\n")
        return self.text(name)


def tells_no_time_but_the_texts(content: bytes) -> None:
    """An office file knows no clock: its parts are of 1980, and its own two dates are the day of the text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b">2026-11-21T00:00:00Z<") == 2


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(make(tmp_path / "a reader"))

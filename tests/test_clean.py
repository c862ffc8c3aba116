"""A text in which a rule found nothing is not looked at again; one in which it found something is, and so is every new one."""

from __future__ import annotations

from pathlib import Path

from reader.checks.clean import Clean
from reader.source.book import Book
from reader.source.finding import Finding
from reader.source.settings import Settings


def looked(root: Path, *by: Path, texts: str = "good bad") -> list[str]:
    """The texts that were looked at, of which "bad" has something in it."""
    seen: list[str] = []

    def look(text: str) -> list[Finding]:
        seen.append(text)
        return [Finding("docs/index.md", 1, "made-up", "is bad")] if text == "bad" else []

    clean = Clean(Book(Settings(root)), "made-up", *map(str, by))
    for text in texts.split():
        assert len(list(clean.unless(text, lambda text=text: look(text)))) == (text == "bad")
    clean.keep()
    return seen


def test_only_what_was_clean_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / ".cache").mkdir()
    rule, other = tmp_path / "rule.py", tmp_path / "other.py"
    rule.write_text("One way.\n")
    other.write_text("Another way.\n")
    assert looked(tmp_path, rule) == ["good", "bad"]
    assert looked(tmp_path, rule, texts="good bad new") == ["bad", "new"]
    assert looked(tmp_path, other) == ["good", "bad"]

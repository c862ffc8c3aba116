"""The addresses that are set from outside, as people copy them from where they stand."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from reader.source import engine_settings, settings
from small import ROOT


@pytest.mark.parametrize(
    "given",
    ["https://git.example/u/r", "https://git.example/u/r/", "https://git.example/u/r.git", "git@git.example:u/r.git",
     "git.example:u/r", "ssh://git@git.example/u/r.git", "ssh://git@git.example:22/u/r", "git://git.example/u/r.git",
     "https://name:key@git.example/u/r.git/", " https://key@git.example/u/r "],
)  # fmt: skip
def test_a_repository_has_an_address_for_browsers(given: str) -> None:
    assert settings.from_environment(ROOT, {"REPO_URL": given}).addresses.repo == "https://git.example/u/r"


def test_a_copy_that_windows_makes_has_scripts_that_start() -> None:
    done = subprocess.run(
        ["git", "check-attr", "eol", "text", "--", "scripts/build"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "scripts/build: eol: lf\nscripts/build: text: auto\n"


SETTINGS = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
EDITS = {
    "a program that runs": ("site_name:", "hooks: [a.py]\nsite_name:", "“hooks” is not set here"),
    "another file of settings": ("site_name:", "INHERIT: ../other.yml\nsite_name:", "“INHERIT” is not set here"),
    "a name from the machine": ("site_name: There", "site_name: !ENV HOME #", "only “site_url: !ENV"),
    "a name with a tag": ("site_name: There", "site_name: <b>There", "plain words without < >"),
    "an address that runs": ('!ENV [SITE_URL, ""]', "javascript:alert(1)", "“site_url” steers what every page loads"),
    "another site's styles": ("[assets/css/reader.css]", "[https://a.example/x.css]", "write extra_css: [assets/css/reader.css]"),
    "one word for a list": ("[assets/css/reader.css]", "assets/css/reader.css", "write extra_css: [assets/css/reader.css]"),
    "another script": ("extra_javascript: []", "extra_javascript: [{path: a.js, type: module}]", "write extra_javascript: []"),
    "sources published": ("  facts.yml\n", "", "“exclude_docs” has no line facts.yml"),
    "pages hidden": ("  facts.yml\n", "  facts.yml\n  *.md\n", "would hide pages"),
    "a theme from elsewhere": ("custom_dir: overrides", "custom_dir: /tmp", "“custom_dir: /tmp” is not set here"),
    "fonts of others": ("font: false", "font: {text: Roboto}", "the theme is material"),
    "an icon of others": ("favicon: assets", "favicon: https://a.example", "the theme is material"),
    "a function of Python": ("{permalink: false}", "{slugify: !!python/name:os.system }", "is a tag, which could run something"),
    "another setting of an extension": ("{permalink: false}", "{permalink: <script>}", "“toc” is not told “permalink” here"),
    "an extension of others": ("  - attr_list\n", "  - attr_list\n  - a.b\n", "can run programs of others"),
    "words from elsewhere": ("base_path: [docs/_words]", "base_path: [/etc]", "may take words from docs/_words and nowhere else"),
    "words that stand for words": ("site_name: There", "site_name: &a There", "SAME"),
    "and again": ("extra_javascript: []", "extra_javascript: *a", "stands for other words in YAML"),
    "brackets without end": ("extra_javascript: []", "extra_javascript: " + "[" * 13 + "]" * 13, "stand inside each other"),
    "more than anybody reads": ("extra_javascript: []", "extra_javascript: []\n" + "# words\n" * 60_000, "is the limit"),
}  # fmt: skip


@pytest.mark.parametrize("case", EDITS)
def test_settings_say_what_the_reader_needs_and_no_more(case: str, tmp_path: Path) -> None:
    old, new, said = EDITS[case]
    assert old in SETTINGS
    (tmp_path / "mkdocs.yml").write_text(SETTINGS.replace(old, new, 1), encoding="utf-8")
    found = engine_settings.findings(tmp_path)[1]
    assert bool(found) is (said != "SAME")
    assert not found or any(said in each.message and each.line for each in found), found


def test_the_settings_are_as_they_should_be(tmp_path: Path) -> None:
    assert engine_settings.findings(ROOT)[1] == []
    assert [each.message for each in engine_settings.findings(tmp_path)[1]] == [
        "is missing; take it from the last version, or from the project's page"
    ]

"""The rules. One rule a file; each has a NAME, a SEVERITY, and a `check` that yields findings.

A rule that reads sources is in SOURCE_RULES and takes the book; one that reads the built site is in SITE_RULES and
also takes the folder of the site and its pages, read once. To add a rule: write its file, name it in its list, give it a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from reader.checks import (
    alike_list,
    asked_list,
    built_pages,
    change_list,
    conflict_marks,
    contents,
    dates_to_come,
    drawings,
    fact_form,
    fact_in_heading,
    fact_listed,
    fact_twin,
    fact_unknown,
    fact_unused,
    fact_value,
    fixed_words,
    glossary_words,
    headings,
    here,
    language_list,
    letters,
    line_length,
    links,
    nav,
    note_unknown,
    nothing_acts,
    now_headings,
    number_listed,
    old_facts,
    origin,
    other_markdown,
    other_marks,
    outside_links,
    own_tags,
    page_names,
    published,
    reading_grade,
    redirects,
    shaming_words,
    site_acts,
    site_contents,
    site_ids,
    site_leftovers,
    site_links,
    site_third_party,
    site_weight,
    spelling,
    strange_letters,
    styles,
    templates,
    tonight,
    translation_form,
    translation_state,
    typed_value,
    zines,
)
from reader.source import lost, now
from reader.source.book import Book
from reader.source.finding import Finding

SOURCE_RULES: tuple[ModuleType, ...] = (
    contents, line_length, published, conflict_marks, nav, page_names,
    fact_unknown, fact_value, fact_form, fact_in_heading, fact_listed, fact_twin, number_listed, note_unknown,
    links, glossary_words, headings, now_headings, typed_value, strange_letters, dates_to_come,
    fixed_words, tonight, zines, drawings, templates, styles, nothing_acts, own_tags, other_markdown, other_marks,
    letters, here, redirects, language_list,
    alike_list, asked_list, change_list, translation_form, spelling, reading_grade, shaming_words, old_facts, fact_unused,
    outside_links, translation_state,
)  # fmt: skip
SITE_RULES: tuple[ModuleType, ...] = (
    site_leftovers, site_acts, site_ids, site_links, site_contents, site_third_party, site_weight,
)  # fmt: skip


def of_sources(book: Book, *, stops_only: bool = False) -> Iterator[Finding]:
    """What the rules say of the Markdown, YAML and SVG files. Tells are left out with `stops_only`: they take time.

    With a register, a nav or a file that can't be read, the other rules would only say what follows from it, page by page.
    """
    unread = any(finding.rule in ("register", "nav", "files") for finding in contents.check(book))
    if not unread and next(line_length.check(book), None):  # the other rules, and Markdown itself, would take minutes
        rules: tuple[ModuleType, ...] = (contents, line_length)
    else:
        rules = (contents,) if unread else SOURCE_RULES
    for rule in rules:
        if rule.SEVERITY == "stop" or not stops_only:
            yield from _graded(rule, rule.check(book))


def of_site(site: Path, book: Book) -> Iterator[Finding]:
    """What the rules say of a finished site, before it takes the place of the last one."""
    pages = built_pages.read(site, book.root / ".cache/built.json", _written_in(book.root))
    for rule in SITE_RULES:
        for finding in _graded(rule, rule.check(site, pages, book)):
            yield origin.of(book, finding)


def _written_in(root: Path) -> frozenset[str]:
    """The styles and the scripts of the page that is one file, and of the page at lost addresses."""
    one_file = ((root / now.FOLDER / name).read_text(encoding="utf-8") for name in now.WRITTEN_IN)
    return frozenset((*one_file, lost.style(root), lost.script(root)))


def _graded(rule: ModuleType, findings: Iterator[Finding]) -> Iterator[Finding]:
    for finding in findings:
        yield replace(finding, severity=rule.SEVERITY)

"""Around the title: the section's number before it; below it who has checked the page, and what a form needs said."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from reader.render import own
from reader.render.context import Context
from reader.render.medium import Medium
from reader.source import claims, syntax, translation
from reader.source.page import Page, Review


def add(root: Element, context: Context) -> None:
    """Add them. Where pages do not stand alone, the chapter's opening page says for all of them whose they are."""
    page, words, medium = context.page, context.book.words, context.medium
    own.add(root, context)
    title = next((child for child in root if child.tag == "h1"), None)
    if page is None or title is None:
        return
    if page.is_form and medium.rules:
        _rules(root, title, page, medium)
    said = translated(page) if medium.alone or page.number else ""  # a form says it at its foot
    below: list[tuple[str, str]] = [("translated", said)] if said else []
    if page.is_opening and medium.alone:
        below.append(("independent", words.get("independent", "")))
    if page.number:
        number = Element("span", {"class": "number", **medium.aside})
        number.text, number.tail = page.number, f" {title.text or ''}"
        title.text = None
        title.insert(0, number)
        below += [("checked", _checked(review, context, page)) for review in page.reviewed]
        if not page.reviewed and medium.alone:
            below.append(("checked", words.get("not-checked", "")))
    at = list(root).index(title) + 1
    lines = [Element("p", {"class": name, **medium.aside}) for name, _ in below]
    for line, (_, text) in zip(lines, below, strict=True):
        line.text = text
    if not medium.alone:
        root[at:at] = lines
        return
    if (purpose := _purpose(root, at)) is not None:
        root.remove(purpose)
        lines.append(purpose)
    if lines:
        small = Element("div", {"class": "small"})
        small.extend(lines)
        root.insert(at, small)


def _purpose(root: Element, at: int) -> Element | None:
    """A paragraph all in italics right below the title: it says what the page is for, or that it is no advice."""
    line = root[at] if at < len(root) else None
    if line is None or line.tag != "p" or (line.text or "").strip() or [child.tag for child in line] != ["em"]:
        return None
    return None if (line[0].tail or "").strip() else line


def translated(page: Page) -> str:
    """In another language: who has read the page, and whether its English is another one by now."""
    if page.english == translation.NONE:
        return "This page is not translated yet."
    if not page.english:
        return ""
    read = f"Translated. Read by: {', '.join(page.readers)}."
    moved = (
        " The English page has changed since. Numbers and other values here are those of the English page. The words are older."
    )
    return read + (moved if page.english == translation.MOVED else "")


def _checked(review: Review, context: Context, page: Page) -> str:
    """Who checked the page, when and what; and whether anything that can be checked has changed since."""
    since = " Changed since." if review.of and review.of != claims.mark(context.book, page) else ""
    return f"Checked {review.on} by {review.by}: {review.checked}.{since}"


def _rules(root: Element, title: Element, page: Page, medium: Medium) -> None:
    """On a form: where its paper is (the build fills that in), what must not be written on it, and who keeps it."""
    paper = [Element("p", {"class": "print", "data-papers": page.path})] if medium.papers else []
    never, keep = (Element("p", {"class": name, **medium.aside}) for name in ("never", "keep"))
    for line, label, text in ((never, "Never write here:", page.never_write), (keep, "Keep:", page.keeps)):
        strong = SubElement(line, "strong")
        strong.text, strong.tail = label, f" {text}"
    steps = any(element.get("class") == syntax.STEPS for element in root)  # nothing stands before those
    at = list(root).index(title) + 1
    root[at:at] = paper
    if not steps:
        at += len(paper)
        first = at < len(root) and root[at].tag == "p" and not any(part.get("class") for part in root[at].iter())
        root.insert(at + first, never)  # what the form is for comes first
    end = next((at for at, child in enumerate(root) if child.get("class") in ("sources", "foot")), len(root))
    root[end:end] = [never, keep] if steps else [keep]

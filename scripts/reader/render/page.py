"""A page from its Markdown: all passes, in the order in which they are made."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from reader.render import drawings, halfway, inline, letter, places, quick_inline, quick_passes, tables, terms, title, values
from reader.render.context import Context
from reader.render.footer import foot
from reader.source import syntax

quick_inline.apply()
quick_passes.apply()


def install(md: Markdown, context: Context) -> None:
    """Put our passes between those of Python-Markdown; the numbers are its priorities."""
    md.preprocessors.register(_Places(md, context), "reader-places", 100)  # before snippets (32) change the text
    inline.install(md)  # after code (190), before links (160)
    halfway.install(md, context.book.halfway)
    quick_passes.install(md)
    md.treeprocessors.register(_Page(md, context), "reader-page", 19)  # after inline (20), before toc (5)
    md.treeprocessors.register(_Title(md, context), "reader-title", 3)  # after toc, or the number is in the slug


class _Places(Preprocessor):
    """Keeps `<!-- here: … -->` and a form's empty lines until the page stands."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context

    def run(self, lines: list[str]) -> list[str]:
        page = self.context.page
        if page is not None and page.is_form:  # elsewhere such a line is a rule across the page
            lines = [syntax.RULE.sub(f"\n{syntax.here('line')}\n", line) for line in lines]
        return places.kept("\n".join(lines)).split("\n")


class _Page(Treeprocessor):
    """Walks the finished page: words, places, tables, drawings, values; then the sources and the foot below it."""

    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context

    def run(self, root: Element) -> None:
        context, page = self.context, self.context.page
        if not context.medium.styles:
            inline.name_blanks(root)
        if not context.medium.adds:
            tables.label(root, context)
            values.put_in(root, context)
            return
        drawings.draw_steps(root, context)
        terms.lead(root, context)
        places.fill(root, context)
        tables.label(root, context)
        drawings.put_in(root, context)
        values.put_in(root, context)
        if context.medium.calls:
            values.make_callable(root)
        letter.add(root, self.md, context)
        if not context.medium.alone:
            return
        if context.notes.numbers:
            folded = SubElement(root, "details", {"class": "sources", **context.medium.aside})
            SubElement(folded, "summary", {"id": "sources"}).text = f"Sources ({len(context.notes.numbers)})"
            folded.append(context.notes.listing(back=True))
        if page is not None:
            root.append(foot(page, context, values.count_old(root)))


class _Title(Treeprocessor):
    def __init__(self, md: Markdown, context: Context) -> None:
        super().__init__(md)
        self.context = context

    def run(self, root: Element) -> None:
        title.add(root, self.context)

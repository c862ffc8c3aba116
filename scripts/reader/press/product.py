"""What a row of the table of products says: one kind for each stage at which a file can be made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.press import needs, recipes
from reader.press.formats import Format
from reader.press.material import Made, Sheets, Site, Text
from reader.press.subjects import Each, Subject

if TYPE_CHECKING:
    from reader.source.history import History


def _always(_: Subject) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Product:
    """A row. Use one of the three kinds below, which say what it is made from.

    `kind` is its own name, `each` what there is one of it for, `path` its place on the site, `whom` the words of the
    print page's table that it is for. Its print line is `line`: {link} becomes a link with `words` and the size,
    {needs} what `needs` says of its number of pages. `before` stands between it and the row above. `at_foot`: also in the
    line at the foot of its pages, not on the print page alone. `offered` says no for those that do without it.
    `tagged`: a screen reader can read it aloud.
    """

    kind: str
    each: Each
    path: str
    whom: str
    words: str
    needs: Callable[[int], str] = needs.nothing
    line: str = "{link}, {needs}"
    before: str = " · "
    at_foot: bool = True
    offered: Callable[[Subject], bool] = _always
    tagged: bool = True

    def path_of(self, subject: Subject) -> str:
        """Where on the site this file of a subject is."""
        return self.path.format(name=subject.name)


@dataclass(frozen=True, kw_only=True)
class Pressed(Product):
    """Made from pages that are laid out in `format`, once for all rows of that format; of the book: from its bound pages.

    Needs Pango and the fonts. `styles` are more files of overrides/print that it reads.
    """

    make: Callable[[Sheets], Made]
    format: Format | None = None
    styles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Written(Product):
    """Made from the text itself, on machines without Pango too.

    `first` is what stands before it, put there when it is delivered: what it says of its edition does not make it anew.
    """

    make: Callable[[Text], Made]
    first: Callable[[History], bytes] = recipes.no_line


@dataclass(frozen=True, kw_only=True)
class Followed(Product):
    """Made of what changed in a chapter since there are copies of it, and from its laid-out pages: it names their numbers.

    A chapter in which nothing has changed has none. Needs Pango and the fonts. `template` and `styles` are files of
    overrides/print.
    """

    make: Callable[[Text, Sheets], Made]
    template: str
    styles: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Packed(Product):
    """Made last, from the finished site, which can't yet say how big it is."""

    make: Callable[[Site], Made]

"""The marks of our Markdown, each said once: what pages are written with beside plain Markdown."""

from __future__ import annotations

import functools
import re

FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*\n", re.DOTALL | re.MULTILINE)
CHAPTER = re.compile(r"(\d+)\.? (.+)")  # in the nav: “4 Overdose”

FACT_LINK = re.compile(r"\[([^\[\]]+)\]\(fact:([^)\s]+)\)")  # [1-888-555-0100](fact:sample-line): the value, the fact's id
NOTE_MARK = re.compile(r"\[\^([^\]\s]+)\]")  # [^a-source]: the source's id
FACT = "fact:"  # how the address of a fact link begins
# Both written so that they do nothing: words behind the id; a part of one; a note written out; one inside a tag.
FACT_WITH_TITLE = re.compile(r"\[[^\[\]]+\]\(fact:[^)\s]+\s+[^)]*\)")
HALF_A_MARK = re.compile(r"fact:[a-z0-9-]|\[\^")
NOTE_WRITTEN_OUT = re.compile(r"^\[\^[^\]\s]+\]:", re.MULTILINE)
MARK_IN_A_TAG = re.compile(r"^<(?!!--)[a-z]+[^>\n]*>.*(?:fact:|\[\^)", re.MULTILINE)

BLANK = re.compile(r"_{3,}")  # ____: to write on; more are longer
BOX = re.compile(r"\[ \]")  # [ ]: to tick
EMPTY_CELL = re.compile(r"\|[ \t]*\|[ \t]*(?:\n|\|)")  # a log's: to write in
RULE = re.compile(r"^ {0,3}_{3,}[ \t]*$")  # on a form, a line alone: a whole line to write on

INCLUDE = re.compile(r'^\s*--8<--\s+"([\w-]+)\.md"\s*$', re.MULTILINE)  # --8<-- "six-steps.md": fixed words of docs/_words
INCLUDE_LINE = r"--8<--.*"  # a line that takes something in, well written or not; and how a box begins:
BOX_LINE = r"!!!.*"  # neither is words of the page
INCLUDES = re.compile(rf"^\s*{INCLUDE_LINE}$", re.MULTILINE)
CUT = re.compile(r"-+8<-+")  # any sign of one, anywhere

HERE = re.compile(r"^<!-- here: ([a-z-]+(?: [a-z0-9-]+)*) -->$", re.MULTILINE)  # what stands here is made: a name, and words
KEPT = "reader-here-"  # what stands in the text instead of such a comment until the page is made

# What a page of the site shows when one of these marks was not understood.
LEAKED = re.compile(rf"fact:[a-z0-9]|\[\^[a-z]|--8<--|{KEPT}|^\s*!!! ")

STEPS = "six-steps"  # the name of the fixed words that are the six steps, and the class of their list
WITHOUT_MARKS = frozenset(("tonight", STEPS, "example", "letter"))  # somebody is in a hurry, or copies the words out
WITHOUT_TERMS = WITHOUT_MARKS | {"stop", "admonition-title"}


def box(name: str) -> re.Pattern[str]:
    """Finds every box of a kind, `!!! tonight "Title"` and the lines with four spaces below it, which are its group 1."""
    return re.compile(rf"^!!! {name}\b.*((?:\n(?: {{4}}.*| *)$)*)", re.MULTILINE)


TONIGHT = box("tonight")  # says some numbers again, for whoever is in a hurry
EXAMPLE = box("(?:example|letter)")  # made up, or to be copied out


def here(*words: str) -> str:
    """The comment that asks for something: `<!-- here: facts overdose -->`."""
    return f"<!-- here: {' '.join(words)} -->"


@functools.lru_cache(maxsize=1024)
def places(text: str) -> tuple[tuple[str, ...], ...]:
    """What the comments of a text ask for, each as its name and the words behind it: (("glossary", "a-c"),)."""
    return tuple(tuple(match[1].split()) for match in HERE.finditer(text))

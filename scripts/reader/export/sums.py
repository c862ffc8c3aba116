"""What a sheet works out by itself, from the lines `sums:` at the top of a form.

A line is `what is worked out = how`. How: names of columns, rows and blanks, with “ + ”, “ - ” or “ x ” between them.
`Row | Column` is one cell; a column alone is the same row's cell, or the whole column where no row is meant; `so far` behind
a column adds up all rows down to this one. `Row = sum of Column; Column` adds up what stands above, `Below = sum of …`
in a row that is added at the end of the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

_BELOW, _SUM_OF, _SO_FAR = "Below", "sum of ", " so far"
_SIGNS = {"+": "+", "-": "-", "x": "*"}


class SumError(Exception):
    """A line of `sums:` names what the form does not have; the message says which, and what there is."""


@dataclass
class Grid:
    """Where everything on a sheet stands, counted from 0: columns and rows of tables by name, and blanks by theirs."""

    columns: dict[str, tuple[int, int, int]] = field(default_factory=dict)  # name: column, first row, last row
    rows: dict[str, int] = field(default_factory=dict)
    blanks: dict[str, tuple[int, int]] = field(default_factory=dict)  # name: row, column


Formulas = dict[tuple[int, int], str]  # row, column: formula


def cell(row: int, column: int) -> str:
    """The name of a cell, A1 and on; sheets have fewer than 27 columns here."""
    return f"{chr(ord('A') + column)}{row + 1}"


def is_below(line: str) -> list[str]:
    """The columns that a line adds up in a row of their own; none for any other line."""
    target, _, how = line.partition(" = ")
    return how.removeprefix(_SUM_OF).split("; ") if target == _BELOW and how.startswith(_SUM_OF) else []


def formulas(lines: tuple[str, ...], grid: Grid) -> Formulas:
    """Every cell that is worked out, with its formula. Raises SumError."""
    found: Formulas = {}
    for line in lines:
        target, equals, how = line.partition(" = ")
        if not equals:
            raise SumError(f"“{line}” has no “ = ”: write what is worked out, =, and how")
        if how.startswith(_SUM_OF):
            found |= _sums(grid, target, how.removeprefix(_SUM_OF).split("; "), line)
        elif target in grid.columns:
            column, first, last = grid.columns[target]
            found |= {(row, column): _of_row(grid, how, row, line) for row in range(first, last + 1)}
        elif target in grid.blanks:
            found[grid.blanks[target]] = "=" + _terms(grid, how, lambda name: _whole(grid, name), line)[0]
        else:
            raise _unknown(target, grid, line)
    return found


def _sums(grid: Grid, target: str, names: list[str], line: str) -> Formulas:
    found: Formulas = {}
    for name in names:
        if name not in grid.columns:
            raise _unknown(name, grid, line)
        column, first, last = grid.columns[name]
        row = last + 1 if target == _BELOW else next(
            (row for named, row in grid.rows.items() if named == target and first < row <= last), -1
        )  # fmt: skip
        if row < 0:
            raise _unknown(target, grid, line)
        found[row, column] = f"=SUM({cell(first, column)}:{cell(row - 1, column)})"
    return found


def _of_row(grid: Grid, how: str, row: int, line: str) -> str:
    """The formula of one row of a column: empty as long as nothing it is made from is written in that row."""
    terms, used = _terms(grid, how, lambda name: cell(row, grid.columns[name][0]), line, row)
    written = ",".join(f'{each}=""' for each in dict.fromkeys(used))
    return f'=IF(OR({written}),"",{terms})'


def _whole(grid: Grid, name: str) -> str:
    column, first, last = grid.columns[name]
    return f"SUM({cell(first, column)}:{cell(last, column)})"


def _terms(grid: Grid, how: str, of_column: Callable[[str], str], line: str, row: int = -1) -> tuple[str, list[str]]:
    """The right side as a formula, and the cells of its row that it reads."""
    names = sorted([*grid.columns, *grid.blanks, *(f"{row} | {column}" for row in grid.rows for column in grid.columns)],
                   key=len, reverse=True)  # fmt: skip
    term = re.compile(f"({'|'.join(map(re.escape, names))})({_SO_FAR})?(?: ([+x-]) |$)")
    formula, used, at = "", [], 0
    while at < len(how):
        match = term.match(how, at)
        if match is None or (match[2] and (row < 0 or match[1] not in grid.columns)):
            raise _unknown(how[at:], grid, line)
        name = match[1]
        if name in grid.columns:
            column, first, _ = grid.columns[name]
            formula += f"SUM({cell(first, column)}:{cell(row, column)})" if match[2] else of_column(name)
            used += [cell(row, column)] if row >= 0 else []
        elif name in grid.blanks:
            formula += f"N({cell(*grid.blanks[name])})"
        else:
            line_name, _, column_name = name.partition(" | ")
            formula += f"N({cell(grid.rows[line_name], grid.columns[column_name][0])})"
        formula += _SIGNS.get(match[3] or "", "")
        at = match.end()
    return formula, used


def _unknown(name: str, grid: Grid, line: str) -> SumError:
    known = ", ".join([*grid.columns, *grid.rows, *grid.blanks])
    return SumError(f"“{name}”, in “{line}” of sums, is no column, row or blank; there are: {known}")

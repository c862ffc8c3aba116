"""What a check has to say about one line of one file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["stop", "tell"]


@dataclass(frozen=True, order=True)
class Finding:
    """One remark: where it is, which rule made it, and what to type instead.

    `path` is relative to the project's folder; `line` counts from 1 (0: the file as a whole).
    A `stop` keeps the last good site standing; a `tell` is printed and the build goes on.
    """

    path: str
    line: int
    rule: str
    message: str
    severity: Severity = "stop"
    column: int = 0

    def __str__(self) -> str:
        place = self.path + (f":{self.line}" if self.line else "") + (f":{self.column}" if self.column else "")
        return f"{place}  {self.rule}: {self.message}"

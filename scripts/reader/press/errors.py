"""What can keep the press from printing: the text, a template, or the machine."""

from __future__ import annotations

from reader.source.finding import Finding


class LayoutError(Exception):
    """The text can't be printed like this. `problems` are sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class TemplateFault(Exception):
    """A template of overrides/print is wrong; `finding` says where and how."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


class NoPangoError(Exception):
    """This machine lacks Pango, or the fonts; the message says what to type."""

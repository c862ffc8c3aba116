"""What can keep the press from printing: the text, or the machine."""


class LayoutError(Exception):
    """The text can't be printed like this. `problems` are sentences."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


class NoPangoError(Exception):
    """This machine lacks Pango, or the fonts; the message says what to type."""

"""What WeasyPrint warns of, caught before it passes in silence."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator


class _Warnings(logging.Handler):
    """What is warned of, one message after the other."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextlib.contextmanager
def heard() -> Iterator[list[str]]:
    """All that WeasyPrint warns of in here."""
    warned, log = _Warnings(), logging.getLogger("weasyprint")
    log.addHandler(warned)
    log.propagate = False
    try:
        yield warned.messages
    finally:
        log.removeHandler(warned)

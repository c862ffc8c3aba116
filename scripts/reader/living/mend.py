"""A correction is written into the project: source and value into the register, the value into every page that says it."""

from __future__ import annotations

import re
from pathlib import Path

from reader import files
from reader.living.take import Taken
from reader.source import book as reading
from reader.source import fact_sync
from reader.source.settings import Settings


def write(settings: Settings, taken: Taken) -> list[str]:
    """Make the change; returns what each file says now, and what went with the old value. Raises fact_sync.SyncError.

    When a step fails, every file is as it was before.
    """
    root = settings.root
    register = root / taken.fact.path
    before = {register: register.read_bytes()}
    try:
        _add_source(register, taken)
        book = reading.load(settings)
        stamp = taken.source.date.text if taken.source.date else "undated"
        change = fact_sync.from_text(
            book, book.register.facts[taken.fact.id], taken.value, taken.source.id, stamp, taken.source.read
        )
        fact_sync.write(change)
        said = [f"{taken.fact.path}:{change.line}  {change.before} → {change.after}"]
        left_out = fact_sync.left_out(change, taken.fact)
        for change in fact_sync.from_register(reading.load(settings)):
            before.setdefault(change.file, change.file.read_bytes())
            fact_sync.write(change)
            said.append(f"{change.file.relative_to(root)}:{change.line}  {change.before} → {change.after}")
    except BaseException:
        for file, content in before.items():
            files.write(file, content)
        raise
    return [*said, *left_out]


def _add_source(register: Path, taken: Taken) -> None:
    text = register.read_text(encoding="utf-8")
    if re.search(rf"^  {re.escape(taken.source.id)}:", text, re.MULTILINE):
        return
    head = re.search(r"^sources:.*\n", text, re.MULTILINE)
    if head is None:
        text = f"sources:\n{taken.source.row}\n{text}"
    else:
        text = f"{text[: head.end()]}{taken.source.row}\n{text[head.end() :]}"
    files.write(register, text.encode())

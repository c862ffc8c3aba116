"""Layers of facts: files that stand on top of the register, like a town's own numbers. The text stays as it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reader.source import own_files, register
from reader.source.facts import Fact, Register
from reader.source.finding import Finding


def laid_on(below: Register, root: Path, names: tuple[str, ...]) -> Register:
    """The register with each layer on top of it, the last one uppermost; what is wrong with them joins its problems.

    A layer is written like a facts.yml. Each of its facts stands in for the one with its id, and is of the same kind.
    """
    done = Register(dict(below.facts), dict(below.sources), list(below.problems), set(below.unsure))
    for name in names:
        if not own_files.is_own(root, root / name):
            done.problems.append(Finding(name, 0, "register", "is no file of this project, so it can't be laid on the register; "
                                         "name it in READER_LAYERS by its path from the project's folder"))  # fmt: skip
            continue
        layer = register.read(iter([(name, root / name)]))
        done.unsure |= layer.unsure
        done.problems += [*layer.problems, *_misfits(layer, done)]
        done.sources = {**layer.sources, **done.sources}
        stand_ins = {
            fact.id: replace(fact, instead_of=done.facts[fact.id].base) for fact in layer.facts.values() if fact.id in done.facts
        }
        done.facts |= stand_ins
        done.problems += register.contradictions(done, stand_ins.values())
    return done


def _misfits(layer: Register, below: Register) -> Iterator[Finding]:
    for source in layer.sources.values():
        if (first := below.sources.get(source.id)) is not None:
            yield _finding(source.path, source.line, f"the source {source.id} is already at {first.path}:{first.line}; "
                           "give this one an id of its own")  # fmt: skip
    for fact in layer.facts.values():
        base: Fact | None = below.facts.get(fact.id)
        if base is None and fact.id not in below.unsure:
            yield _finding(fact.path, fact.line, f"the fact {fact.id} stands in for none of the register; use the id of the "
                           "fact whose value is another one here")  # fmt: skip
        elif base is not None and base.kind != fact.kind:
            yield _finding(fact.path, fact.line, f"the fact {fact.id} is of the kind {fact.kind}, and the register's, at "
                           f"{base.path}:{base.line}, is of the kind {base.kind}; write kind: {base.kind}")  # fmt: skip


def _finding(path: str, line: int, message: str) -> Finding:
    return Finding(path, line, "register", message)

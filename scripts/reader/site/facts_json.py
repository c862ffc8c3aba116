"""The register for other programs: facts.json."""

from __future__ import annotations

import json

from reader.render.fact_list import uses
from reader.source.book import Book


def as_json(book: Book, edition: str) -> str:
    """The register for other programs: facts.json, one object a fact, in the order of their ids."""
    where = uses(book)
    facts = {
        fact.id: {
            "value": fact.value,
            "kind": fact.kind,
            "what": fact.what,
            "as_of": fact.as_of.text if fact.as_of else "undated",
            **({"read": fact.read} if fact.read else {}),
            **({"note": fact.note} if fact.note else {}),
            "sources": [
                {
                    "title": source.title,
                    "publisher": source.publisher,
                    "url": source.url,
                    "date": source.date.text if source.date else "undated",
                }
                for source in (book.register.sources[name] for name in fact.sources)
            ],
            "pages": [page.url for page in where.get(fact.id, [])],
        }
        for fact in sorted(book.register.facts.values(), key=lambda fact: fact.id)
    }
    return json.dumps({"edition": edition, "facts": facts}, ensure_ascii=False, indent=1) + "\n"
